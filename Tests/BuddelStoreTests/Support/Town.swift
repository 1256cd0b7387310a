import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres

/// Two towns side by side and two associations, small enough to count by hand.
enum Town {
    static let west = Ags(rawValue: "05978032")!
    static let east = Ags(rawValue: "05558036")!

    /// A rectangle in degrees.
    static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return Polygon(exterior: corners.map { Position(longitude: $0.0, latitude: $0.1) })
    }

    static let municipalities = [
        Municipality(ags: west, name: "Westheim", polygons: [rectangle(7.40, 51.60, 7.45, 51.70)]),
        Municipality(ags: east, name: "Ostheim", polygons: [rectangle(7.45, 51.60, 7.50, 51.70)]),
    ]

    static func profile(_ code: String) -> AssociationProfile {
        AssociationProfile(
            code: code, name: "Verein \(code)", seatAgs: west,
            settlement: SettlementRule(
                keys: [
                    SettlementKey(
                        basis: .connection(active: Weight(hundredths: 100), passive: Weight(hundredths: 40)),
                        share: BasisPoints(basisPoints: 7000)),
                    SettlementKey(basis: .leadMetre, share: BasisPoints(basisPoints: 3000)),
                ],
                labour: LabourDuty(
                    dutyPerActive: Minutes(minutes: 2400), dutyPerPassive: Minutes(minutes: 600),
                    rate: HourlyRate(centsPerHour: 1200)),
                machineRates: ["tractor": HourlyRate(centsPerHour: 3500)]))
    }

    static func member(_ number: String, joined: String = "2025-05-01", left: String? = nil) throws -> Member {
        Member(
            number: number, kind: .household, name: "Person \(number)", joinedOn: try Day(parsing: joined),
            leftOn: try left.map { try Day(parsing: $0) })
    }

    static func connection(_ code: String, of member: String, at longitude: Double = 7.42) -> Connection {
        Connection(
            code: code, memberNumber: member, kind: .active,
            position: Position(longitude: longitude, latitude: 51.65), status: .planned)
    }

    static func segment(_ code: String, from: Double = 7.42, to: Double = 7.43) -> Segment {
        Segment(
            code: code, kind: .trunk, status: .planned,
            line: [
                Position(longitude: from, latitude: 51.65), Position(longitude: to, latitude: 51.65),
            ])
    }

    /// Lends a database with the two towns, and the associations `a` (1) and `b` (2) with three members each.
    @discardableResult
    static func withDatabase<T>(_ body: (Pool) async throws -> T) async throws -> T {
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.transact { transaction async throws in
                _ = try await MunicipalityStore(transaction).upsert(municipalities)
                for code in ["a", "b"] {
                    let id = try await AssociationStore(transaction).insert(profile(code))
                    try await MemberStore(transaction, in: id).insert([member("M-1"), member("M-2"), member("M-3")])
                }
            }
            return try await body(pool)
        }
    }

    /// The constraint that a statement breaks; nil where it breaks none.
    static func constraint(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error {
            guard let failure = PostgresError(from: error) else { throw error }
            return failure.constraint ?? "SQLSTATE \(failure.sqlState)"
        }
    }
}
