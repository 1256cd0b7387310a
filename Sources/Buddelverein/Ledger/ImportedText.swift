/// Values whose text in a file is not their description.
protocol ImportedText {
    var importedText: String { get }
}

/// How messages write a value of a file: as the file does, and not longer than a reader takes in.
enum FileWording {
    /// The longest value that a message repeats.
    private static let longest = 200

    /// The value as files write it; a value of no file's form is not shown at all, rather than in Swift's.
    static func text(_ value: some Any) -> String {
        let text =
            switch value {
            case let value as any ImportedText: value.importedText
            case let word as any RawRepresentable<String>: word.rawValue
            case let value as any CustomStringConvertible: value.description
            default: "…"
            }
        return text.count > longest ? text.prefix(longest - 1) + "…" : text
    }

    /// The two values; of two objects only the members that differ.
    static func texts(_ given: some Any, _ recorded: some Any) -> (given: String, recorded: String) {
        guard let first = (given as? any FileObject)?.fileJSON.objectValue,
            let second = (recorded as? any FileObject)?.fileJSON.objectValue
        else { return (text(given), text(recorded)) }
        func differing(_ object: JSONObject, from other: JSONObject) -> String {
            let members = object.members.filter { $0.value != other[$0.name] }.map { ($0.name, $0.value) }
            return text(JSONWriter().text(.object(JSONObject(members))))
        }
        return (differing(first, from: second), differing(second, from: first))
    }
}

/// Values that are JSON in a file.
protocol FileObject: ImportedText {
    var fileJSON: JSONValue { get }
}

extension FileObject {
    var importedText: String { JSONWriter().text(fileJSON) }
}

extension Budget: FileObject {}
extension Financing: FileObject {}
extension EligibleRules: FileObject {}

extension Optional: ImportedText {
    var importedText: String { map { FileWording.text($0) } ?? "" }
}

extension Array: ImportedText {
    var importedText: String { map { FileWording.text($0) }.joined(separator: ";") }
}

extension Allocation: ImportedText {
    var importedText: String { "\(segment):\(share)" }
}

extension Cut: ImportedText {
    /// The line alone: why it was cut is free text, which no message repeats.
    var importedText: String { "\(kind.rawValue):\(ref)" }
}
