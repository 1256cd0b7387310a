/// What records may refer to: everything stored already, and everything that comes with them.
public struct KnownRecords: Sendable {
    public let members: Set<String>
    public let helpers: Set<String>
    public let connections: Set<String>
    public let segments: Set<String>
    public let areas: Set<String>
    public let programmes: Set<String>
    public let awards: Set<String>
    /// The code lists of the database; nil where a list was not loaded, so that it is not checked.
    public let costCategories: Set<String>?
    public let tasks: Set<String>?
    public let machineClasses: Set<String>?
    /// The day by the clock, after which nothing can have happened; nil: it is not asked.
    public var today: Day?
    let secondPerson: SecondPerson

    public init(
        members: [Member] = [], helpers: [Helper] = [], connections: some Sequence<String> = [],
        segments: some Sequence<String> = [], areas: some Sequence<String> = [],
        programmes: some Sequence<String> = [], awards: some Sequence<String> = [],
        costCategories: Set<String>? = nil, tasks: Set<String>? = nil, machineClasses: Set<String>? = nil
    ) {
        self.members = Set(members.map(\.number))
        self.helpers = Set(helpers.map(\.code))
        self.connections = Set(connections)
        self.segments = Set(segments)
        self.areas = Set(areas)
        self.programmes = Set(programmes)
        self.awards = Set(awards)
        self.costCategories = costCategories
        self.tasks = tasks
        self.machineClasses = machineClasses
        secondPerson = SecondPerson(members: members, helpers: helpers)
    }
}

extension KnownRecords {
    /// As the other initialiser, from codes alone; `households` maps helper codes to the member of whose household
    /// they are.
    public init(
        memberNumbers: Set<String>, households: [String: String?], connections: Set<String> = [],
        segments: Set<String> = [], areas: Set<String> = [], programmes: Set<String> = [], awards: Set<String> = [],
        costCategories: Set<String>? = nil, tasks: Set<String>? = nil, machineClasses: Set<String>? = nil
    ) {
        members = memberNumbers
        helpers = Set(households.keys)
        self.connections = connections
        self.segments = segments
        self.areas = areas
        self.programmes = programmes
        self.awards = awards
        self.costCategories = costCategories
        self.tasks = tasks
        self.machineClasses = machineClasses
        secondPerson = SecondPerson(memberNumbers: memberNumbers, households: households)
    }
}

/// A refusal of one record of a list.
public struct ListFault: Hashable, Sendable {
    /// The place of the record in the list, from 0.
    public let index: Int
    public let refusal: Refusal

    public init(index: Int, refusal: Refusal) {
        self.index = index
        self.refusal = refusal
    }
}

/// Gathers every fault of one record; each names its field by the word of the file (formats.md).
struct FaultList {
    private(set) var faults: [Refusal] = []

    mutating func add(_ refusal: Refusal) { faults.append(refusal) }

    mutating func require(_ value: String, _ field: String) {
        if DecimalText.trimmed(value).isEmpty { add(.missing(field)) }
    }

