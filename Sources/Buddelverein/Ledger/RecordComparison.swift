/// How a record that a file brings stands to the one of the same natural key that is recorded already.
public enum RecordComparison<Record: Hashable & Sendable>: Hashable, Sendable {
    /// The file says nothing that is not recorded.
    case unchanged
    /// The file knows more: what the record becomes.
    case advanced(Record)
    /// The file says otherwise than what is recorded; never empty.
    case contradicting([Contradiction])
}

/// A field of a recorded fact that a file states differently.
public struct Contradiction: Hashable, Sendable {
    /// The word of the file.
    public var field: String
    /// What the file says.
    public var given: String
    /// What is recorded; nil where it is free text, which no message repeats.
    public var recorded: String?
    public var remedy: ContradictionRemedy
}

/// What puts a contradiction right.
public enum ContradictionRemedy: Hashable, Sendable {
    /// A voucher or a stretch is reversed and recorded anew under a reference of its own.
    case reverse
    /// The thing is changed by its own command.
    case change
    /// Nothing changes it: other terms are another programme.
    case anotherCode
    /// What a town decided is followed by the next decision, never replaced.
    case decide
    /// The earlier holder is missing in holders.csv.
    case nameEarlierHolder
}

/// A record that files bring and the database may have already.
public protocol ImportedRecord: Hashable, Sendable {
    /// What names the record in files and in the database.
    var naturalKey: String { get }

    /// How this record, from a file, stands to the recorded one of the same key.
    ///
    /// Guarantees: a record that was exported is unchanged when it comes back; what a file leaves empty takes nothing
    /// back; a recorded fact changes only where time moves it forward (formats.md).
    func compared(to recorded: Self) -> RecordComparison<Self>
}

/// Goes through the fields of a given and a recorded record and gathers what the recorded one becomes.
struct FieldMerge<Record: Hashable & Sendable> {
    private let given: Record
    private let recorded: Record
    private let remedy: ContradictionRemedy
    private var merged: Record
    private var contradictions: [Contradiction] = []

    init(_ given: Record, into recorded: Record, remedy: ContradictionRemedy) {
        self.given = given
        self.recorded = recorded
        self.remedy = remedy
        merged = recorded
    }

    /// A field that never changes; free text is not repeated in messages.
    mutating func fixed<Value: Equatable>(
        _ field: String, _ path: KeyPath<Record, Value>, isFreeText: Bool = false, remedy: ContradictionRemedy? = nil
    ) {
        guard given[keyPath: path] != recorded[keyPath: path] else { return }
        let texts = FileWording.texts(given[keyPath: path], recorded[keyPath: path])
        contradictions.append(
            Contradiction(
                field: field, given: texts.given, recorded: isFreeText ? nil : texts.recorded,
                remedy: remedy ?? self.remedy))
    }

    /// A field that is filled once and then stays; an empty one of the file says nothing.
    mutating func filledOnce<Value: Equatable>(_ field: String, _ path: WritableKeyPath<Record, Value?>) {
        guard let value = given[keyPath: path] else { return }
        if recorded[keyPath: path] == nil { merged[keyPath: path] = value } else { fixed(field, path) }
    }

    /// A field that follows the file; an empty one says nothing.
    mutating func following<Value: Equatable>(_ path: WritableKeyPath<Record, Value?>) {
        if let value = given[keyPath: path] { merged[keyPath: path] = value }
    }

    /// A field that follows the file.
    mutating func following<Value: Equatable>(_ path: WritableKeyPath<Record, Value>) {
        merged[keyPath: path] = given[keyPath: path]
    }

    /// A list that follows the file; an empty one says nothing.
    mutating func following<Element: Equatable>(_ path: WritableKeyPath<Record, [Element]>) {
        if !given[keyPath: path].isEmpty { merged[keyPath: path] = given[keyPath: path] }
    }

    /// A state that moves forward in the order of its life cycle; a file of an earlier day takes nothing back.
    mutating func forward<State: Equatable & CaseIterable>(_ path: WritableKeyPath<Record, State>) {
        let order = Array(State.allCases)
        guard let new = order.firstIndex(of: given[keyPath: path]),
            let old = order.firstIndex(of: recorded[keyPath: path]), new > old
        else { return }
        merged[keyPath: path] = given[keyPath: path]
    }

    var comparison: RecordComparison<Record> {
        if !contradictions.isEmpty { return .contradicting(contradictions) }
        return merged == recorded ? .unchanged : .advanced(merged)
    }
}
