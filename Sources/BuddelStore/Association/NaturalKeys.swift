import Buddelverein
import Postgres

/// Whether the codes that records name are there; the inserts then find their rows by joins.
struct NaturalKeys: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Refuses with `unknown_member`, naming each number that no member has.
    func requireMembers(_ numbers: [String?], field: String) async throws {
        try await require(numbers, .member, field, table: "members", column: "number")
    }

    /// Refuses with `unknown_area`.
    func requireAreas(_ codes: [String?], field: String = "area") async throws {
        try await require(codes, .area, field, table: "areas", column: "code")
    }

    /// Refuses with `unknown_connection`.
    func requireConnections(_ codes: [String?], field: String) async throws {
        try await require(codes, .connection, field, table: "connections", column: "code")
    }

    /// Refuses with `unknown_segment`.
    func requireSegments(_ codes: [String?], field: String = "segment") async throws {
        try await require(codes, .segment, field, table: "segments", column: "code")
    }

    private func require(
        _ given: [String?], _ named: Refusal.Named, _ field: String, table: String, column: String
    ) async throws {
        let codes = Array(Set(given.compactMap { $0 }))
        guard !codes.isEmpty else { return }
        let missing = try await session.query(
            SQL(
                name: "list unknown \(table)",
                """
                select g.code from unnest(\(codes)) as g (code)
                where not exists (select from buddel.\(identifier: table) t
                    where t.association_id = \(association) and t.\(identifier: column) = g.code)
                """)
        ).map { try $0.decode("code", as: String.self) }
        guard !missing.isEmpty else { return }
        throw Refusals(missing.naturallySorted { $0 }.map { .unknown(named, $0, field: field) })
    }
}
