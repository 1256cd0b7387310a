import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

/// `Operation.roles`, cell by cell, asked of the database alone: what row-level security and guards let through where
/// the program's own check is left out.
@Suite("Access: role by operation by scope, asked in SQL")
struct OperationTableTests {
    /// What an operation is in the database, with the program's check gone.
    private enum Essence: Sendable {
        /// A row of the association is seen.
        case read(String)
        /// A row of the association is added, changed, removed.
        case add(String)
        case change(String)
        case remove(String)
        /// A step of the association's claim is taken by the user.
        case step(String)
        /// A statement that is let through for whom it is done; `$` stands for the user.
        case run(@Sendable (_ user: Int64) -> SQL)
    }

    /// Who stands for a role in the association `b` and its town: a plain member is one whom nobody's row belongs to,
    /// but where his own is meant.
    private static func user(_ role: Role, own: Bool) -> Int64 {
        switch role {
        case .administrator: Tenant.administrator
        case .clerk: Tenant.clerk
        case .approver: Tenant.approver
        case .cashier: Tenant.cashier
        case .treasurer: Tenant.b.user
        case .chair: Tenant.chairOfB
        case .areaLead: Tenant.areaLeadOfB
        case .auditor: Tenant.auditorOfB
        case .member: own ? Tenant.memberOfB : Tenant.unlinkedMemberOfB
        }
    }
    /// Of another association and of another town: the scope's other side.
    private static let strangers = [Tenant.a.user, Tenant.clerkElsewhere]

    private struct Line: Sendable {
        let operation: Operation
        let essence: Essence
        /// Roles that the database lets through beside those of the table, and why it may.
        let wider: Set<Role>
        let isOwn: Bool
        /// Whether it is about no association's and no town's things, so that strangers may it too.
        let isEverybodys: Bool

        init(
            _ operation: Operation, _ essence: Essence, wider: Set<Role> = [], own: Bool = false,
            everybodys: Bool = false
        ) {
            self.operation = operation
            self.essence = essence
            self.wider = wider
            isOwn = own
            isEverybodys = everybodys
        }
    }

    /// An import writes whatever a case folder holds, and an administrator imports.
    private static let imports: Set<Role> = [.administrator]
    /// Table and column rights don't tell a chair's hand from a treasurer's, nor a town's.
    private static let keepers: Set<Role> = [.treasurer, .chair, .administrator]

