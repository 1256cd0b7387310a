import BuddelStore
import DatabaseFixture
import Postgres
import Testing

@Suite("Schema: free texts the database refuses")
struct TextConstraintTests {
    /// A text column of table `table` and how long it may be.
    struct Column: Sendable {
        let table: String
        let name: String
        let limit: Int

        init(_ table: String, _ name: String, _ limit: Int = 200) {
            self.table = table
            self.name = name
            self.limit = limit
        }
    }

    static let columns: [Column] = [
        Column("associations", "name"), Column("associations", "legal_form"), Column("associations", "register_court"),
        Column("associations", "register_number"), Column("users", "display_name"), Column("persons", "name"),
        Column("persons", "street"), Column("persons", "house_number"), Column("persons", "postcode"),
        Column("persons", "city"), Column("persons", "email"), Column("persons", "phone"), Column("areas", "name"),
        Column("clearances", "note", 500), Column("cost_vouchers", "supplier"),
        Column("cost_vouchers", "invoice_number"), Column("gift_vouchers", "what", 500), Column("programmes", "funder"),
        Column("programmes", "title"), Column("claim_cuts", "why", 500),
    ]

    /// What becomes of `text` in every row of the column, past the triggers that would answer before the check.
    private func constraint(_ text: String, _ column: Column, _ pool: Pool) async throws -> String? {
        let superuser = try await TestCluster.shared.configuration(database: pool.configuration.database!)
        return try await PostgresConnection.withConnection(superuser) { connection async throws in
            _ = try await connection.execute("set session_replication_role = replica")
            return try await Town.constraint {
                _ = try await connection.execute(
                    "update buddel.\(identifier: column.table) set \(identifier: column.name) = \(text)")
            }
        }
    }

    @Test("A text that is too long, or holds a control character, fails on its constraint")
    func refused() async throws {
        try await Tenant.withDatabase { pool async throws in
            for column in Self.columns {
                let plain = column.table + "_" + column.name + "_plain"
                let long = String(repeating: "ä", count: column.limit)
                #expect(try await constraint(long, column, pool) == nil, "\(plain)")
                for text in [long + "ä", "a\nb", "a\u{1B}[2J", "a\u{7F}", "a\u{9B}2J"] {
                    #expect(try await constraint(text, column, pool) == plain)
                }
            }
        }
    }

    @Test("A step of a claim may have several lines, and no other control character")
    func steps() async throws {
        try await Tenant.withDatabase { pool async throws in
            let column = Column("claim_steps", "note", 4_000)
            #expect(try await constraint("a\n\tb", column, pool) == nil)
            #expect(try await constraint("a\u{1B}[2J", column, pool) == "claim_steps_note_plain")
            #expect(
                try await constraint(String(repeating: "a", count: 4_001), column, pool) == "claim_steps_note_length")
        }
    }
}
