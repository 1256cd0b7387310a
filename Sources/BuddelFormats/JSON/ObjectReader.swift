import Buddelverein

/// Reads the members of a JSON object; what is wrong with one is noted with its JSON pointer, and reading goes on.
///
/// Each member that is asked for counts as known; `finish` warns of the others.
final class ObjectReader {
    let node: JSONNode
    private let file: String
    private let pointer: String
    private let issues: FileIssues
    /// The object that this one stands in, and where.
    private let parent: (reader: ObjectReader, path: String)?
    private var asked: Set<String> = []
    /// Where something was refused, as paths below this object, such as `rate` or `cuts/0/left`; empty for itself.
    private(set) var refused: Set<String> = []

    /// Refuses, in `issues`, what is no object.
    init?(
        _ node: JSONNode, file: String, pointer: String, issues: FileIssues,
        within parent: (reader: ObjectReader, path: String)? = nil
    ) {
        guard case .object = node.content else {
            parent?.reader.note(parent?.path ?? "")
            issues.refuse(
                .wrongType(LocalizedText(en: "an object", de: "ein Objekt"))
                    .at(Refusal.Place(file: file, line: node.line, field: pointer)))
            return nil
        }
        self.node = node
        self.file = file
        self.pointer = pointer
        self.issues = issues
        self.parent = parent
    }

    /// The member of that name; nil for none and for `null`.
    func member(_ name: String) -> JSONNode? {
        asked.insert(name)
        guard let member = found(name) else { return nil }
        if case .null = member.content { return nil }
        return member
    }

    /// A value read from a text or number; nil where there is none or it was refused.
    func value<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) -> Value? {
        guard let member = member(name) else { return nil }
        let text: String
        switch member.content {
        case .string(let string): text = string
        case .number(let number): text = number
        default:
            refuse(.wrongType(LocalizedText(en: "a text", de: "ein Text")), name)
            return nil
        }
        do {
            return try read(text)
        } catch {
            refuse(error, name, value: text)
            return nil
        }
    }

    func required<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) -> Value? {
        guard require(name) else { return nil }
        return value(name, read)
    }

    /// A text; the empty one counts as not given.
    func text(_ name: String) -> String? {
        value(name) { text throws(Refusal) in text }.flatMap { $0.isEmpty ? nil : $0 }
    }

    func requiredText(_ name: String) -> String? {
        guard require(name) else { return nil }
        if let text = text(name) { return text }
        if !refused.contains(name) { refuse(.missingMember(name), name) }
        return nil
    }

    func truth(_ name: String) -> Bool? {
        guard let member = member(name) else { return nil }
        if case .bool(let flag) = member.content { return flag }
        refuse(.wrongType(LocalizedText(en: "true or false", de: "true oder false")), name)
        return nil
    }

    func word<Word>(_ name: String) -> Word? where Word: RawRepresentable<String> & CaseIterable {
        value(name) { text throws(Refusal) in try Refusal.word(text) }
    }

    func requiredWord<Word>(_ name: String) -> Word? where Word: RawRepresentable<String> & CaseIterable {
        required(name) { text throws(Refusal) in try Refusal.word(text) }
    }

    func object(_ name: String) -> ObjectReader? {
        member(name).flatMap {
            ObjectReader($0, file: file, pointer: "\(pointer)/\(name)", issues: issues, within: (self, name))
        }
    }

    func requiredObject(_ name: String) -> ObjectReader? {
        guard require(name) else { return nil }
        return object(name)
    }

    /// The elements of a list with their pointers; nil where there is none.
    func list(_ name: String) -> [JSONNode]? {
        guard let member = member(name) else { return nil }
        if case .array(let elements) = member.content { return elements }
        refuse(.wrongType(LocalizedText(en: "a list", de: "eine Liste")), name)
        return nil
    }

    /// The objects of a list, one reader each; nil where there is none.
    func objects(_ name: String) -> [ObjectReader]? {
        elements(name)?.compactMap { $0 }
    }

    /// As `objects`, with nil in the place of what is no object.
    func elements(_ name: String) -> [ObjectReader?]? {
        list(name)?.enumerated().map { index, element in
            ObjectReader(
                element, file: file, pointer: "\(pointer)/\(name)/\(index)", issues: issues,
                within: (self, "\(name)/\(index)"))
        }
    }

    /// A list of texts; nil where there is none.
    func texts(_ name: String) -> [String]? {
        list(name)?.enumerated().compactMap { index, element in
            if case .string(let text) = element.content { return text }
            refuse(.wrongType(LocalizedText(en: "a text", de: "ein Text")), "\(name)/\(index)")
            return nil
        }
    }

    /// The values of an object by name, such as rates by machine class; nil where there is none.
    ///
    /// The stand-in holds the place of a value that was refused, so that its name is judged.
    func values<Value>(
        _ name: String, standIn: Value, _ read: (String) throws(Refusal) -> Value
    ) -> [String: Value]? {
        guard let reader = object(name), case .object(let members) = reader.node.content else { return nil }
        var values: [String: Value] = [:]
        for member in members {
            values[member.name] = reader.required(member.name, read) ?? standIn
        }
        return values
    }

    func refuse(_ refusal: Refusal, _ name: String? = nil, value: String? = nil) {
        issues.refuse(refusal.at(place(name, value: value)))
        note(name ?? "")
    }

    /// Remembers that something below this object was refused.
    func note(_ path: String) {
        refused.insert(path)
        if let parent { parent.reader.note(path.isEmpty ? parent.path : "\(parent.path)/\(path)") }
    }

    func warn(_ kind: FileWarning.Kind, _ message: LocalizedText, _ name: String? = nil) {
        issues.warn(FileWarning(kind, message, at: place(name)))
    }

    /// Warns of the members that nobody asked for.
    func finish() {
        guard case .object(let members) = node.content else { return }
        for member in members where !asked.contains(member.name) {
            warn(
                .unknownMember,
                LocalizedText(
                    en: "“\(member.name)” is not known and was left out.",
                    de: "„\(member.name)“ ist nicht bekannt und blieb außen vor."),
                member.name)
        }
    }

    func place(_ name: String? = nil, value: String? = nil) -> Refusal.Place {
        let line = name.flatMap { found($0)?.line } ?? node.line
        return Refusal.Place(
            file: file, line: line, field: name.map { "\(pointer)/\($0)" } ?? (pointer.isEmpty ? nil : pointer),
            value: value)
    }

    /// The members by name of an object that is too large to be searched again and again.
    private lazy var index: [String: JSONNode] = {
        guard case .object(let members) = node.content else { return [:] }
        return Dictionary(members.map { ($0.name, $0.node) }, uniquingKeysWith: { first, _ in first })
    }()

    private func found(_ name: String) -> JSONNode? {
        guard case .object(let members) = node.content, members.count > 32 else { return node[name] }
        return index[name]
    }

    private func require(_ name: String) -> Bool {
        if member(name) != nil { return true }
        refuse(.missingMember(name), name)
        return false
    }
}

extension Refusal {
    static func wrongType(_ wanted: LocalizedText) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "Here must stand \(wanted.english).", de: "Hier muss \(wanted.german) stehen."))
    }

    static func missingMember(_ name: String) -> Refusal {
        Refusal(
            .missingValue, LocalizedText(en: "“\(name)” is missing.", de: "„\(name)“ fehlt."),
            cure: LocalizedText(en: "Add it.", de: "Ergänzen Sie es."))
    }
}
