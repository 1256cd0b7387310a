import BuddelOperations
import BuddelStore
import Buddelverein
import Postgres
import Testing

@Suite("Ledger: the hash chain against whoever may change rows")
struct AuditTests {
    /// What is refused, and the entry, batch or voucher that is named.
    private func broken(_ books: TownBooks, against known: JournalLink? = nil) async -> String? {
        do {
            _ = try await books.town.owner.verifyJournal(of: "a", against: known)
            return nil
        } catch {
            guard let refusal = error as? Refusal else { return "\(error)" }
            return "\(refusal.code.rawValue) \(refusal.place?.field ?? "") \(refusal.place?.value ?? "")"
        }
    }

    /// The entry's digest as the database computes it: an owner who tampers knows the functions.
    private static let newDigest: SQL = """
        update buddel.entries e set digest = buddel.entry_digest(e.association_id, e.number, e.voucher_id, v.content_hash,
            e.reason, e.effective_on, e.booked_on, e.reverses_number, (
                select string_agg(buddel.transfer_text(t.position, t.debit_account, t.credit_account, t.unit, t.quantity,
                    t.member_id, t.segment_id, t.award_id), E'\\n' order by t.position)
                from buddel.transfers t where t.association_id = e.association_id and t.entry_number = e.number))
        from buddel.vouchers v where v.association_id = e.association_id and v.id = e.voucher_id
        """

    @Test("an untouched journal verifies, says where it stands, and holds every earlier stand")
    func untouched() async throws {
        try await TownBooks.with { books async throws in
            let first = try await books.town.owner.verifyJournal(of: "a")
            #expect(first.association == "a" && first.batch == 4)
            #expect(try await books.treasurer.journalLink(of: "a") == first)
            _ = try await books.town.owner.addPayment(
                TownBooks.payment("P-3", "2026-04-02", 500, .levy), in: "a")
            let second = try await books.town.owner.verifyJournal(of: "a", against: first)
            #expect(second.batch == 5 && second.hash != first.hash)
        }
    }

    @Test("a changed transfer is named by its entry")
    func changedTransfer() async throws {
        try await TownBooks.with { books async throws in
            try await books.tamper("update buddel.transfers set quantity = quantity + 1 where entry_number = 2")
            #expect(await broken(books) == "journal_broken entry 2")
        }
    }

    @Test("a changed day, a changed reason, a moved member: each is named by its entry")
    func changedEntry() async throws {
        try await TownBooks.with { books async throws in
            try await books.tamper("update buddel.transfers set member_id = 2 where entry_number = 3")
            #expect(await broken(books) == "journal_broken entry 3")
            try await books.tamper("update buddel.entries set booked_on = booked_on + 1 where number = 1")
            #expect(await broken(books) == "journal_broken entry 1")
        }
    }

    @Test("who recomputes the digest breaks the batch; the first broken one is named")
    func recomputedDigest() async throws {
        try await TownBooks.with { books async throws in
            try await books.tamper(
                "update buddel.transfers set quantity = quantity + 1 where entry_number in (2, 4)", Self.newDigest)
            #expect(await broken(books) == "journal_broken batch 2")
        }
    }

    @Test("who takes out the last entry, the last batch, or transfers alone is found out")
    func removed() async throws {
        try await TownBooks.with { books async throws in
            try await books.tamper("delete from buddel.transfers where entry_number = 5")
            #expect(await broken(books) == "journal_broken entry 5")
            try await books.tamper("delete from buddel.entries where number = 5")
            #expect(await broken(books) == "journal_broken entry 5")
            try await books.tamper(
                "delete from buddel.entries where number = 4", "delete from buddel.transfers where entry_number = 4",
                "delete from buddel.batches where number = 4")
            #expect(await broken(books) == "journal_broken batch 4")
        }
    }

    @Test("a voucher that says something else than when it was recorded is named")
    func changedVoucher() async throws {
        try await TownBooks.with { books async throws in
            try await books.tamper("update buddel.work_vouchers set minutes = 400")
            #expect(await broken(books) == "journal_broken voucher W-1")
        }
    }

    @Test("an owner who rewrites everything passes the chain, and fails against what left the house")
    func rewritten() async throws {
        try await TownBooks.with { books async throws in
            let known = try await books.town.owner.verifyJournal(of: "a")
            try await books.tamper(
                "update buddel.transfers set quantity = quantity + 1 where entry_number in (4, 5)", Self.newDigest,
                """
                update buddel.batches b set hash = buddel.batch_hash(b.previous_hash, b.association_id, b.number,
                    b.first_entry, b.last_entry, (select string_agg(e.digest, ''::bytea order by e.number)
                        from buddel.entries e where e.number between b.first_entry and b.last_entry))
                where b.number = 4
                """, "update buddel.ledgers set last_hash = (select hash from buddel.batches where number = 4)")
            #expect(await broken(books) == nil)
            #expect(await broken(books, against: known) == "journal_differs batch 4")
            let later = JournalLink(association: "a", batch: 9, hash: known.hash)
            #expect(await broken(books, against: later) == "journal_differs batch 9")
        }
    }

    @Test("a link of another association is refused; who holds no role of the association may not verify")
    func others() async throws {
        try await TownBooks.with { books async throws in
            let other = JournalLink(association: "b", batch: 0, hash: Array(repeating: 0, count: 32))
            #expect(await broken(books, against: other) == "journal_differs association b")
            let member = try await books.town.user("anna", .member, member: "M-1")
            #expect(await refusal { _ = try await member.verifyJournal(of: "a") } == .notAllowed)
        }
    }
}