    private static let lines: [Line] = [
        // Access
        Line(.userAdd, .run { _ in "insert into buddel.users (login, display_name) values ('new', 'New')" }),
        Line(
            .userGrant,
            .run { _ in
                "insert into buddel.user_roles (user_id, role, granted_by, during) values (18, 'administrator', 0, '[2026-01-01,)')"
            }),
        Line(.userEdit, .run { _ in "update buddel.users set display_name = 'Else' where id = 99" }),
        Line(.userRevoke, .run { _ in "delete from buddel.user_roles where user_id = 99" }),
        Line(.userDisable, .run { _ in "update buddel.users set disabled_at = now() where id = 99" }),
        Line(.userEnable, .run { _ in "update buddel.users set disabled_at = null where id = 99" }),
        Line(.userList, .run { _ in "select from buddel.user_roles where user_id = 99" }),
        Line(.userPassword, .run { "select from buddel.set_password(\($0), 'x', now())" }, everybodys: true),
        Line(
            .userLinkIdentity,
            .run {
                """
                insert into buddel.user_identities (user_id, issuer, subject, linked_by)
                values (99, 'https://new.example', 's', \($0))
                """
            }),
        Line(.userUnlinkIdentity, .run { _ in "delete from buddel.user_identities where user_id = 99" }),
        Line(
            .userIdentityList, .run { "select from buddel.user_identities where user_id = \($0)" }, everybodys: true),
        Line(.tokenList, .run { "select from buddel.access_tokens where user_id = \($0)" }, everybodys: true),
        Line(
            .tokenRevoke, .run { "update buddel.access_tokens set revoked_at = now() where user_id = \($0)" },
            everybodys: true),
        Line(.secondFactorRead, .run { "select from buddel.second_factor_of(\($0))" }, everybodys: true),
        Line(
            .secondFactorSetUp,
            .run { _ in "select from buddel.set_up_second_factor(decode(repeat('07', 20), 'hex'), now())" },
            everybodys: true),
        Line(.secondFactorConfirm, .run { _ in "select from buddel.pending_second_factor()" }, everybodys: true),
        Line(.secondFactorCodes, .run { _ in "select from buddel.replace_recovery_codes('{}')" }, everybodys: true),
        Line(
            .secondFactorRemove, .run { "select from buddel.remove_second_factor(\($0), now())" }, everybodys: true),
        Line(.secondFactorPass, .run { _ in "select from buddel.begin_code(1, now())" }, everybodys: true),
        Line(
            .tieDeclare,
            .run { "insert into buddel.declared_ties (user_id, association_id, declared_by) values (\($0), 1, \($0))" },
            everybodys: true),
        Line(
            .municipalityLoad,
            .run { _ in
                "insert into buddel.municipalities (ags, name, border) select '05000001', 'X', border from buddel.municipalities limit 1"
            }),
        Line(.auditVerify, .read("audit_events")),
        Line(.integrityCheck, .read("coverage_parts")),
        // Association and Network
        Line(
            .associationAdd,
            .run { _ in "insert into buddel.associations (code, name, seat_ags) values ('n', 'N', '05978032')" }),
        Line(.associationShow, .run { _ in "select from buddel.associations where id = 2" }),
        Line(
            .associationChange, .run { _ in "update buddel.associations set name = 'Else' where id = 2" },
            wider: imports),
        Line(.memberRead, .read("members")),
        Line(.memberChange, .add("members"), wider: imports),
        Line(.statementRead, .read("transfers"), wider: [.areaLead], own: true),
        Line(.networkRead, .read("progress")),
        Line(.networkChange, .add("segment_versions"), wider: imports),
        Line(.segmentMove, .add("segment_events"), wider: imports),
        Line(.progressRecord, .add("progress"), wider: imports),
        // Ledger
        Line(.caseImport, .add("persons"), wider: [.chair]),
        Line(.caseExport, .read("coverage_parts"), wider: [.chair]),
        Line(.historyImport, .add("claims"), wider: [.treasurer, .chair]),
        Line(.voucherRead, .read("cost_vouchers")),
        Line(.voucherRecord, .add("cost_vouchers"), wider: imports),
        Line(.ownWorkRecord, .add("voucher_counters"), wider: imports),
        Line(.voucherDecide, .add("voucher_decisions"), wider: imports),
        // Who confirms work posts it: an area lead too.
        Line(
            .voucherReverse,
            .run { _ in
                """
                select from buddel.post_batch(2, array[1]::bigint[], array['reversed'], array['2026-01-02']::date[],
                    array[1]::bigint[], '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
                """
            }, wider: [.areaLead, .administrator]),
        Line(.costPay, .add("cost_payments"), wider: imports),
        Line(.periodClose, .run { _ in "select from buddel.close_period(2, '2025-12-31')" }, wider: imports),
        Line(.documentAttach, .add("documents"), wider: imports),
        // What a claim froze, its town reads: claim.document.
        Line(.documentRead, .read("documents"), wider: [.clerk, .approver, .cashier]),
        Line(.settlementPreview, .read("coverage_parts")),
        Line(.reportRead, .read("batches")),
        // Subsidy
        Line(
            .programmeAdd,
            .run { _ in
                """
                insert into buddel.programmes (code, funder, title, territory_key, administered_by, terms)
                values ('P-2', 'Town', 'T', '05978032', '05978032', '{}')
                """
            }),
        Line(.programmeRead, .run { _ in "select from buddel.programmes" }, everybodys: true),
        Line(.awardAdd, .add("awards"), wider: [.chair, .clerk, .cashier]),
        Line(
            .awardGrant, .run { _ in "update buddel.awards set approved_on = approved_on where association_id = 2" },
            wider: keepers.union([.clerk, .cashier])),
        Line(.awardRead, .read("awards")),
        Line(.claimAssess, .read("award_coverage")),
        Line(.claimRead, .read("claim_lines")),
        Line(.claimDocumentRead, .read("claim_documents")),
        Line(.claimFile, .step("file")),
        Line(.claimCertify, .step("certify")),
        Line(.claimCheck, .step("check")),
        Line(.claimReturn, .step("return")),
        Line(.claimAnswer, .step("answer")),
        Line(.claimApprove, .step("approve")),
        Line(.claimReject, .step("reject")),
        Line(.claimRelease, .step("release")),
        Line(.claimPay, .step("pay")),
        Line(.claimWithdraw, .step("withdraw")),
        Line(.claimRevoke, .step("revoke")),
        // PublicMap
        Line(.feedPublish, .run { _ in "insert into feed.publications (manifest_sha256) values (sha256('n'))" }),
        Line(.feedSettings, .run { _ in "update buddel.publication_settings set people_minimum = people_minimum" }),
        Line(.feedSettingsRead, .run { _ in "select from buddel.publication_settings" }, everybodys: true),
    ]

