import Foundation

@testable import BuddelFormats

/// The worked cases and the example town of this repository, and folders made for one test.
enum CaseFixture {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The paths of all case folders in the repository.
    static let all =
        ["ternsche", "ondrup", "edges"].map { root.appending(path: "Tests/Cases/\($0)").path }
        + [root.appending(path: "examples/kiebitzbrook").path]

    static let ternsche = all[0]

    /// The text of a file of the repository.
    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    static func bytes(_ path: String, _ file: CaseFile) -> [UInt8]? {
        (try? Data(contentsOf: URL(fileURLWithPath: path).appending(path: file.rawValue))).map { Array($0) }
    }

    /// Lends a folder with these files and removes it afterwards.
    static func withFolder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
        try withFolder(files.mapValues { Array($0.utf8) }, body)
    }

    static func withFolder<Result>(_ files: [String: [UInt8]], _ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "buddel-formats-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files {
            let target = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: target)
        }
        return try body(folder.path)
    }
}
