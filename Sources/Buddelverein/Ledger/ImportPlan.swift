/// What the records of one file change: compared by natural key with what is recorded.
public struct ImportPlan<Record: ImportedRecord>: Sendable {
    /// Not recorded yet, in the order of the file.
    public private(set) var new: [Record] = []
    /// Recorded, and moved forward by the file.
    public private(set) var advanced: [Advance] = []
    public private(set) var unchanged = 0
    /// Recorded otherwise than the file says, by place in the file (`already_recorded_otherwise`).
    public private(set) var faults: [ListFault] = []
    /// Places in the file of the `new` ones.
    public private(set) var newIndices: [Int] = []
    /// Places in the file of records that were reversed or withdrawn; they are left alone.
    public private(set) var reversed: [Int] = []

    /// A recorded fact that a file moves forward.
    public struct Advance: Hashable, Sendable {
        public var before: Record
        public var after: Record
        /// Place in the file.
        public var index: Int
    }

    /// Nothing is recorded and nothing is given.
    public init() {}

    /// Whether nothing has to be written.
    public var isEmpty: Bool { new.isEmpty && advanced.isEmpty }

    /// Compares the given records with the recorded ones.
    ///
    /// `reversed` are the keys of what was recorded and taken back: such a key is used up, and the row says nothing
    /// new. `resolve` may answer for a pair of records; nil leaves the answer to the records.
    public init(
        _ given: [Record], recorded: [Record], reversed: Set<String> = [],
        resolve: (Record, Record) -> RecordComparison<Record>? = { _, _ in nil }
    ) {
        let known = Dictionary(recorded.map { ($0.naturalKey, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, record) in given.enumerated() {
            guard let before = known[record.naturalKey] else {
                add(record, at: index, isReversed: reversed.contains(record.naturalKey))
                continue
            }
            switch resolve(record, before) ?? record.compared(to: before) {
            case .unchanged: unchanged += 1
            case .advanced(let after): advanced.append(Advance(before: before, after: after, index: index))
            case .contradicting(let contradictions):
                faults += contradictions.map {
                    ListFault(index: index, refusal: .alreadyRecordedOtherwise(record.naturalKey, $0))
                }
            }
        }
    }

    private mutating func add(_ record: Record, at index: Int, isReversed: Bool) {
        if isReversed {
            self.reversed.append(index)
            unchanged += 1
        } else {
            new.append(record)
            newIndices.append(index)
        }
    }
}

extension Contradiction {
    /// A row that brings a confirmation of what was refused.
    public static func refused(confirmedBy confirmer: String) -> Contradiction {
        Contradiction(field: "confirmed_by", given: confirmer, recorded: "refused", remedy: .reverse)
    }
}

extension ImportPlan where Record == CostRecord {
    /// New rows that bring a recorded invoice again under another reference (`duplicate_invoice`).
    public func invoiceFaults(recorded: [CostRecord]) -> [ListFault] {
        let known = Dictionary(recorded.map { ($0.invoiceKey, $0.ref) }, uniquingKeysWith: { first, _ in first })
        return zip(newIndices, new).compactMap { index, cost in
            known[cost.invoiceKey].map { ListFault(index: index, refusal: .invoiceRecorded(cost, as: $0)) }
        }
    }
}

extension ImportPlan where Record == ProgressRecord {
    /// New stretches that overlap recorded ones (`progress_overlap`).
    public func overlapFaults(recorded: [ProgressRecord]) -> [ListFault] {
        ProgressRecord.overlapFaults(recorded + new).compactMap { fault in
            let place = fault.index - recorded.count
            return place < 0 ? nil : ListFault(index: newIndices[place], refusal: fault.refusal)
        }
    }
}

extension ImportPlan where Record == Connection {
    /// Compares connections; one that changed hands is advanced where `holders` names the recorded holder with a last
    /// day or a next holder, as formats.md demands.
    public static func connections(
        _ given: [Connection], recorded: [Connection], holders: [Holding]
    ) -> ImportPlan<Connection> {
        let earlier = Dictionary(grouping: holders, by: \.connection)
        return ImportPlan(given, recorded: recorded) { connection, before in
            guard connection.memberNumber != before.memberNumber,
                earlier[connection.code]?.contains(where: { $0.memberNumber == before.memberNumber }) == true
            else { return nil }
            var handedOver = before
            handedOver.memberNumber = connection.memberNumber
            // The new holder alone is a change, whatever else the file says.
            return switch connection.compared(to: handedOver) {
            case .unchanged: .advanced(handedOver)
            case let comparison: comparison
            }
        }
    }
}

extension Refusal {
    /// A file says otherwise than what is recorded under the same key.
    static func alreadyRecordedOtherwise(_ key: String, _ contradiction: Contradiction) -> Refusal {
        let field = contradiction.field
        let name = key.split(separator: "\u{1F}").first.map(String.init) ?? key
        let recorded = contradiction.recorded
        return Refusal(
            .alreadyRecordedOtherwise,
            LocalizedText(
                en: "\(name) is recorded with another \(field)" + (recorded.map { ": “\($0)”." } ?? "."),
                de: "\(name) ist mit anderem Wert für \(field) erfasst" + (recorded.map { ": „\($0)“." } ?? ".")),
            cure: contradiction.remedy.cure(name), at: Place(field: field, value: contradiction.given))
    }

    /// The same invoice comes again under another reference.
    static func invoiceRecorded(_ cost: CostRecord, as ref: String) -> Refusal {
        Refusal(
            .duplicateInvoice,
            LocalizedText(
                en: "This invoice of the supplier is recorded already, as \(ref).",
                de: "Diese Rechnung des Lieferanten ist schon erfasst, als \(ref)."),
            cure: LocalizedText(
                en: "Give the row the reference \(ref), or leave it out.",
                de: "Geben Sie der Zeile die Belegnummer \(ref), oder lassen Sie sie weg."),
            at: Place(field: "invoice_number", value: cost.invoiceNumber))
    }
}

extension ContradictionRemedy {
    fileprivate func cure(_ name: String) -> LocalizedText {
        switch self {
        case .reverse:
            LocalizedText(
                en: "Leave the row as it was recorded; if that is wrong, reverse \(name) and record it anew under a "
                    + "reference of its own.",
                de: "Lassen Sie die Zeile, wie sie erfasst ist; ist das falsch, stornieren Sie \(name) und erfassen es "
                    + "unter eigener Belegnummer neu.")
        case .change:
            LocalizedText(
                en: "Leave the row as it is recorded, or change \(name) by its own command.",
                de: "Lassen Sie die Zeile, wie sie erfasst ist, oder ändern Sie \(name) mit dem eigenen Befehl.")
        case .anotherCode:
            LocalizedText(
                en:
                    "The terms of a programme stay as recorded: leave \(name) as it is, and give other terms a programme "
                    + "with another code.",
                de:
                    "Die Bedingungen eines Programms bleiben, wie erfasst: Lassen Sie \(name), wie es ist, und geben Sie "
                    + "anderen Bedingungen ein Programm mit anderem Kürzel.")
        case .decide:
            LocalizedText(
                en: "What was decided stays: leave \(name) as it is recorded; what is decided next is recorded by the "
                    + "commands “award” and “claim”.",
                de: "Was entschieden ist, bleibt: Lassen Sie \(name), wie es erfasst ist; Weiteres halten die Befehle "
                    + "„award“ und „claim“ fest.")
        case .nameEarlierHolder:
            LocalizedText(
                en: "If it changed hands, name the earlier holder with the last day in holders.csv.",
                de: "Hat der Anschluss gewechselt, nennen Sie die Vorgänger mit dem letzten Tag in holders.csv.")
        }
    }
}
