/// What a voucher is; raw values are the words of the database.
public enum VoucherKind: String, Hashable, Sendable, CaseIterable {
    case work
    case cost
    case gift
    case payment
    /// An approved claim in the association's books; recorded by the decision itself.
    case grant

    /// The letters that a reference without one given begins with: the next work is `W-12`.
    public var refPrefix: String {
        switch self {
        case .work: "W-"
        case .cost: "K-"
        case .gift: "G-"
        case .payment: "P-"
        case .grant: "Z-"
        }
    }

    /// The kind's name for readers.
    public var name: LocalizedText {
        switch self {
        case .work: LocalizedText(en: "work", de: "Arbeit")
        case .cost: LocalizedText(en: "invoice", de: "Rechnung")
        case .gift: LocalizedText(en: "gift in kind", de: "Sachspende")
        case .payment: LocalizedText(en: "payment", de: "Zahlung")
        case .grant: LocalizedText(en: "grant", de: "Zuschuss")
        }
    }
}

/// Why an entry was booked; raw values are the words of the database.
public enum EntryReason: String, Hashable, Sendable, CaseIterable {
    case recorded
    case paid
    case granted
    case grantPaid = "grant_paid"
    case grantRevoked = "grant_revoked"
    case reversal

    /// The reason for readers.
    public var name: LocalizedText {
        switch self {
        case .recorded: LocalizedText(en: "recorded", de: "erfasst")
        case .paid: LocalizedText(en: "paid", de: "bezahlt")
        case .granted: LocalizedText(en: "granted", de: "bewilligt")
        case .grantPaid: LocalizedText(en: "grant paid", de: "Zuschuss gezahlt")
        case .grantRevoked: LocalizedText(en: "grant revoked", de: "Zuschuss widerrufen")
        case .reversal: LocalizedText(en: "reversal", de: "Storno")
        }
    }
}

/// What was decided on a voucher; the first decision freezes it.
public enum VoucherDecision: String, Hashable, Sendable, CaseIterable {
    /// By a second person; it is posted.
    case confirmed
    /// It keeps its number and is never posted.
    case refused
    /// Taken back by whoever keeps the books before anybody decided on it.
    case withdrawn

    /// The decision for readers.
    public var name: LocalizedText {
        switch self {
        case .confirmed: LocalizedText(en: "confirmed", de: "bestätigt")
        case .refused: LocalizedText(en: "refused", de: "abgelehnt")
        case .withdrawn: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        }
    }
}

/// How a decision came into the books.
public enum DecisionChannel: String, Hashable, Sendable, CaseIterable {
    /// By a user who had logged in and is the member himself.
    case login
    /// From a signed paper.
    case paper
    /// With a case folder.
    case `import`
}
