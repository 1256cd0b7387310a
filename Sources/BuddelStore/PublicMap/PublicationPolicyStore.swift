import Buddelverein
import Postgres

/// How coarse the installation publishes, and in whose name: one row.
public struct PublicationPolicyStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The policy as it stands; `locked` keeps others from changing it until the transaction ends.
    public func fetch(locked: Bool = false) async throws -> PublicationPolicy {
        let lock: SQL = locked ? "for update" : ""
        let row = try await session.query(
            SQL(
                name: "fetch publication settings",
                """
                select count_step, take_up_limit, hours_step, metres_step, euros_step, people_minimum, share_maximum_bp,
                    area_connections_minimum, end_walk_m, end_distance_m, line_minimum_m, spacing_m, simplification_m,
                    publisher
                from buddel.publication_settings \(fragment: lock)
                """)
        ).one()
        func metres(_ column: String) throws -> Double { Double(try row.decode(column, as: Int.self)) }
        var settings = PublicationSettings.rule
        settings.countStep = try row.decode("count_step")
        settings.takeUpLimit = try row.decode("take_up_limit")
        settings.hoursStep = try row.decode("hours_step")
        settings.metresStep = try row.decode("metres_step")
        settings.eurosStep = try row.decode("euros_step")
        settings.minimumPeople = try row.decode("people_minimum")
        settings.maximumShare = try row.decode("share_maximum_bp")
        settings.minimumConnections = try row.decode("area_connections_minimum")
        settings.walkBack = try metres("end_walk_m")
        settings.connectionDistance = try metres("end_distance_m")
        settings.minimumLength = try metres("line_minimum_m")
        settings.spacing = try metres("spacing_m")
        settings.simplification = try metres("simplification_m")
        return PublicationPolicy(settings: settings, publisher: try row.decode("publisher"))
    }

    /// Writes the whole policy; the database refuses what is looser than rules.md 8.
    public func update(_ policy: PublicationPolicy) async throws {
        let settings = policy.settings
        try await session.execute(
            SQL(
                name: "update publication settings",
                """
                update buddel.publication_settings set count_step = \(settings.countStep),
                    take_up_limit = \(settings.takeUpLimit), hours_step = \(settings.hoursStep),
                    metres_step = \(settings.metresStep), euros_step = \(settings.eurosStep),
                    people_minimum = \(settings.minimumPeople), share_maximum_bp = \(settings.maximumShare),
                    area_connections_minimum = \(settings.minimumConnections), end_walk_m = \(Int64(settings.walkBack)),
                    end_distance_m = \(Int64(settings.connectionDistance)), line_minimum_m = \(Int64(settings.minimumLength)),
                    spacing_m = \(Int64(settings.spacing)), simplification_m = \(Int64(settings.simplification)),
                    publisher = \(policy.publisher)
                """))
    }

    /// Moves the counter of publications.
    ///
    /// Throws a serialization failure, on which a transaction starts again, where another publication was written since
    /// this transaction began: its view of the records would be older than what is published.
    public func countPublication() async throws {
        try await session.execute(
            SQL(
                name: "count publication",
                "update buddel.publication_settings set publication_count = publication_count + 1"))
    }
}
