import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Subsidy: a claim's hash binds all that was filed, its result and what it was computed from")
struct ClaimIntegrityTests {
    /// Runs a statement as who owns the machine: past triggers, keys and row-level security.
    private func tamper(_ town: SubsidyTown, _ statement: SQL) async throws {
        let superuser = try await TestCluster.shared.configuration(database: town.pool.configuration.database!)
        try await PostgresConnection.withConnection(superuser) { connection async throws in
            try await connection.withTransaction { transaction async throws in
                try await transaction.query("select set_config('session_replication_role', 'replica', true)")
                let changed = try await transaction.execute(statement)
                #expect(changed >= 1)
            }
        }
    }

    @Test(
        "rewriting what was filed is noticed by who reads the claim and by the audit",
        arguments: [
            "update buddel.claim_lines set amount_cents = amount_cents + 1 where ref = 'K-1'",
            "update buddel.claim_lines set reasons = '{not_paid}' where ref = 'K-1'",
            "update buddel.claim_lines set minutes = minutes + 1 where minutes is not null",
            """
            update buddel.claim_lines set detail = jsonb_set(detail, '{accepted}', 'false') where ref = 'K-1'
            """,
            "update buddel.claim_waterfall set result_cents = result_cents + 1 where position = 1",
            "update buddel.claim_waterfall set limit_cents = 1 where position = 1",
            "update buddel.claims set frozen = jsonb_set(frozen, '{result,claimable}', '1')",
            "update buddel.claims set frozen = jsonb_set(frozen, '{result,eligible}', '1')",
            "update buddel.claims set claimed_cents = claimed_cents + 1",
            "update buddel.claims set journal_batch = journal_batch + 1",
            "update buddel.claims set journal_hash = sha256('other')",
            "update buddel.claims set rules_version = 'rules 1999-1'",
            "update buddel.claims set programme_version = programme_version + 1",
            "update buddel.claims set code = 'A-1/9'",
            "update buddel.claims set cutoff_on = cutoff_on + 1",
            "update buddel.associations set code = 'z' where code = 'a'",
        ])
    func tampered(_ statement: String) async throws {
        try await TownApp.with { town in
            let subsidy = try await SubsidyTown(town)
            _ = try await subsidy.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            let link = try await subsidy.auditor.verifyJournal()
            #expect(link.batch > 0)
            try await tamper(subsidy, SQL(trustedText: statement))
            let code = try await subsidy.auditor.listClaims()[0].claim.code
            #expect(await refusal { _ = try await subsidy.auditor.claim(code) } == .invalidFrozenClaim)
            #expect(await refusal { _ = try await subsidy.auditor.verifyJournal() } == .invalidFrozenClaim)
        }
    }

    @Test("a reason that the program does not know is not passed over")
    func unknownReason() async throws {
        try await TownApp.with { town in
            let subsidy = try await SubsidyTown(town)
            _ = try await subsidy.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await tamper(subsidy, "update buddel.claim_lines set reasons = '{made_up}' where ref = 'K-1'")
            try await subsidy.pool.transact { transaction in
                let id: Int64 = try await transaction.query("select id from buddel.claims").one().decode("id")
                await #expect(throws: (any Error).self) {
                    _ = try await ClaimContentStore(transaction).listLines(claimID: id)
                }
            }
        }
    }

    @Test("a claim stands on a batch of its association's journal, with that batch's hash")
    func journal() async throws {
        try await SubsidyTown.with { town in
            func claim(_ batch: SQL, _ hash: SQL) -> SQL {
                """
                insert into buddel.claims (association_id, award_id, code, number, cutoff_on, state, rules_version,
                    programme_version, journal_batch, journal_hash, frozen, filed_hash, content_hash, claimed_cents)
                select a.association_id, a.id, 'A-1/1', 1, '2026-03-31', 'submitted', 'r', 1, \(fragment: batch),
                    \(fragment: hash), '{}', sha256('f'), sha256('f'), 1
                from buddel.awards a where a.code = 'A-1'
                """
            }
            let key = "claims_journal_fkey"
            try await town.expect(town.treasurer, claim("1", "sha256('other')"), breaks: key)
            try await town.expect(town.treasurer, claim("999", "sha256('other')"), breaks: key)
            try await town.expect(town.treasurer, claim("1", "null"), breaks: "claims_journal_whole")
        }
    }

    @Test("the hash that was shown is given with 8 characters or more; nothing asks for nothing")
    func seen() async throws {
        try await SubsidyTown.with { town in
            let hash = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff).hash
            let chair = town.chair
            #expect(await refusal { try await chair.certifyClaim("A-1/1", seen: "a") } == .invalidValue)
            let seven = String(hash.prefix(7))
            #expect(await refusal { try await chair.certifyClaim("A-1/1", seen: seven) } == .invalidValue)
            let other = String(hash.reversed())
            #expect(await refusal { try await chair.certifyClaim("A-1/1", seen: other) } == .contentChanged)
            let longer = hash + "0"
            #expect(await refusal { try await chair.certifyClaim("A-1/1", seen: longer) } == .contentChanged)
            try await chair.certifyClaim("A-1/1", seen: String(hash.prefix(8)).uppercased())
            _ = try await town.clerk.checkClaim("A-1/1", cuts: [], seen: "")
        }
    }
}
