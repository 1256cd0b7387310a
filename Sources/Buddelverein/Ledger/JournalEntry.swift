/// A voucher taking effect in the books.
public struct JournalEntry: Hashable, Sendable {
    /// Gapless within the association.
    public var number: Int64
    public var bookedOn: Day
    /// The day it takes effect; before `bookedOn` where the period was closed.
    public var effectiveOn: Day
    /// Why it was booked, such as `recorded`, `paid`, `reversal`.
    public var reason: String
    /// The reference of the voucher, such as `W-7`; never a name.
    public var ref: String
    /// The number of the entry that this one reverses.
    public var reverses: Int64?
    public var transfers: [Transfer]

    public init(
        number: Int64, bookedOn: Day, effectiveOn: Day? = nil, reason: String, ref: String, reverses: Int64? = nil,
        transfers: [Transfer]
    ) {
        self.number = number
        self.bookedOn = bookedOn
        self.effectiveOn = effectiveOn ?? bookedOn
        self.reason = reason
        self.ref = ref
        self.reverses = reverses
        self.transfers = transfers
    }
}

/// From one account to another, in one unit: it balances by construction.
public struct Transfer: Hashable, Sendable {
    public var debit: String
    public var credit: String
    public var unit: LedgerUnit
    /// In the smallest part of the unit; above zero.
    public var quantity: Int64
    /// The number of the member it is for.
    public var member: String?
    /// The code of the segment it was on.
    public var segment: String?

    public init(
        debit: String, credit: String, unit: LedgerUnit, quantity: Int64, member: String? = nil, segment: String? = nil
    ) {
        self.debit = debit
        self.credit = credit
        self.unit = unit
        self.quantity = quantity
        self.member = member
        self.segment = segment
    }
}
