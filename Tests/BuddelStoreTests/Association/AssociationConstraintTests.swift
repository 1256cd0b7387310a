import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Association: what the database refuses")
struct AssociationConstraintTests {
    /// A statement that must fail, and the constraint it breaks.
    struct Offence: Sendable, CustomTestStringConvertible {
        let statement: SQL
        let constraint: String
        var testDescription: String { constraint }

        init(_ constraint: String, _ statement: SQL) {
            self.statement = statement
            self.constraint = constraint
        }
    }

    static let offences: [Offence] = [
        Offence(
            "associations_code_key",
            "insert into buddel.associations (code, name, legal_form, seat_ags) values ('a', 'A', 'x', '05978032')"),
        Offence(
            "associations_code_form",
            "insert into buddel.associations (code, name, legal_form, seat_ags) values ('A b', 'A', 'x', '05978032')"),
        Offence(
            "associations_seat_fkey",
            "insert into buddel.associations (code, name, legal_form, seat_ags) values ('c', 'A', 'x', '01001000')"),
        Offence(
            "members_number_key",
            "insert into buddel.members (association_id, number, person_id, kind, joined_on) values (1, 'M-1', (select min(id) from buddel.persons where association_id = 1), 'farm', '2030-01-01')"
        ),
        Offence(
            "members_person_fkey",
            "insert into buddel.members (association_id, number, person_id, kind, joined_on) values (1, 'M-9', (select min(id) from buddel.persons where association_id = 2), 'farm', '2030-01-01')"
        ),
        Offence(
            "members_no_overlap",
            "insert into buddel.members (association_id, number, person_id, kind, joined_on) values (1, 'M-9', (select min(id) from buddel.persons where association_id = 1), 'farm', '2030-01-01')"
        ),
        Offence(
            "members_leave_after_joining",
            "update buddel.members set left_on = joined_on - 1 where association_id = 1 and number = 'M-1'"),
        Offence(
            "members_successor_is_another",
            "update buddel.members set successor_id = id where association_id = 1 and number = 'M-1'"),
        Offence(
            "members_kind_known", "update buddel.members set kind = 'robot' where association_id = 1 and number = 'M-1'"
        ),
        Offence("persons_name_until_erased", "update buddel.persons set name = '' where association_id = 1"),
        Offence("persons_erased_means_empty", "update buddel.persons set erased_at = now() where association_id = 1"),
        Offence(
            "helpers_household_fkey",
            "insert into buddel.helpers (association_id, code, person_id, member_id) values (1, 'H-9', (select min(id) from buddel.persons where association_id = 1), (select min(id) from buddel.members where association_id = 2))"
        ),
        Offence(
            "offices_no_overlap",
            "insert into buddel.offices (association_id, member_id, office, during) select 1, min(id), 'chair', daterange('2026-01-01', null) from buddel.members, generate_series(1, 2) where association_id = 1 group by generate_series"
        ),
        Offence(
            "offices_office_known",
            "insert into buddel.offices (association_id, member_id, office, during) select 1, min(id), 'king', daterange('2026-01-01', null) from buddel.members where association_id = 1"
        ),
        Offence(
            "offices_during_not_empty",
            "insert into buddel.offices (association_id, member_id, office, during) select 1, min(id), 'chair', 'empty' from buddel.members where association_id = 1"
        ),
        Offence(
            "mandates_no_overlap",
            "insert into buddel.mandates (association_id, member_id, reference, during) select 1, min(id), 'R-' || n, daterange('2026-01-01', null) from buddel.members, generate_series(1, 2) n where association_id = 1 group by n"
        ),
        Offence(
            "mandates_reference_key",
            "insert into buddel.mandates (association_id, member_id, reference, during) select 1, id, case number when 'M-1' then 'abc' else 'ABC' end, daterange('2026-01-01', null) from buddel.members where association_id = 1"
        ),
        Offence(
            "mandates_reference_form",
            "insert into buddel.mandates (association_id, member_id, reference, during) select 1, min(id), 'ä', daterange('2026-01-01', null) from buddel.members where association_id = 1"
        ),
        Offence(
            "mandates_something_known",
            "insert into buddel.mandates (association_id, member_id, during) select 1, min(id), daterange('2026-01-01', null) from buddel.members where association_id = 1"
        ),
        Offence(
            "settlement_rules_labour_whole",
            "insert into buddel.settlement_rules (association_id, duty_per_active_minutes, key_count) values (1, 60, 1)"
        ),
        Offence(
            "settlement_keys_starts_at_zero",
            "insert into buddel.settlement_keys (association_id, rule_id, position, kind, share_bp, before_bp) select 1, 99, 1, 'member', 100, 5000"
        ),
        Offence(
            "settlement_keys_chain_fkey",
            "insert into buddel.settlement_keys (association_id, rule_id, position, kind, share_bp, before_bp) select 1, 99, n, 'member', 3000, case n when 1 then 0 else 2999 end from generate_series(1, 2) n"
        ),
        Offence(
            "settlement_keys_through_range",
            "insert into buddel.settlement_keys (association_id, rule_id, position, kind, share_bp, before_bp) values (1, 99, 2, 'member', 6000, 6000)"
        ),
        Offence(
            "settlement_machine_rates_class_fkey",
            "insert into buddel.settlement_machine_rates (association_id, rule_id, machine_class, rate_cents_per_hour) select 1, min(id), 'rocket', 1 from buddel.settlement_rules where association_id = 1"
        ),
    ]