    /// A reference: one word of at most 60 printable characters, so that it can stand in a command.
    mutating func require(ref: String) {
        require(ref, "ref")
        let isWord = ref.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && !$0.properties.isWhitespace
        }
        guard !ref.isEmpty, !isWord || ref.unicodeScalars.count > 60, !DecimalText.trimmed(ref).isEmpty else { return }
        add(
            .invalid(
                "ref", ref,
                LocalizedText(
                    en: "is not one word of at most 60 characters", de: "ist nicht ein Wort mit höchstens 60 Zeichen")))
    }

    mutating func require(_ value: String?, _ field: String, in known: Set<String>, _ named: Refusal.Named) {
        if let value, !known.contains(value) { add(.unknown(named, value, field: field)) }
    }

    /// A code of a list that a town may extend; nothing is checked where the list is not known.
    mutating func require(_ code: String?, _ field: String, oneOf list: Set<String>?) {
        guard let code, let list, !list.contains(code) else { return }
        let shown = list.naturallySorted { $0 }.joined(separator: ", ")
        add(
            .invalid(
                field, code, LocalizedText(en: "is not in the list", de: "steht nicht in der Liste"),
                cure: LocalizedText(en: "One of: \(shown).", de: "Eines von: \(shown).")))
    }

    mutating func require(_ first: Day?, _ firstField: String, notAfter last: Day?, _ lastField: String) {
        guard let first, let last, first > last else { return }
        add(.invalidOrder(first, last, fields: (firstField, lastField)))
    }

    /// A quantity that may not be negative.
    mutating func require(notNegative value: (some Quantity)?, _ field: String) {
        guard let value, value < .zero else { return }
        add(.invalid(field, value.description, LocalizedText(en: "is negative", de: "ist negativ")))
    }

    /// A percentage between none and all.
    mutating func requireShare(_ share: BasisPoints, _ field: String) {
        guard share < .zero || share > .whole else { return }
        add(
            .invalid(
                field, share.description,
                LocalizedText(en: "is not between 0.00 and 100.00", de: "liegt nicht zwischen 0,00 und 100,00")))
    }

    /// A quantity that must be larger than zero.
    mutating func require(positive value: some Quantity, _ field: String) {
        guard value <= .zero else { return }
        add(.invalid(field, value.description, LocalizedText(en: "must be above zero", de: "muss über null liegen")))
    }

    mutating func requireIban(_ iban: String?, _ field: String) {
        guard let iban, !CheckDigits.isIban(iban) else { return }
        add(
            Refusal(
                .invalidIban,
                LocalizedText(en: "This is not a valid IBAN.", de: "Das ist keine gültige IBAN."),
                cure: LocalizedText(
                    en: "Compare it with the bank card; the check digits don't fit.",
                    de: "Vergleichen Sie sie mit der Bankkarte; die Prüfziffern passen nicht."),
                at: Refusal.Place(field: field, value: iban)))
    }
}

/// Every record after the first one whose key stood in the list before.
///
/// `key` nil takes a record out of the comparison. Returns refusals with `duplicate_key`.
public func duplicateFaults<Record>(
    _ records: [Record], field: String, key: (Record) -> String?
) -> [ListFault] {
    var seen: Set<String> = []
    return records.enumerated().compactMap { index, record in
        guard let key = key(record), !seen.insert(key).inserted else { return nil }
        return ListFault(index: index, refusal: .duplicate(field, key))
    }
}

extension Refusal {
    /// A field that must be given is empty.
    public static func missing(_ field: String) -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(en: "\(field) is missing.", de: "\(field) fehlt."), at: Place(field: field, value: ""))
    }

    /// A field's value can't be right; `why` completes “value …”.
    public static func invalid(
        _ field: String, _ value: String, _ why: LocalizedText, cure: LocalizedText? = nil
    ) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "\(field): “\(value)” \(why.english).", de: "\(field): „\(value)“ \(why.german)."),
            cure: cure, at: Place(field: field, value: value))
    }

    /// A key stands in a list twice.
    public static func duplicate(_ field: String, _ value: String) -> Refusal {
        Refusal(
            .duplicateKey,
            LocalizedText(en: "\(field) “\(value)” is there twice.", de: "\(field) „\(value)“ kommt zweimal vor."),
            cure: LocalizedText(en: "Give each its own.", de: "Vergeben Sie jedes nur einmal."),
            at: Place(field: field, value: value))
    }

    /// A person who may not confirm (rules.md 2).
    public static func selfConfirmation(_ confirmer: String) -> Refusal {
        Refusal(
            .selfConfirmation,
            LocalizedText(
                en: "\(confirmer) can't confirm this: a second person is needed.",
                de: "\(confirmer) kann das nicht bestätigen: Es braucht eine zweite Person."),
            cure: LocalizedText(
                en:
                    "Let a member confirm it who neither did nor gave it, is not credited, and is of another household.",
                de:
                    "Bestätigen muss ein Mitglied, das es weder geleistet hat noch gutgeschrieben bekommt und nicht zum Haushalt gehört."
            ),
            at: Place(field: "confirmed_by", value: confirmer))
    }
}
