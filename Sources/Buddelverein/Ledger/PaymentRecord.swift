/// Money received, or paid back where negative (`payments.csv`).
public struct PaymentRecord: Hashable, Sendable {
    public var ref: String
    public var date: Day
    /// Nil for outsiders.
    public var memberNumber: String?
    public var amount: Money
    public var purpose: PaymentPurpose

    public init(ref: String, date: Day, memberNumber: String? = nil, amount: Money, purpose: PaymentPurpose) {
        self.ref = ref
        self.date = date
        self.memberNumber = memberNumber
        self.amount = amount
        self.purpose = purpose
    }
}

/// What a payment is for.
public enum PaymentPurpose: String, Hashable, Sendable, CaseIterable {
    case levy
    case donation
    case otherIncome = "other_income"
    case refund

    /// Whether a member must stand behind the money.
    public var needsMember: Bool { self == .levy || self == .refund }
}
