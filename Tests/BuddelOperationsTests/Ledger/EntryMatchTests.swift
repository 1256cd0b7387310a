import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: what each entry moves is what its voucher says")
struct EntryMatchTests {
    /// Ends a transaction that was only to look.
    private struct Undone: Error {
        var found: Set<String>
    }

    private static let day = LedgerTown.day

    /// Everything that takes effect by itself: hours, machines, gifts, money in and out, invoices gross and net, paid
    /// with a discount, shared and reversed.
    private func withBooks(_ body: (TownApp) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            try await town.pool.transact { transaction in
                try await SegmentStore(transaction, in: 1).insert([TownApp.segment("S-2")])
            }
            _ = try await town.owner.addHelper(Helper(code: "H-1", name: "Jan"), in: nil)
            var machine = LedgerTown.work("W-2", member: nil, worker: "H-1")
            (machine.kind, machine.machine, machine.segment) = (.machine, "tractor", nil)
            var work = [LedgerTown.work("W-1"), machine]
            for index in work.indices { (work[index].confirmedBy, work[index].confirmedOn) = ("M-2", Self.day) }
            var gift = LedgerTown.gift("G-1")
            (gift.confirmedBy, gift.confirmedOn) = ("M-2", Self.day)
            var donation = LedgerTown.payment("P-2")
            (donation.memberNumber, donation.purpose) = (nil, .donation)
            var refund = LedgerTown.payment("P-3")
            (refund.amount, refund.purpose) = (Money(cents: -500), .refund)
            let payments = [LedgerTown.payment("P-1"), donation, refund]
            try await insert(
                LedgerRecords(work: work, costs: [Self.paid("K-1")], gifts: [gift], payments: payments), false, town)
            try await insert(LedgerRecords(costs: [Self.paid("K-2", shared: false), Self.paid("K-3")]), true, town)
            _ = try await town.owner.reverseVouchers(["K-3", "W-2"], in: "a")
            try await body(town)
        }
    }

    private func insert(_ records: LedgerRecords, _ deductsInputTax: Bool, _ town: TownApp) async throws {
        try await town.pool.transact { transaction in
            let terms = LedgerTerms(associationID: 1, fiscalYearStart: .newYear, deductsInputTax: deductsInputTax)
            let recording = Recording(userID: 0, channel: .import, seed: [UInt8](repeating: 7, count: 32))
            _ = try await LedgerStore(transaction).insert(records, terms: terms, recording: recording)
        }
    }

    /// 119.00, paid with 113.01; its third and two thirds leave odd cents.
    private static func paid(_ ref: String, shared: Bool = true) -> CostRecord {
        var cost = LedgerTown.cost(ref, invoice: ref)
        (cost.paidOn, cost.paid) = (day, Money(cents: 11_301))
        let third = BasisPoints(basisPoints: 3333)
        let rest = BasisPoints(basisPoints: 6667)
        if shared {
            cost.segments = [Allocation(segment: "S-1", share: third), Allocation(segment: "S-2", share: rest)]
        }
        return cost
    }

    /// What the check finds once a statement of the server's superuser has changed something; then it is undone.
    private func found(_ statement: String, in town: TownApp) async throws -> Set<String> {
        let check = try #require(Schema.checks.first { $0.name == "vouchers_match_entries" })
        let superuser = try await TestCluster.shared.configuration(database: town.pool.configuration.database!)
        return try await PostgresConnection.withConnection(superuser) { connection async throws in
            do {
                return try await connection.withTransaction { transaction async throws -> Set<String> in
                    try await transaction.query("select set_config('session_replication_role', 'replica', true)")
                    let changed = try await transaction.execute(SQL(trustedText: statement))
                    #expect(changed > 0, "\(statement)")
                    let rows = try await transaction.query(SQL(trustedText: check.sql))
                    throw Undone(found: Set(try rows.map { try $0.decode("fault") as String }))
                }
            } catch let undone as Undone {
                return undone.found
            }
        }
    }

    /// Changes the transfers of an entry: by its voucher's ref and its reason.
    private func change(_ ref: String, _ what: String, where rows: String = "true") -> String {
        change(ref, "recorded", what, where: rows)
    }

    private func change(_ ref: String, _ reason: String, _ what: String, where rows: String = "true") -> String {
        """
        update buddel.transfers t set \(what) from buddel.entries e join buddel.vouchers v on v.id = e.voucher_id
        where e.number = t.entry_number and v.ref = '\(ref)' and e.reason = '\(reason)' and (\(rows))
        """
    }

    private func remove(_ ref: String, _ reason: String = "recorded") -> String {
        """
        delete from buddel.transfers t using buddel.entries e join buddel.vouchers v on v.id = e.voucher_id
        where e.number = t.entry_number and v.ref = '\(ref)' and e.reason = '\(reason)' and t.position = 1
        """
    }

    private func add(_ ref: String, _ reason: String = "recorded") -> String {
        """
        insert into buddel.transfers (association_id, entry_number, position, debit_account, credit_account, unit, quantity)
        select t.association_id, t.entry_number, 9, t.debit_account, t.credit_account, t.unit, 1
        from buddel.transfers t join buddel.entries e on e.number = t.entry_number join buddel.vouchers v on v.id = e.voucher_id
        where v.ref = '\(ref)' and e.reason = '\(reason)' and t.position = 1
        """
    }

    private let swapped = "debit_account = t.credit_account, credit_account = t.debit_account"

    @Test("nothing is found in books that agree")
    func healthy() async throws {
        try await withBooks { town async throws in #expect(try await town.owner.checkIntegrity().rows == []) }
    }

    @Test(
        "hours, machines, gifts and money: another quantity, unit, side, member, segment or award, one too many or too few"
    )
    func transfers() async throws {
        try await withBooks { town async throws in
            for statement in [
                change("W-1", "quantity = quantity + 1"), change("W-1", "unit = 'machine_minutes'"),
                change("W-1", "debit_account = 'work:machine'"), change("W-1", swapped),
                change("W-1", "member_id = null"), change("W-1", "member_id = member_id + 1"),
                change("W-1", "segment_id = null"), change("W-1", "award_id = 1"), change("W-2", "member_id = 1"),
                change("G-1", "quantity = quantity + 1"), change("G-1", "credit_account = 'given:labour'"),
                change("P-1", "quantity = quantity + 1"), change("P-2", "credit_account = 'receivable:members'"),
                change("P-3", swapped), remove("W-1"), add("W-1"), remove("P-1"),
                "update buddel.work_vouchers set minutes = minutes + 1",
                "update buddel.gift_vouchers set value_cents = value_cents + 1",
                "update buddel.payment_vouchers set amount_cents = -amount_cents",
            ] {
                let faults = try await found(statement, in: town)
                #expect(faults.contains("transfer"), "\(statement)")
            }
        }
    }

    @Test("invoices: another sum, tax, payment, category or account, and shares that are a cent or more beside theirs")
    func invoices() async throws {
        try await withBooks { town async throws in
            for statement in [
                change("K-1", "quantity = quantity + 1", where: "position = 1"),
                change(
                    "K-1", "paid", "quantity = quantity + 1",
                    where: "t.debit_account = 'bank' or t.credit_account = 'bank'"),
                change("K-1", "paid", "quantity = quantity + 1", where: "position = 2"),
                change("K-1", "award_id = 1"), change("K-1", "member_id = 1"), change("K-1", swapped),
                change("K-1", "credit_account = 'receivable:members'", where: "position = 2"),
                change("K-2", "quantity = quantity + 1", where: "t.debit_account = 'receivable:input_tax'"),
                change("K-2", "paid", "quantity = quantity + 1", where: "t.credit_account = 'receivable:input_tax'"),
                remove("K-2"), add("K-2"), remove("K-1", "paid"),
                "update buddel.cost_vouchers set gross_cents = gross_cents + 1, tax_cents = tax_cents + 1",
                "update buddel.cost_vouchers set category = 'fuel'",
                "update buddel.cost_payments set paid_cents = paid_cents - 1, discount_cents = discount_cents + 1",
            ] {
                let faults = try await found(statement, in: town)
                #expect(faults.contains("invoice"), "\(statement)")
            }
            for statement in [
                change("K-1", "quantity = quantity + case position when 1 then 2 else -2 end"),
                change("K-1", "segment_id = null"), change("K-1", "segment_id = 3 - segment_id"),
                change("K-2", "segment_id = 1", where: "t.debit_account = 'expense:conduit'"),
                "update buddel.cost_allocations set share_bp = 5000",
                "delete from buddel.cost_allocations where position = 2",
            ] {
                let faults = try await found(statement, in: town)
                #expect(faults.contains("share"), "\(statement)")
            }
        }
    }

    @Test("entries on another day, or for another reason, than their voucher gives")
    func days() async throws {
        try await withBooks { town async throws in
            for statement in [
                "update buddel.entries set effective_on = effective_on - 1 where reason = 'recorded'",
                "update buddel.entries set effective_on = effective_on - 1 where reason = 'paid'",
                "update buddel.entries set reason = 'granted' where number = 1",
                "update buddel.voucher_decisions set decided_on = decided_on + 1",
                "update buddel.cost_payments set paid_on = paid_on + 1",
            ] {
                let faults = try await found(statement, in: town)
                #expect(faults.contains("day"), "\(statement)")
            }
        }
    }

    @Test("a reversal that does not move the same back, place by place")
    func reversals() async throws {
        try await withBooks { town async throws in
            for statement in [
                change("K-3", "reversal", "quantity = quantity + 1"), change("K-3", "reversal", swapped),
                change("K-3", "reversal", "segment_id = null"), change("K-3", "reversal", "member_id = 1"),
                change("K-3", "reversal", "award_id = 1"), change("W-2", "reversal", "unit = 'labour_minutes'"),
                change("W-2", "reversal", "debit_account = 'given:labour'"), remove("K-3", "reversal"),
                add("W-2", "reversal"),
                "update buddel.entries set effective_on = effective_on - 1 where reason = 'reversal'",
            ] {
                #expect(try await found(statement, in: town) == ["reversal"], "\(statement)")
            }
        }
    }
}
