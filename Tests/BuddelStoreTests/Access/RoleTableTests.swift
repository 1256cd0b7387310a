import BuddelStore
import DatabaseFixture
import Postgres
import Testing

/// Role by table, written from DESIGN.md 5 and tried as `buddel_app` with nothing but the transaction's user.
@Suite("Access: what each role sees and writes, table by table")
struct RoleTableTests {
    /// Who a word stands for. `own` is a member who sees the row because it is his; a `member` is one who has no row.
    private static let people: [String: Int64] = [
        "administrator": Tenant.administrator, "treasurer": Tenant.b.user, "chair": Tenant.chairOfB,
        "area_lead": Tenant.areaLeadOfB, "auditor": Tenant.auditorOfB, "own": Tenant.memberOfB,
        "member": Tenant.unlinkedMemberOfB, "clerk": Tenant.clerk, "approver": Tenant.approver,
        "cashier": Tenant.cashier, "stranger": Tenant.a.user, "other town": Tenant.clerkElsewhere,
    ]

    /// One line of the table; each word of `people` that is not named sees or writes nothing.
    private struct Rule: Sendable {
        var tables: String
        var read: Set<String>
        var add: Set<String>
        var change: Set<String>
        var remove: Set<String>

        init(
            _ tables: String, read: String, add: String = "", change: String? = nil, remove: String? = nil,
            administrator: Bool = true
        ) {
            func words(_ text: String) -> Set<String> {
                Set(text.split(separator: " ").map(String.init) + (administrator ? ["administrator"] : []))
            }
            self.tables = tables
            self.read = words(read).union(["administrator"])
            self.add = words(add)
            self.change = words(change ?? add)
            self.remove = words(remove ?? change ?? add)
        }
    }

    private static let books = "treasurer chair area_lead auditor"
    private static let claims = "treasurer chair auditor clerk approver cashier"
    private static let keepers = "treasurer chair"
    private static let builders = "treasurer chair area_lead"

    private static let rules = [
        // People: the member's own data are his.
        Rule("persons members helpers offices mandates", read: books + " own", add: keepers),
        Rule(
            "settlement_rules settlement_keys settlement_machine_rates", read: books + " own member", add: keepers),
        // Network: every member may name a segment; where others live is not his.
        Rule("areas segments", read: books + " own member", add: builders),
        Rule("connections connection_events holdings", read: books + " own", add: builders),
        Rule("segment_versions segment_parts segment_events clearances progress", read: books, add: builders),
        // Books: who confirms locks the voucher, so an area lead may change what is open.
        Rule("vouchers", read: books + " own", add: keepers, change: builders),
        Rule("voucher_counters", read: books + " own member", add: builders + " own member"),
        Rule("voucher_decisions", read: books + " own", add: builders),
        Rule("work_vouchers", read: books + " own", add: keepers + " own", change: keepers),
        Rule("voucher_documents", read: books + " own", add: keepers, change: keepers + " own", remove: keepers),
        Rule("gift_vouchers payment_vouchers", read: books + " own", add: keepers),
        Rule("cost_vouchers cost_allocations cost_payments grant_vouchers", read: books, add: keepers),
        Rule("ledgers accounts batches", read: books, add: keepers),
        Rule("entries transfers", read: books + " own", add: keepers),
        // Claims: shared with the town that decides, and with nobody else.
        Rule("coverage_parts award_coverage", read: "treasurer chair auditor", add: keepers),
        Rule("awards", read: claims, add: keepers + " clerk approver cashier"),
        Rule("claims claim_lines claim_waterfall claim_documents claim_coverage", read: claims, add: keepers),
        // A step is taken by who is logged in: the row of this town is its treasurer's.
        Rule("claim_steps", read: claims, add: "treasurer", administrator: false),
        Rule("claim_step_voids", read: claims, administrator: false),
        Rule(
            "claim_cuts", read: claims, add: "clerk", change: "clerk approver", remove: "clerk", administrator: false),
        Rule("documents", read: books + " clerk approver cashier", add: keepers),
    ]
    /// Of persons and not of roles: `RowLevelSecurityTests` tries them.
    private static let personal: Set = ["user_roles", "user_members", "declared_ties", "audit_events"]