    @Test("The statement fails on its constraint", arguments: offences)
    func refused(_ offence: Offence) async throws {
        try await Town.withDatabase { pool async throws in
            let constraint = try await Town.constraint {
                try await pool.transact { transaction async throws in
                    _ = try await transaction.execute(offence.statement)
                }
            }
            #expect(constraint == offence.constraint)
        }
    }

    @Test("Settlement keys that add up to less than 100.00 % fail at the end of the transaction")
    func keysAddUp() async throws {
        try await Town.withDatabase { pool async throws in
            var rule = try #require(Town.profile("a").settlement)
            rule.keys[1].share = BasisPoints(basisPoints: 2999)
            let short = rule
            let constraint = try await Town.constraint {
                try await pool.transact { transaction async throws in
                    try await SettlementRuleStore(transaction).insert(short, in: 1)
                }
            }
            #expect(constraint == "settlement_rules_keys_add_up")
            let kept = try await pool.transact { try await SettlementRuleStore($0).fetch(in: 1) }
            #expect(kept == Town.profile("a").settlement)
        }
    }

    @Test("A settlement rule can't be changed or removed once it is recorded")
    func settlementRulesStay() async throws {
        try await Town.withDatabase { pool async throws in
            for statement: SQL in [
                "update buddel.settlement_keys set share_bp = 1", "delete from buddel.settlement_rules",
            ] {
                let constraint = try await Town.constraint {
                    try await pool.transact { transaction async throws in
                        _ = try await transaction.execute(statement)
                    }
                }
                #expect(constraint == "SQLSTATE 42501")
            }
        }
    }

    @Test("Another association's rows are invisible and can't be written")
    func otherTenant() async throws {
        try await Town.withDatabase { pool async throws in
            let user = try await pool.transact { transaction async throws in
                try await transaction.execute("insert into buddel.users (login, display_name) values ('anna', 'Anna')")
                let id: Int64 = try await transaction.query("select id from buddel.users where login = 'anna'").one()
                    .decode("id")
                try await transaction.execute(
                    """
                    insert into buddel.user_roles (user_id, role, association_id, granted_by, during)
                    values (\(id), 'treasurer', 1, 0, daterange('2020-01-01', null))
                    """)
                return id
            }
            try await pool.transact(as: user) { transaction async throws in
                let own = try await MemberStore(transaction, in: 1).list()
                let other = try await MemberStore(transaction, in: 2).list()
                let associations = try await AssociationStore(transaction).list().map(\.code)
                let changed = try await transaction.execute(
                    "update buddel.members set duty_exempt = true where association_id = 2")
                #expect(own.count == 3)
                #expect(other.isEmpty)
                #expect(associations == ["a"])
                #expect(changed == 0)
            }
            let constraint = try await Town.constraint {
                try await pool.transact(as: user) { transaction async throws in
                    try await MemberStore(transaction, in: 2).insert([Town.member("M-9")])
                }
            }
            #expect(constraint == "SQLSTATE 42501")
        }
    }
}
