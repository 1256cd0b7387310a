import Buddelverein

/// Writes a journal for hledger: all units as commodities, all accounts declared with their types.
///
/// Guarantees: `hledger check --strict` accepts it; each transfer becomes two postings that cancel; balances are those
/// of the books. Texts hold numbers and references, never names. The same entries give the same bytes.
public struct HledgerJournal: Sendable {
    private var bytes: [UInt8] = []
    private let units: [String: LedgerUnit]

    /// Begins a journal with its declarations.
    ///
    /// `title` stands in the first line as a comment; accounts are declared in natural order of their codes.
    public init(title: String, accounts: [LedgerAccount]) {
        units = Dictionary(accounts.map { ($0.code, $0.unit) }, uniquingKeysWith: { first, _ in first })
        line("; \(Self.plain(title))")
        line("; units: EUR euros, LMIN minutes of labour, MMIN minutes of machines, GIFT gifts in kind in euros")
        line("")
        line("decimal-mark .")
        line("")
        for unit in LedgerUnit.allCases { line("commodity \(unit.hasCents ? "1000.00" : "1000.") \(unit.commodity)") }
        line("")
        for account in accounts.naturallySorted(by: \.code) {
            let name = Self.plain(account.name.english)
            line("account \(account.code)  ; type: \(account.kind.hledgerType), number: \(account.number), \(name)")
        }
    }

    /// Appends an entry.
    ///
    /// Refuses with `invalid_value` what the books would never hold: an account that was not declared, or of another
    /// unit, a quantity that is not above zero, two equal accounts.
    public mutating func append(_ entry: JournalEntry) throws(Refusal) {
        for transfer in entry.transfers { try check(transfer, of: entry) }
        line("")
        var comment = ""
        if entry.effectiveOn != entry.bookedOn { comment += "  ; effective: \(entry.effectiveOn)" }
        if let reverses = entry.reverses { comment += "\(comment.isEmpty ? "  ; " : ", ")reverses: \(reverses)" }
        line("\(entry.bookedOn) (\(entry.number)) \(Self.plain(entry.reason)) \(Self.plain(entry.ref))\(comment)")
        for transfer in entry.transfers {
            let amount = transfer.unit.amount(transfer.quantity)
            line("    \(transfer.debit)  \(amount)")
            line("    \(transfer.credit)  -\(amount)")
        }
    }

    /// Hands over the bytes written since the last call, so that a journal of any length can be streamed.
    public mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private func check(_ transfer: Transfer, of entry: JournalEntry) throws(Refusal) {
        let isSound =
            transfer.quantity > 0 && transfer.debit != transfer.credit && units[transfer.debit] == transfer.unit
            && units[transfer.credit] == transfer.unit
        guard isSound else {
            throw Refusal(
                .invalidValue,
                LocalizedText(
                    en: "Entry \(entry.number) has a transfer that no books can hold.",
                    de: "Buchung \(entry.number) hat eine Umbuchung, die in keine Bücher gehört."),
                cure: LocalizedText(
                    en: "Run the integrity checks of the database.", de: "Prüfen Sie die Datenbank auf Unversehrtheit."),
                at: Refusal.Place(field: "\(transfer.debit) <- \(transfer.credit)", value: "\(transfer.quantity)"))
        }
    }

    private mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A text without the signs that mean something to hledger.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 || scalar == ";" || scalar == "|" || scalar == "," ? "_" : scalar
                }))
    }
}

extension LedgerUnit {
    /// The sign of the unit in hledger files.
    var commodity: String {
        switch self {
        case .eurCents: "EUR"
        case .labourMinutes: "LMIN"
        case .machineMinutes: "MMIN"
        case .giftCents: "GIFT"
        }
    }

    var hasCents: Bool { self == .eurCents || self == .giftCents }

    /// A quantity with its sign, such as `1234.56 EUR` or `390 LMIN`.
    func amount(_ quantity: Int64) -> String {
        "\(hasCents ? Money(cents: quantity).description : String(quantity)) \(commodity)"
    }
}

extension AccountKind {
    /// The letter by which hledger knows the kind.
    var hledgerType: String {
        switch self {
        case .asset: "A"
        case .liability: "L"
        case .equity: "E"
        case .income: "R"
        case .expense: "X"
        }
    }
}
