// How each voucher takes effect in the books (docs/concepts/journal.md): pure functions from a record to an entry.

extension WorkKind {
    /// The unit in which time of this kind is counted.
    public var unit: LedgerUnit {
        switch self {
        case .labour: .labourMinutes
        case .machine: .machineMinutes
        }
    }
}

extension WorkRecord {
    /// The entry of confirmed work: minutes from what was given into the network, for the credited member on the segment.
    ///
    /// It takes effect when both have happened, the work and its confirmation. Nil while nobody has confirmed it.
    public func entry() throws(Refusal) -> EntryDraft? {
        guard let confirmedOn else { return nil }
        return EntryDraft(
            kind: .work, ref: ref, reason: .recorded, effectiveOn: max(date, confirmedOn),
            transfers: [
                try .moving(
                    time.minutes, kind.unit, debit: AccountCode.work(kind), credit: AccountCode.given(kind),
                    member: memberNumber, segment: segment)
            ])
    }
}

extension GiftRecord {
    /// The entry of a confirmed gift: its documented value, from the giver to where it was used. Nil while unconfirmed.
    public func entry() throws(Refusal) -> EntryDraft? {
        guard let confirmedOn else { return nil }
        return EntryDraft(
            kind: .gift, ref: ref, reason: .recorded, effectiveOn: max(date, confirmedOn),
            transfers: [
                try .moving(
                    value.cents, .giftCents, debit: AccountCode.giftUsed, credit: AccountCode.giftGiven,
                    member: memberNumber, segment: segment)
            ])
    }
}

extension CostRecord {
    /// The entry of an invoice: what is owed to the supplier becomes expense, a transfer for each segment's share.
    ///
    /// The books show gross. Where the association deducts input tax, the expense is net and the tax is due from the
    /// tax office. Nil for an invoice over nothing. Refuses with `overflow`.
    public func entry(deductsInputTax: Bool) throws(Refusal) -> EntryDraft? {
        let expense = deductsInputTax ? net : gross
        return EntryDraft(
            kind: .cost, ref: ref, reason: .recorded, effectiveOn: invoiceDate,
            transfers: try shared(expense, debit: AccountCode.expense(category), credit: AccountCode.suppliers) + [
                try .moving(
                    (gross - expense).cents, .eurCents, debit: AccountCode.inputTax, credit: AccountCode.suppliers)
            ])
    }

    /// The entry of the payment that closes the invoice: what was really paid leaves the bank, and the discount taken
    /// lowers the expense (and the tax, where it is deducted) by the same shares.
    ///
    /// Nil while it is not paid. Refuses with `overflow`.
    public func paymentEntry(deductsInputTax: Bool) throws(Refusal) -> EntryDraft? {
        guard let paidOn else { return nil }
        let paid = paid ?? gross
        let discount = try gross - paid
        var expense = discount
        if deductsInputTax { expense = try net - counted(net: true, on: paidOn) }
        return EntryDraft(
            kind: .cost, ref: ref, reason: .paid, effectiveOn: paidOn,
            transfers: [
                try .moving(paid.cents, .eurCents, debit: AccountCode.suppliers, credit: AccountCode.bank)
            ] + (try shared(expense, debit: AccountCode.suppliers, credit: AccountCode.expense(category))) + [
                try .moving(
                    (discount - expense).cents, .eurCents, debit: AccountCode.suppliers, credit: AccountCode.inputTax)
            ])
    }

    /// An amount by the invoice's shares (rules.md 1), in natural order of the segments; whole where it names none.
    private func shared(_ amount: Money, debit: String, credit: String) throws(Refusal) -> [Transfer?] {
        guard !segments.isEmpty else { return [try .moving(amount.cents, .eurCents, debit: debit, credit: credit)] }
        let ordered = segments.naturallySorted(by: \.segment)
        let shares = try Split.shares(of: amount, by: ordered.map(\.share.basisPoints))
        var transfers: [Transfer?] = []
        for (allocation, share) in zip(ordered, shares) {
            transfers.append(
                try .moving(share.cents, .eurCents, debit: debit, credit: credit, segment: allocation.segment))
        }
        return transfers
    }
}

extension PaymentRecord {
    /// The entry of a payment: money between the bank and the member, or an income; negative amounts go back.
    public func entry() throws(Refusal) -> EntryDraft? {
        let other =
            switch purpose {
            case .levy, .refund: AccountCode.members
            case .donation: AccountCode.donations
            case .otherIncome: AccountCode.otherIncome
            }
        return EntryDraft(
            kind: .payment, ref: ref, reason: .recorded, effectiveOn: date,
            transfers: [
                try .moving(amount.cents, .eurCents, debit: AccountCode.bank, credit: other, member: memberNumber)
            ])
    }
}
