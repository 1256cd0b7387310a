/// What a bank says about an account between two booked balances (camt.053 `Stmt`).
public struct BankStatement: Hashable, Sendable {
    /// The bank's own name of the statement (`Id`), the same whenever it is fetched.
    public var id: String
    /// The number that counts up by one (`ElctrncSeqNb`); nil where the bank gives none.
    public var number: Int?
    /// The page of a statement in several files (`StmtPgntn`), from 1; nil for a whole one.
    public var page: Int?
    /// The account that it is about.
    public var iban: String
    /// When the bank made it (`CreDtTm`).
    public var createdOn: Day?
    public var openedOn: Day
    /// The booked balance before the first entry; negative where overdrawn.
    public var opening: Money
    public var closedOn: Day
    /// The booked balance after the last entry.
    public var closing: Money
    /// In the bank's order; those that are not booked yet count in no balance.
    public var entries: [BankEntry]

    public init(
        id: String, number: Int? = nil, page: Int? = nil, iban: String, createdOn: Day? = nil, openedOn: Day,
        opening: Money, closedOn: Day, closing: Money, entries: [BankEntry] = []
    ) {
        self.id = id
        self.number = number
        self.page = page
        self.iban = iban
        self.createdOn = createdOn
        self.openedOn = openedOn
        self.opening = opening
        self.closedOn = closedOn
        self.closing = closing
        self.entries = entries
    }

    /// What the booked entries add up to, money that came in above zero; refuses with `overflow`.
    public func booked() throws(Refusal) -> Money {
        var sum = Money.zero
        for entry in entries where entry.status == .booked { try sum.add(entry.signedAmount()) }
        return sum
    }
}
