import BuddelOperations
import BuddelStore
import Buddelverein
import Testing

@Suite("Ledger: each integrity check against the fault it is there for")
struct CheckFaultTests {
    /// What an owner of the database does to it without the guards, by the check that must find it.
    static let faults: [String: String] = [
        "voucher_numbers": "update buddel.voucher_counters set last_number = last_number + 1",
        "voucher_details": "delete from buddel.work_vouchers",
        "journal_numbers": "delete from buddel.entries where number = 2",
        // Both sides of a transfer stand on one row: only a view that leaves one out can lose the balance.
        "journal_balances": """
        create or replace view buddel.postings with (security_invoker = true) as
        select association_id, entry_number, position, debit_account as account, unit, quantity, member_id, segment_id,
            award_id
        from buddel.transfers
        """,
        "journal_digests": "update buddel.transfers set quantity = quantity + 1 where entry_number = 2",
        "journal_chain": "update buddel.batches set hash = sha256(hash) where number = 1",
        "confirmed_is_booked": "delete from buddel.voucher_decisions",
        "vouchers_match_entries": "update buddel.work_vouchers set minutes = minutes + 1",
        "award_counters": "update buddel.awards set granted_cents = granted_cents + 1",
        "budget_counters": "update buddel.programme_budgets set committed_cents = committed_cents - 1",
        "coverage_counters": "update buddel.coverage_parts set covered_bp = covered_bp + 1",
        "award_coverage": "delete from buddel.award_coverage where ref = 'K-1'",
        "claim_hashes": "update buddel.claims set content_hash = sha256(content_hash)",
        "grants_are_booked": "update buddel.claims set approved_cents = approved_cents - 1",
        "claim_states": "update buddel.claims set state = 'submitted'",
        "claims_without_journal": "update buddel.claims set journal_hash = sha256(journal_hash)",
        "progress_within_segment": "update buddel.progress set to_cm = 100000000",
    ]

    /// Further ways to the same faults.
    static let others: [(check: String, fault: String)] = [
        ("voucher_numbers", "delete from buddel.vouchers where ref = 'K-2' and association_id = 1"),
        ("journal_numbers", "update buddel.ledgers set last_entry = last_entry - 1"),
        ("journal_numbers", "update buddel.entries set batch_number = 1 where batch_number = 2"),
        ("journal_digests", "delete from buddel.transfers where entry_number = 2"),
        ("journal_digests", "delete from buddel.vouchers where ref = 'K-1' and association_id = 1"),
        (
            "journal_digests",
            """
            insert into buddel.transfers (association_id, entry_number, position, debit_account, credit_account, unit, quantity)
            select association_id, 999, position, debit_account, credit_account, unit, quantity from buddel.transfers
            where entry_number = 1
            """
        ),
        ("journal_chain", "delete from buddel.batches where number = 1 and association_id = 1"),
        ("journal_chain", "update buddel.ledgers set last_hash = sha256(last_hash)"),
        ("confirmed_is_booked", "update buddel.voucher_decisions set decision = 'refused'"),
        (
            "vouchers_match_entries",
            "update buddel.entries set effective_on = effective_on - 1 where reason = 'recorded'"
        ),
        ("vouchers_match_entries", "update buddel.transfers set award_id = 2 where award_id = 1"),
        ("vouchers_match_entries", "update buddel.transfers set quantity = quantity + 1 where award_id = 1"),
        ("claim_states", "delete from buddel.claim_steps"),
        ("grants_are_booked", "update buddel.claims set state = 'released'"),
    ]

    /// Books, a paid claim, and a dug stretch.
    private func withEverything(_ body: (SubsidyTown) async throws -> Void) async throws {
        try await SubsidyTown.with(endsHealthy: false) { town async throws in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .paid)
            _ = try await town.owner.recordProgress(
                [
                    ProgressRecord(
                        ref: "B-1", date: SubsidyTown.day, segment: "S-1", from: .zero,
                        to: Centimetres(centimetres: 100))
                ], in: "a")
            try await body(town)
        }
    }

    @Test("each check has its fault here")
    func complete() {
        #expect(Set(Self.faults.keys) == Set(BuddelApp.checkNames))
    }

    @Test("a fault is reported by the name of its check, and healthy books are silent", arguments: BuddelApp.checkNames)
    func found(_ check: String) async throws {
        try await withEverything { town async throws in
            #expect(try await town.owner.checkIntegrity().rows == [])
            try await expect(check, #require(Self.faults[check]), in: town)
        }
    }

    @Test("so are the other ways to it", arguments: others.indices)
    func foundToo(_ index: Int) async throws {
        let (check, fault) = Self.others[index]
        try await withEverything { town async throws in try await expect(check, fault, in: town) }
    }

    private func expect(_ check: String, _ fault: String, in town: SubsidyTown) async throws {
        try await town.town.tamperAsOwner(fault)
        let alone = try await town.owner.checkIntegrity([check])
        #expect(alone.total > 0 && Set(alone.rows.map(\.check)) == [check], "\(fault)")
        let all = try await town.owner.checkIntegrity()
        #expect(all.rows.contains { $0.check == check }, "\(fault)")
    }
}
