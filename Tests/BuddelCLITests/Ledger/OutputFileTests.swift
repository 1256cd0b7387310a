import Buddelverein
import Foundation
import Testing

@testable import BuddelCLI

@Suite("Ledger: files that are written")
struct OutputFileTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = "/tmp/bf-\(UInt32.random(in: .min ... .max))"
        try OutputFile.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test("a file appears when it is finished, and leaves nothing when it is not")
    func appears() async throws {
        try await withFolder { folder in
            do {
                let file = try OutputFile(folder + "/a")
                try file.write([1, 2])
                try file.write([3])
                #expect(!FileManager.default.fileExists(atPath: folder + "/a"))
                try file.finish()
                _ = try OutputFile(folder + "/b")
            }
            #expect(try Data(contentsOf: URL(filePath: folder + "/a")) == Data([1, 2, 3]))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
        }
    }

    @Test("what is there is never replaced, not even when it came meanwhile")
    func noReplacing() async throws {
        try await withFolder { folder in
            let file = try OutputFile(folder + "/a")
            try Data("first".utf8).write(to: URL(filePath: folder + "/a"))
            #expect(await Refusal.thrown { try file.finish() }?.code == .fileExists)
            #expect(await Refusal.thrown { _ = try OutputFile(folder + "/a") }?.code == .fileExists)
            #expect(await Refusal.thrown { _ = try OutputFile(folder + "/none/a") }?.code == .fileUnwritable)
            #expect(await Refusal.thrown { try OutputFile.makeFolder(folder + "/x/y") }?.code == .fileUnwritable)
            #expect(try String(contentsOfFile: folder + "/a", encoding: .utf8) == "first")
        }
    }
}
