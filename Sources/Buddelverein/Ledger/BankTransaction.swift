/// A single payment within a line of a bank statement (camt.053 `TxDtls`).
public struct BankTransaction: Hashable, Sendable {
    /// Nil where the bank gives none, or gives it in another currency; a line with one payment has the amount itself.
    public var amount: Money?
    /// Nil where the bank gives none; then that of the line.
    public var side: BankSide?
    /// What was ordered, where it differs: a returned direct debit comes with fees.
    public var instructedAmount: Money?
    /// The fees of the bank, ours and others'.
    public var charges: Money?
    /// The reference that the payer gave and that goes the whole way; nil for `NOTPROVIDED`.
    public var endToEndId: String?
    /// The message and block that ordered it, as their sender named them.
    public var messageId: String?
    public var paymentInformationId: String?
    public var bankReference: String?
    /// The mandate and creditor of a direct debit.
    public var mandateId: String?
    public var creditorId: String?
    /// Who paid, or was paid.
    public var otherSide: BankParty
    /// For whom, where the payer or payee acts for somebody (`UltmtDbtr`, `UltmtCdtr`).
    public var onBehalfOf: String?
    /// What the payer wrote, in one line.
    public var remittance: String?
    /// The payee's reference that the payer repeats (`CdtrRefInf`).
    public var creditorReference: String?
    public var purpose: String?
    public var code: BankTransactionCode
    /// Why it came back, such as `AC04` or `MS03`; nil for what did not.
    public var returnReason: String?
    public var returnText: String?

    public init(
        amount: Money? = nil, side: BankSide? = nil, instructedAmount: Money? = nil, charges: Money? = nil,
        endToEndId: String? = nil, messageId: String? = nil, paymentInformationId: String? = nil,
        bankReference: String? = nil, mandateId: String? = nil, creditorId: String? = nil,
        otherSide: BankParty = BankParty(), onBehalfOf: String? = nil, remittance: String? = nil,
        creditorReference: String? = nil, purpose: String? = nil, code: BankTransactionCode = BankTransactionCode(),
        returnReason: String? = nil, returnText: String? = nil
    ) {
        self.amount = amount
        self.side = side
        self.instructedAmount = instructedAmount
        self.charges = charges
        self.endToEndId = endToEndId
        self.messageId = messageId
        self.paymentInformationId = paymentInformationId
        self.bankReference = bankReference
        self.mandateId = mandateId
        self.creditorId = creditorId
        self.otherSide = otherSide
        self.onBehalfOf = onBehalfOf
        self.remittance = remittance
        self.creditorReference = creditorReference
        self.purpose = purpose
        self.code = code
        self.returnReason = returnReason
        self.returnText = returnText
    }
}

/// Who stands on the other side of a payment.
public struct BankParty: Hashable, Sendable {
    public var name: String?
    public var iban: String?

    public init(name: String? = nil, iban: String? = nil) {
        self.name = name
        self.iban = iban
    }
}
