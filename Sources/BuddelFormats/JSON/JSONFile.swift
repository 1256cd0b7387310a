import Buddelverein

/// A JSON list of a case folder: how an object becomes a record and back.
protocol JSONListFile {
    associatedtype Record: Hashable, Sendable

    static var file: CaseFile { get }
    /// The record of an object; where a required member was refused, a stand-in holds its place.
    static func record(_ object: ObjectReader) -> Record?
    /// The paths that can't be judged where these were refused: themselves, and those that are measured by them.
    static func unjudged(_ refused: Set<String>) -> Set<String>
    static func value(_ record: Record) -> JSONValue
    static func key(_ record: Record) -> String
}

extension JSONListFile {
    static func unjudged(_ refused: Set<String>) -> Set<String> { refused }

    /// Reads all records; what is wrong with one goes to `issues`, and it says which of its members that spoilt.
    static func read(_ bytes: [UInt8], limits: FileLimits, issues: FileIssues) -> [Located<Record>] {
        guard let root = JSONFile.root(bytes, file: file, limits: limits, issues: issues) else { return [] }
        guard case .array(let elements) = root.content else {
            issues.refuse(
                .wrongType(LocalizedText(en: "a list", de: "eine Liste"))
                    .at(Refusal.Place(file: file.rawValue, line: root.line)))
            return []
        }
        var records: [Located<Record>] = []
        var lineOfKey: [String: Int] = [:]
        for (index, element) in elements.enumerated() {
            if issues.isFull { break }
            let pointer = "/\(index)"
            guard let object = ObjectReader(element, file: file.rawValue, pointer: pointer, issues: issues) else {
                continue
            }
            let record = record(object)
            object.finish()
            guard let record else { continue }
            let hasKey = !object.refused.contains("code")
            var spoilt = unjudged(object.refused)
            if hasKey, let earlier = lineOfKey.updateValue(element.line, forKey: key(record)) {
                issues.refuse(.duplicateRow(key(record), earlier: earlier, at: object.place()))
                spoilt.insert("code")
            }
            records.append(
                Located(record, line: element.line, unjudged: spoilt, hasKey: hasKey, pointer: pointer))
        }
        return records
    }

    static func write(_ records: [Record]) -> [UInt8] {
        JSONFile.bytes(.array(records.map(value)))
    }
}

/// What all JSON files of a case folder have in common.
enum JSONFile {
    static func root(_ bytes: [UInt8], file: CaseFile, limits: FileLimits, issues: FileIssues) -> JSONNode? {
        do {
            return try JSONParser.parse(bytes, file: file.rawValue, limits: limits)
        } catch {
            issues.refuse(error)
            return nil
        }
    }

    /// The text of a file: one space a level, a final line break.
    static func bytes(_ value: JSONValue) -> [UInt8] {
        JSONWriter(layout: .narrow).bytes(value) + [UInt8(ascii: "\n")]
    }
}

extension JSONValue {
    /// The wire form of a value, `null` for none.
    static func text(_ value: (some CustomStringConvertible)?) -> JSONValue {
        value.map { .string($0.description) } ?? .null
    }
}
