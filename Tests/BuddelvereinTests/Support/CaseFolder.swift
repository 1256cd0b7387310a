import Buddelverein
import Foundation
import Testing

/// A worked case of Tests/Cases, read in the plainest way; what the database would compute from geometry is taken from
/// `expected/segments.json`, and connections are placed by point in polygon.
struct CaseFolder {
    let name: String
    let folder: URL

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Cases")

    init(_ name: String) {
        self.name = name
        folder = CaseFolder.root.appendingPathComponent(name)
    }

    /// The file names of `expected` that begin with `prefix`, without extension.
    static func expected(_ prefix: String) -> [ExpectedResult] {
        ["ternsche", "ondrup", "edges"].flatMap { name -> [ExpectedResult] in
            let folder = root.appendingPathComponent(name).appendingPathComponent("expected")
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return files.filter { $0.hasPrefix(prefix) }.sorted()
                .map { ExpectedResult(caseName: name, file: String($0.dropLast(".json".count))) }
        }
    }

    func object(_ file: String) throws -> [String: Any] {
        try #require(json(file) as? [String: Any])
    }

    func list(_ file: String) throws -> [[String: Any]] {
        try #require(json(file) as? [[String: Any]])
    }

    private func json(_ file: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent(file)))
    }

    /// The rows of a CSV file by column name, empty fields left out; no rows for a missing file.
    func rows(_ file: String) throws -> [[String: String]] {
        let url = folder.appendingPathComponent(file)
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).map(fields)
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(header, line).filter { !$0.1.isEmpty })
        }
    }

    /// Fields of one line; quotes may hold commas, and no case has a line break inside a field.
    private func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

/// One file of `expected` of a case.
struct ExpectedResult: Sendable, CustomTestStringConvertible {
    let caseName: String
    let file: String
    var testDescription: String { "\(caseName)/\(file)" }
}