    @Test("Every table of an association has its line")
    func complete() async throws {
        try await Tenant.withDatabase { pool async throws in
            let tables = try await Tables.fetchTenantTables(pool).map(\.name)
            let named = Self.rules.flatMap { $0.tables.split(separator: " ").map(String.init) }
            #expect(Set(named).count == named.count)
            #expect(Set(named).union(Self.personal) == Set(tables))
        }
    }

    @Test("Each role sees what its line says and nothing else", arguments: people.keys.sorted())
    func reading(_ role: String) async throws {
        try await Tenant.withDatabase { pool async throws in
            for (table, rule) in try await Self.lines(pool) {
                let seen = try await Attempt(pool, as: Self.people[role]!, table).visible(Tenant.b.association)
                #expect((seen > 0) == rule.read.contains(role), "\(role) sees \(seen) rows of \(table.name)")
            }
        }
    }

    @Test(
        "Each role writes what its line says, as far as the program writes the table at all",
        arguments: people.keys.sorted())
    func writing(_ role: String) async throws {
        try await Tenant.withDatabase { pool async throws in
            for (table, rule) in try await Self.lines(pool) {
                let privileges = try await Self.privileges(table, pool)
                let row = try await Tables.rows(of: table, Tenant.b.association, pool)[0]
                let access = Attempt(pool, as: Self.people[role]!, table)
                let outcomes = [
                    try await access.insert(row) == .done, try await access.update(Tenant.b.association) == .done,
                    try await access.delete(Tenant.b.association) == .done,
                ]
                let expected = [
                    rule.add.contains(role) && privileges[0], rule.change.contains(role) && privileges[1],
                    rule.remove.contains(role) && privileges[2],
                ]
                #expect(outcomes == expected, "\(role) adds, changes, removes in \(table.name)")
            }
        }
    }

    @Test("Who may publish writes publications and drops old ones, nobody else", arguments: people.keys.sorted())
    func publishing(_ role: String) async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) {
                _ = try await $0.execute("insert into feed.publications (manifest_sha256) values (sha256('m'))")
            }
            let table = try await Tables.fetchTenantTables(pool)[0]
            let access = Attempt(pool, as: Self.people[role]!, table)
            let outcomes = [
                try await access.run("insert into feed.publications (manifest_sha256) values (sha256('n'))"),
                try await access.run(
                    """
                    insert into feed.files (publication_id, name, media_type, content, sha256)
                    select id, 'a.json', 'text/plain', 'x', sha256('x') from feed.publications
                    """),
                try await access.run("delete from feed.publications"),
            ]
            let may = ["administrator", "treasurer", "chair", "stranger"].contains(role)
            #expect(outcomes == Array(repeating: may ? .done : .refused, count: 3))
        }
    }

    @Test("A role that has ended, and a user who is disabled, leave nothing to see")
    func ended() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) {
                _ = try await $0.execute("update buddel.users set disabled_at = now() where id in (12, 14)")
                _ = try await $0.execute(
                    "update buddel.user_roles set during = '[2025-01-01,2025-06-01)' where user_id in (17, 19)")
            }
            for (table, _) in try await Self.lines(pool) {
                for user in [Tenant.b.user, Tenant.clerk, Tenant.memberOfB, Tenant.chairOfB] {
                    let seen = try await Attempt(pool, as: user, table).visible(Tenant.b.association)
                    #expect(seen == 0, "user \(user) in \(table.name)")
                }
            }
        }
    }

    private static func lines(_ pool: Pool) async throws -> [(Tables, Rule)] {
        let tables = try await Tables.fetchTenantTables(pool)
        return rules.flatMap { rule in
            rule.tables.split(separator: " ").compactMap { name in
                tables.first { $0.name == name }.map { ($0, rule) }
            }
        }
    }

    /// Whether the program may insert, update and delete at all.
    private static func privileges(_ table: Tables, _ pool: Pool) async throws -> [Bool] {
        try await pool.transact { transaction async throws in
            let row = try await transaction.query(
                """
                select has_table_privilege('buddel_app', c.oid, 'insert') as adds,
                    has_column_privilege('buddel_app', c.oid, 'association_id', 'update') as changes,
                    has_table_privilege('buddel_app', c.oid, 'delete') as removes
                from pg_class c where c.relnamespace = 'buddel'::regnamespace and c.relname = \(table.name)
                """
            ).one()
            return [try row.decode("adds"), try row.decode("changes"), try row.decode("removes")]
        }
    }
}
