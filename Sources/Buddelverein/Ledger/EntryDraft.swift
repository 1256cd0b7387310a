/// An entry before it is booked: which voucher takes effect, why, when, and what it moves.
public struct EntryDraft: Hashable, Sendable {
    public var kind: VoucherKind
    public var ref: String
    public var reason: EntryReason
    /// The day it takes effect; booked on the first open day where that one is closed.
    public var effectiveOn: Day
    /// Never empty.
    public var transfers: [Transfer]

    /// Nil where nothing is moved: the books hold no empty entry.
    public init?(kind: VoucherKind, ref: String, reason: EntryReason, effectiveOn: Day, transfers: [Transfer?]) {
        self.transfers = transfers.compactMap { $0 }
        guard !self.transfers.isEmpty else { return nil }
        self.kind = kind
        self.ref = ref
        self.reason = reason
        self.effectiveOn = effectiveOn
    }
}

extension Transfer {
    /// The transfer of a quantity with a sign: a negative one goes the other way, zero is none.
    ///
    /// Refuses with `overflow` the smallest 64 bit number, whose opposite does not exist.
    public static func moving(
        _ quantity: Int64, _ unit: LedgerUnit, debit: String, credit: String, member: String? = nil,
        segment: String? = nil
    ) throws(Refusal) -> Transfer? {
        guard quantity != 0 else { return nil }
        guard let magnitude = Int64(exactly: quantity.magnitude) else { throw .overflow }
        return Transfer(
            debit: quantity > 0 ? debit : credit, credit: quantity > 0 ? credit : debit, unit: unit,
            quantity: magnitude, member: member, segment: segment)
    }
}

/// The accounts of the default chart that the posting rules name (sql/seed).
public enum AccountCode {
    public static let bank = "bank"
    public static let members = "receivable:members"
    public static let grantsDue = "receivable:grants"
    public static let inputTax = "receivable:input_tax"
    public static let suppliers = "payable:suppliers"
    public static let donations = "income:donations"
    public static let otherIncome = "income:other"
    /// Booked by the database alone (`book_grant`).
    public static let grantIncome = "income:grants"

    /// The account of a category of cost.
    public static func expense(_ category: String) -> String { "expense:\(category)" }
    /// Where labour or machine time comes from.
    public static func given(_ kind: WorkKind) -> String { "given:\(kind.rawValue)" }
    /// Where labour or machine time goes.
    public static func work(_ kind: WorkKind) -> String { "work:\(kind.rawValue)" }
    public static let giftGiven = "given:gift"
    public static let giftUsed = "work:gift"
}
