import BuddelStore
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: who sees and changes identities at issuers, and log-ins under way")
struct IdentityAccessTests {
    private static let linked = """
        insert into buddel.user_identities (user_id, issuer, subject, linked_by)
        select i, 'https://i.example', 's' || i, 0 from generate_series(11, 12) as i
        """

    private func state(_ pool: Pool, as user: Int64, _ statement: String) async throws -> String {
        do {
            return try await pool.transact(as: user) { transaction async throws in
                "\(try await transaction.query(SQL(trustedText: statement)).count)"
            }
        } catch {
            return PostgresError(from: error)?.sqlState.rawValue ?? "\(error)"
        }
    }

    @Test("A user sees his own, an administrator all; only administrators link, in their own name, and unlink")
    func identities() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) { connection async throws in
                try await connection.executeScript(Self.linked, name: "identities")
            }
            let all = "select id from buddel.user_identities where issuer = 'https://i.example'"
            #expect(try await state(pool, as: Tenant.a.user, all) == "1")
            #expect(try await state(pool, as: Tenant.clerk, all) == "0")
            #expect(try await state(pool, as: Tenant.administrator, all) == "2")
            func add(_ by: Int64) -> String {
                """
                insert into buddel.user_identities (user_id, issuer, subject, linked_by)
                values (13, 'https://i.example', 'mine', \(by)) returning id
                """
            }
            #expect(try await state(pool, as: Tenant.a.user, add(Tenant.a.user)) == "42501")
            #expect(try await state(pool, as: Tenant.administrator, add(0)) == "42501")
            #expect(try await state(pool, as: Tenant.administrator, add(Tenant.administrator)) == "1")
            #expect(
                try await state(pool, as: Tenant.administrator, "update buddel.user_identities set subject = 'x'")
                    == "42501")
            let remove = "delete from buddel.user_identities where user_id = 11 returning id"
            #expect(try await state(pool, as: Tenant.a.user, remove) == "0")
            #expect(try await state(pool, as: Tenant.administrator, remove) == "1")
        }
    }

    @Test(
        "Nobody reads or writes log-ins under way but through the functions, and those answer nobody who is logged in")
    func pending() async throws {
        try await Tenant.withDatabase { pool async throws in
            for statement in [
                "select from buddel.pending_logins", "delete from buddel.pending_logins",
                """
                select buddel.begin_openid_login(sha256('s'), sha256('b'), 'https://i.example', repeat('n', 43),
                    repeat('v', 43), now())
                """,
            ] {
                #expect(try await state(pool, as: Tenant.administrator, statement) == "42501", "\(statement)")
            }
            try await Tenant.asOwner(of: pool) { connection async throws in
                try await connection.executeScript(Self.linked, name: "identities")
            }
            let asked: String? = try await pool.transact(as: Tenant.administrator) { transaction async throws in
                try await transaction.query("select login from buddel.user_of_identity('https://i.example', 's11')")
                    .one().decode("login")
            }
            #expect(asked == nil)
        }
    }
}
