import Buddelverein

/// How ISO 20022 writes amounts, days, sides and account numbers.
enum CamtValues {
    static let euro = "EUR"

    /// An amount of zero or more in one currency; refuses others, signs, and parts of a cent.
    static func amount(_ element: ElementReader, _ name: String, currency: String) -> Money? {
        let amount = element.requiredValue(name, money)
        guard let reader = element.element(name) else { return nil }
        let found = reader.node.attributes["Ccy"]
        guard found == currency else {
            reader.refuse(.otherCurrency(found ?? ""), value: found)
            return nil
        }
        return amount
    }

    /// An amount in euro that may be missing, or be in another currency, which gives nil.
    static func euros(_ element: ElementReader, _ name: String) -> Money? {
        guard element.element(name)?.node.attributes["Ccy"] == euro else { return nil }
        return element.value(name, money)
    }

    /// Reads `1234.5`: digits and a point; decimals beyond cents must be zeros.
    static func money(_ text: String) throws(Refusal) -> Money {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard parts.count <= 2, isNumber, text.utf8.count <= 24,
            parts.count < 2 || parts[1].dropFirst(2).allSatisfy({ $0 == "0" })
        else { throw .noAmount(text) }
        return try Money(parsing: parts[0] + (parts.count < 2 ? "" : "." + parts[1].prefix(2)))
    }

    /// The day of a date, `2026-04-18`, or of a point in time, `2026-04-18T10:00:00+02:00`, as it is written.
    static func day(_ text: String) throws(Refusal) -> Day {
        let date = text.prefix(10)
        guard date.count == 10, date.dropFirst(4).first == "-" else { throw .invalidDate(text) }
        if let next = text.dropFirst(10).first, !"TZ+-".contains(next) { throw .invalidDate(text) }
        return try Day(parsing: date)
    }

    /// A day of an element that holds a date (`Dt`) or a point in time (`DtTm`).
    static func day(_ element: ElementReader, _ name: String) -> Day? {
        element.value("\(name)/Dt", day) ?? element.value("\(name)/DtTm", day)
    }

    /// As `day`; refuses where there is none.
    static func requiredDay(_ element: ElementReader, _ name: String) -> Day? {
        guard let choice = element.required(name) else { return nil }
        return choice.element("DtTm") == nil ? choice.requiredValue("Dt", day) : choice.value("DtTm", day)
    }

    static func side(_ text: String) throws(Refusal) -> BankSide {
        switch text {
        case "CRDT": return .credit
        case "DBIT": return .debit
        default: throw .notOneOf(["CRDT", "DBIT"], text)
        }
    }

    static func truth(_ text: String) throws(Refusal) -> Bool {
        switch text {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .notOneOf(["true", "false"], text)
        }
    }

    static func status(_ text: String) throws(Refusal) -> BankEntry.Status {
        switch text {
        case "BOOK": return .booked
        case "PDNG": return .pending
        case "FUTR": return .future
        case "INFO": return .info
        default: throw .notOneOf(["BOOK", "PDNG", "FUTR", "INFO"], text)
        }
    }

    static func count(_ text: String) throws(Refusal) -> Int {
        try Refusal.integer(text, in: 0...999_999_999)
    }

    /// An IBAN without blanks; refuses wrong check digits.
    static func iban(_ text: String) throws(Refusal) -> String {
        guard CheckDigits.isIban(text) else { throw .wrongIban(text) }
        return IbanText.plain(text)
    }

    static func creditorId(_ text: String) throws(Refusal) -> String {
        guard text.unicodeScalars.count <= 35 else { throw .notOneOf(["DE98ZZZ09999999999"], String(text.prefix(40))) }
        return IbanText.plain(text)
    }

    /// Domain, family and sub-family with hyphens, and the bank's own code.
    static func transactionCode(_ element: ElementReader) -> BankTransactionCode {
        guard let code = element.element("BkTxCd") else { return BankTransactionCode() }
        let iso = ["Domn/Cd", "Domn/Fmly/Cd", "Domn/Fmly/SubFmlyCd"].compactMap { code.text($0, atMost: 4) }
        return BankTransactionCode(
            iso: iso.isEmpty ? nil : iso.joined(separator: "-"), proprietary: code.text("Prtry/Cd", atMost: 35))
    }
}
