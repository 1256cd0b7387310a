import BuddelStore
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: what the program may ask of second factors, and what a limited token reaches")
struct SecondFactorRightsTests {
    /// The SQLSTATE with which a statement of a user fails; nil where it is taken.
    private func state(_ pool: Pool, as user: Int64, _ sql: SQL) async throws -> String? {
        do {
            try await pool.transact(as: user) { transaction in _ = try await transaction.query(sql) }
            return nil
        } catch { return PostgresError(from: error)?.sqlState.rawValue }
    }

    @Test("Secrets and recovery codes are read, written and removed by no statement of the program, whoever asks")
    func tables() async throws {
        try await Tenant.withDatabase { pool async throws in
            for user in [Tenant.a.user, Tenant.administrator, 0] {
                for statement: SQL in [
                    "select secret from buddel.second_factors", "select code_hash from buddel.recovery_codes",
                    "update buddel.second_factors set last_step = 0", "delete from buddel.second_factors",
                    "insert into buddel.recovery_codes (user_id, code_hash) values (11, sha256('mine'))",
                    "update buddel.access_tokens set second_factor_at = now()",
                    "update buddel.access_tokens set access = 'decide', scope_association_id = null",
                ] {
                    #expect(try await state(pool, as: user, statement) == "42501", "\(statement)")
                }
            }
        }
    }

    @Test("The secret is given to who knows the hash of his password, and of his own alone")
    func secret() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) {
                _ = try await $0.execute("update buddel.users set password_hash = 'h' || id")
            }
            func isGiven(_ hash: String) async throws -> Bool {
                try await pool.transact(as: Tenant.a.user) { transaction in
                    try await transaction.query(
                        "select secret is not null as is_given from buddel.begin_second_factor(\(hash))"
                    ).one().decode("is_given")
                }
            }
            #expect(try await isGiven("h\(Tenant.a.user)"))
            #expect(try await isGiven("h\(Tenant.b.user)") == false)
            #expect(try await isGiven("") == false)
        }
    }

    @Test("A step counts once, and none before it; a recovery code counts once")
    func once() async throws {
        try await Tenant.withDatabase { pool async throws in
            func use(_ step: Int64?, _ code: String?) async throws -> Bool {
                try await pool.transact(as: Tenant.a.user) { transaction in
                    try await transaction.query(
                        "select buddel.use_second_factor(\(step), sha256(convert_to(\(code), 'UTF8')), now()) as taken"
                    ).one().decode("taken")
                }
            }
            // The factor's last step is 7, its only code that of the user's number.
            let taken = [
                try await use(7, nil), try await use(6, nil), try await use(9, nil), try await use(9, nil),
                try await use(8, nil), try await use(10, nil), try await use(nil, "11"), try await use(nil, "11"),
                try await use(nil, "12"),
            ]
            #expect(taken == [false, false, true, false, false, true, true, false, false])
        }
    }

    @Test("Only its owner and an administrator take a factor away, and only they see how it stands")
    func others() async throws {
        try await Tenant.withDatabase { pool async throws in
            for user in [Tenant.b.user, Tenant.chairOfB, Tenant.clerk] {
                let removed = try await state(pool, as: user, "select buddel.remove_second_factor(11, now())")
                #expect(removed == "42501")
                let seen = try await pool.transact(as: user) { transaction in
                    try await transaction.query("select confirmed_at from buddel.second_factor_of(11)").one()
                        .isNull("confirmed_at")
                }
                #expect(seen)
            }
            for (user, sql) in [
                (Tenant.administrator, "select buddel.remove_second_factor(11, now())"),
                (Tenant.b.user, "select buddel.remove_second_factor(12, now())"),
            ] as [(Int64, SQL)] {
                #expect(try await state(pool, as: user, sql) == nil)
            }
        }
    }

    @Test("A token of one place shows the rows of that place, and an administrator's none of the whole system")
    func places() async throws {
        try await Tenant.withDatabase { pool async throws in
            func seen(_ user: Int64, association: String = "", ags: String = "", _ table: String) async throws -> Int {
                try await pool.transact(as: user) { transaction in
                    try await transaction.query(
                        """
                        select set_config('buddel.token_association', \(association), true),
                            set_config('buddel.token_ags', \(ags), true)
                        """)
                    return try await transaction.query(SQL(trustedText: "select from buddel.\(table)")).count
                }
            }
            let treasurer = Tenant.b.user
            #expect(try await seen(treasurer, association: "2", "members") > 0)
            #expect(try await seen(treasurer, association: "1", "members") == 0)
            #expect(try await seen(treasurer, ags: "05978032", "members") == 0)
            #expect(try await seen(Tenant.clerk, ags: "05978032", "claims") > 0)
            #expect(try await seen(Tenant.clerk, ags: "05558036", "claims") == 0)
            #expect(try await seen(Tenant.clerk, association: "2", "claims") == 0)
            #expect(try await seen(Tenant.administrator, "members") > 0)
            #expect(try await seen(Tenant.administrator, association: "2", "members") == 0)
            #expect(try await seen(Tenant.administrator, ags: "05978032", "claims") == 0)
        }
    }
}