    @Test("Every operation has its line")
    func complete() {
        #expect(
            Self.lines.map(\.operation).sorted { $0.rawValue < $1.rawValue }
                == Operation.allCases.sorted { $0.rawValue < $1.rawValue })
    }

    @Test("A role is let through for what the table gives it, in its own scope", arguments: Role.allCases)
    func inside(_ role: Role) async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Self.addBystander(pool)
            for line in Self.lines {
                let outcome = try await Self.attempt(line.essence, as: Self.user(role, own: line.isOwn), pool)
                let may = line.operation.roles.union(line.wider).contains(role)
                #expect((outcome == .done) == may, "\(role) \(line.operation.rawValue)")
            }
        }
    }

    @Test("Nobody is let through outside his scope")
    func outside() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Self.addBystander(pool)
            for line in Self.lines where !line.isEverybodys {
                for user in Self.strangers where !Self.isOfNoScope(line.operation, user) {
                    let outcome = try await Self.attempt(line.essence, as: user, pool)
                    #expect(outcome == .refused, "user \(user) \(line.operation.rawValue)")
                }
            }
        }
    }

    @Test("What is named beside the table is not in it")
    func exceptionsAreNeeded() {
        for line in Self.lines {
            #expect(line.wider.isDisjoint(with: line.operation.roles), "\(line.operation.rawValue)")
        }
    }

    /// A treasurer publishes whatever association he keeps the books of.
    private static func isOfNoScope(_ operation: Operation, _ user: Int64) -> Bool {
        operation == .feedPublish && user == Tenant.a.user
    }

    /// A user who is a member of `b` and nobody of this test: whom others list, edit and disable.
    private static func addBystander(_ pool: Pool) async throws {
        try await Tenant.asOwner(of: pool) { connection async throws in
            _ = try await connection.execute(
                "insert into buddel.users (id, login, display_name) values (99, 'bystander', 'Bystander')")
            _ = try await connection.execute(
                """
                insert into buddel.user_roles (user_id, role, association_id, granted_by, during)
                values (99, 'member', 2, 0, '[2025-01-01,)')
                """)
            _ = try await connection.execute(
                """
                insert into buddel.user_identities (user_id, issuer, subject, linked_by)
                select id, 'https://issuer.example', login, 0 from buddel.users where id <> 0
                """)
        }
    }

    private static func attempt(_ essence: Essence, as user: Int64, _ pool: Pool) async throws -> Attempt.Outcome {
        func access(_ name: String) async throws -> Attempt {
            let table = try await Tables.fetchTenantTables(pool).first { $0.name == name }
            return Attempt(pool, as: user, try #require(table, "no table \(name)"))
        }
        let b = Tenant.b.association
        switch essence {
        case .read(let table): return try await access(table).visible(b) > 0 ? .done : .refused
        case .add(let table):
            let attempt = try await access(table)
            let known = try await Tables.fetchTenantTables(pool).first { $0.name == table }!
            return try await attempt.insert(try await Tables.rows(of: known, b, pool)[0])
        case .change(let table): return try await access(table).update(b)
        case .remove(let table): return try await access(table).delete(b)
        case .step(let step):
            return try await access("claim_steps").run(
                """
                insert into buddel.claim_steps (association_id, claim_id, position, step, user_id, content_hash, note, amount_cents)
                values (\(b), \(b), 99, \(step), \(user), sha256('c'), 'why', 1)
                """)
        case .run(let statement): return try await access("claims").run(statement(user))
        }
    }
}
