import Buddelverein

/// A JSON list of a case folder: how an object becomes a record and back.
protocol JSONListFile {
    associatedtype Record: Hashable, Sendable

    static var file: CaseFile { get }
    /// The record of an object; nil when something in it was refused.
    static func record(_ object: ObjectReader) -> Record?
    static func value(_ record: Record) -> JSONValue
    static func key(_ record: Record) -> String
}

extension JSONListFile {
    /// Reads all records; everything wrong goes to `issues`.
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
            guard
                let object = ObjectReader(element, file: file.rawValue, pointer: "/\(index)", issues: issues),
                let record = record(object)
            else { continue }
            object.finish()
            guard !object.isFaulty else { continue }
            if let earlier = lineOfKey.updateValue(element.line, forKey: key(record)) {
                issues.refuse(.duplicateRow(key(record), earlier: earlier, at: object.place()))
                continue
            }
            records.append(Located(record, line: element.line))
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
