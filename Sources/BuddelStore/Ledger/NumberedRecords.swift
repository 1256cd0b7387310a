import Buddelverein

extension LedgerRecords {
    /// What all kinds have in common, in the order work, costs, gifts, payments.
    var headers: [VoucherStore.Header] {
        var headers: [VoucherStore.Header] = []
        headers.reserveCapacity(count)
        for record in work {
            headers.append(.init(kind: .work, ref: record.ref, date: record.date, content: record.canonical))
        }
        for record in costs {
            headers.append(.init(kind: .cost, ref: record.ref, date: record.invoiceDate, content: record.canonical))
        }
        for record in gifts {
            headers.append(.init(kind: .gift, ref: record.ref, date: record.date, content: record.canonical))
        }
        for record in payments {
            headers.append(.init(kind: .payment, ref: record.ref, date: record.date, content: record.canonical))
        }
        return headers
    }
}

/// Records with the keys and hashes of their vouchers.
struct NumberedRecords {
    let work: [(Int64, WorkRecord)]
    let costs: [(Int64, CostRecord)]
    let gifts: [(Int64, GiftRecord)]
    let payments: [(Int64, PaymentRecord)]
    private let vouchers: [RecordedVoucher]

    /// `vouchers` stand in the order work, costs, gifts, payments.
    init(_ records: LedgerRecords, _ vouchers: [RecordedVoucher]) {
        precondition(vouchers.count == records.count, "a voucher for each record")
        self.vouchers = vouchers
        var rest = vouchers[...]
        func numbered<Record>(_ records: [Record]) -> [(Int64, Record)] {
            defer { rest = rest.dropFirst(records.count) }
            return Array(zip(rest.prefix(records.count).map(\.id), records))
        }
        work = numbered(records.work)
        costs = numbered(records.costs)
        gifts = numbered(records.gifts)
        payments = numbered(records.payments)
    }

    var documentNames: [(voucherID: Int64, name: String)] {
        work.compactMap { entry in entry.1.document.map { (entry.0, $0) } }
            + costs.compactMap { entry in entry.1.document.map { (entry.0, $0) } }
            + gifts.compactMap { entry in entry.1.document.map { (entry.0, $0) } }
    }

    /// The confirmations that the records carry.
    func decisions(_ keys: LedgerKeys) throws(Refusal) -> [DecisionStore.Draft] {
        var drafts: [DecisionStore.Draft] = []
        func add(_ voucher: RecordedVoucher, by confirmer: String?, on day: Day?) throws(Refusal) {
            guard let confirmer, let day else { return }
            drafts.append(
                DecisionStore.Draft(
                    voucherID: voucher.id, decision: .confirmed, decidedOn: day, memberID: try keys.member(confirmer),
                    contentHash: voucher.contentHash))
        }
        for (voucher, entry) in zip(vouchers, work) {
            try add(voucher, by: entry.1.confirmedBy, on: entry.1.confirmedOn)
        }
        for (voucher, entry) in zip(vouchers.dropFirst(work.count + costs.count), gifts) {
            try add(voucher, by: entry.1.confirmedBy, on: entry.1.confirmedOn)
        }
        return drafts
    }

    /// Everything that takes effect, in the order of the records; a paid invoice is followed by its payment.
    func entries(_ terms: LedgerTerms) throws(Refusal) -> [(voucherID: Int64, draft: EntryDraft)] {
        var entries: [(voucherID: Int64, draft: EntryDraft)] = []
        func add(_ id: Int64, _ draft: EntryDraft?) {
            if let draft { entries.append((id, draft)) }
        }
        for (id, record) in work { add(id, try record.entry()) }
        for (id, record) in costs {
            add(id, try record.entry(deductsInputTax: terms.deductsInputTax))
            add(id, try record.paymentEntry(deductsInputTax: terms.deductsInputTax))
        }
        for (id, record) in gifts { add(id, try record.entry()) }
        for (id, record) in payments { add(id, try record.entry()) }
        return entries
    }
}
