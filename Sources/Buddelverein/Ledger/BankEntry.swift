/// A line of a bank statement (camt.053 `Ntry`): one movement of the account, for one or many payments.
public struct BankEntry: Hashable, Sendable {
    /// Whether the line counts in the balance.
    public enum Status: String, CaseIterable, Sendable {
        case booked
        /// Known, and not booked yet; it comes again when it is.
        case pending
        /// To be booked on a later day.
        case future
        /// Told only; it never is booked.
        case info
    }

    /// The bank's number of the line within the statement (`NtryRef`).
    public var number: String?
    /// Always above zero or zero; `side` says which way.
    public var amount: Money
    public var side: BankSide
    public var status: Status
    /// Whether it takes back an earlier one (`RvslInd`); `side` is the way the money goes now.
    public var isReversal: Bool
    /// The day on which the bank booked it; a booked line has one.
    public var bookedOn: Day?
    /// The day from which it bears interest.
    public var valuedOn: Day?
    /// The bank's reference of the line (`AcctSvcrRef`).
    public var bankReference: String?
    public var code: BankTransactionCode
    /// The bank's words for the kind of line (`AddtlNtryInf`), such as “SEPA-Lastschrift”.
    public var text: String?
    /// The collection or order that it sums up; nil for a single payment.
    public var batch: BankBatch?
    /// The single payments; a bank may leave them out for a batch.
    public var transactions: [BankTransaction]

    public init(
        number: String? = nil, amount: Money, side: BankSide, status: Status = .booked, isReversal: Bool = false,
        bookedOn: Day? = nil, valuedOn: Day? = nil, bankReference: String? = nil,
        code: BankTransactionCode = BankTransactionCode(), text: String? = nil, batch: BankBatch? = nil,
        transactions: [BankTransaction] = []
    ) {
        self.number = number
        self.amount = amount
        self.side = side
        self.status = status
        self.isReversal = isReversal
        self.bookedOn = bookedOn
        self.valuedOn = valuedOn
        self.bankReference = bankReference
        self.code = code
        self.text = text
        self.batch = batch
        self.transactions = transactions
    }

    /// The amount, below zero where money went out; refuses with `overflow`.
    public func signedAmount() throws(Refusal) -> Money { try side.signed(amount) }
}

/// Which way money goes, seen from the account.
public enum BankSide: String, CaseIterable, Sendable {
    /// In.
    case credit
    /// Out.
    case debit

    /// An amount, below zero where money goes out; refuses with `overflow`.
    public func signed(_ amount: Money) throws(Refusal) -> Money {
        self == .credit ? amount : try amount.negated()
    }
}

/// What kind of movement a line or payment is (camt `BkTxCd`).
public struct BankTransactionCode: Hashable, Sendable {
    /// Domain, family and sub-family by ISO 20022, such as `PMNT-RDDT-ESDD`.
    public var iso: String?
    /// The bank's own code; German banks give the GVC, such as `NTRF+105+931`.
    public var proprietary: String?

    public init(iso: String? = nil, proprietary: String? = nil) {
        self.iso = iso
        self.proprietary = proprietary
    }
}

/// The collection or order that a line sums up (camt `Btch`).
public struct BankBatch: Hashable, Sendable {
    /// The message that ordered it, as its sender named it.
    public var messageId: String?
    /// The block of that message.
    public var paymentInformationId: String?
    public var count: Int?

    public init(messageId: String? = nil, paymentInformationId: String? = nil, count: Int? = nil) {
        self.messageId = messageId
        self.paymentInformationId = paymentInformationId
        self.count = count
    }
}
