/// What an association is (`association.json`).
public struct AssociationProfile: Hashable, Sendable {
    public var code: String
    public var name: String
    /// The wire word of the legal form, such as `registered_association`.
    public var legalForm: String
    /// The municipality of the seat; lines without a segment lie there (rules.md 1).
    public var seatAgs: Ags
    public var foundedOn: Day?
    public var register: CourtRegister?
    public var iban: String?
    /// The creditor identifier of SEPA direct debits.
    public var creditorId: String?
    /// Whether costs count net (rules.md 2).
    public var deductsInputTax: Bool
    /// The day on which a booking year begins.
    public var fiscalYearStart: MonthDay
    public var settlement: SettlementRule?

    public init(
        code: String, name: String, legalForm: String = "registered_association", seatAgs: Ags, foundedOn: Day? = nil,
        register: CourtRegister? = nil, iban: String? = nil, creditorId: String? = nil, deductsInputTax: Bool = false,
        fiscalYearStart: MonthDay = .newYear, settlement: SettlementRule? = nil
    ) {
        self.code = code
        self.name = name
        self.legalForm = legalForm
        self.seatAgs = seatAgs
        self.foundedOn = foundedOn
        self.register = register
        self.iban = iban
        self.creditorId = creditorId
        self.deductsInputTax = deductsInputTax
        self.fiscalYearStart = fiscalYearStart
        self.settlement = settlement
    }
}

/// Where an association is registered.
public struct CourtRegister: Hashable, Sendable {
    public var court: String
    public var number: String

    public init(court: String, number: String) {
        self.court = court
        self.number = number
    }
}

/// A day that comes every year, written `01-01`.
public struct MonthDay: Hashable, Sendable, CustomStringConvertible {
    public let month: Int
    public let day: Int

    public static let newYear = MonthDay(month: 1, day: 1)!

    /// Nil where not every year has that day.
    public init?(month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: 2023) else { return nil }
        self.month = month
        self.day = day
    }

    /// Reads `01-01`; refuses with `invalid_date`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        guard text.utf8.count == 5, let day = try? Day(parsing: "2023-\(text)") else { throw .invalidDate(text) }
        self.month = day.month
        self.day = day.dayOfMonth
    }

    /// The wire form, `01-01`.
    public var description: String { "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }
}

extension AssociationProfile {
    /// The name of the legal form for readers; nil for a word that has none.
    public var legalFormName: LocalizedText? {
        switch legalForm {
        case "registered_association": LocalizedText(en: "registered association", de: "eingetragener Verein")
        case "unregistered_association":
            LocalizedText(en: "unregistered association", de: "nicht eingetragener Verein")
        case "cooperative": LocalizedText(en: "cooperative", de: "eingetragene Genossenschaft")
        case "civil_partnership": LocalizedText(en: "civil-law partnership", de: "Gesellschaft bürgerlichen Rechts")
        case "limited_company": LocalizedText(en: "limited company", de: "Gesellschaft mit beschränkter Haftung")
        default: nil
        }
    }
}
