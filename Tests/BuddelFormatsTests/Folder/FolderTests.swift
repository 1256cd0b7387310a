import Buddelverein
import Foundation
import Testing

@testable import BuddelFormats

@Suite("Formats: case folders")
struct FolderTests {
    private func refusals(_ files: [String: String], known: KnownCodes = KnownCodes()) throws -> [Refusal] {
        try CaseFixture.withFolder(files) { path in
            do {
                _ = try CaseFolder.read(path, known: known)
                return []
            } catch let error as Refusals {
                return error.all
            }
        }
    }

    @Test("each file can be read alone", arguments: CaseFile.allCases)
    func alone(file: CaseFile) throws {
        let files = SmallCase.files.filter { $0.key == file.rawValue }
        let folder = try CaseFixture.withFolder(files) { try CaseFolder.read($0) }
        #expect(folder.files == [file])
        #expect(folder.records.count(file) > 0)
    }

    @Test("codes that are known already may be referred to")
    func knownCodes() throws {
        let files = SmallCase.files.filter { ["work.csv", "helpers.csv", "claims.json"].contains($0.key) }
        var known = KnownCodes()
        known.members = ["M-1", "M-3"]
        known.segments = ["S-1"]
        known.connections = ["C-1"]
        known.awards = ["A-1"]
        known.costs = ["K-1"]
        #expect(try refusals(files, known: known) == [])
        known.segments = ["S-2"]
        known.costs = []
        let codes = try refusals(files, known: known).map(\.code)
        #expect(codes == [.unknownSegment, .unknownSegment, .unknownReference])
    }

    @Test("the household of a known helper may not confirm its work")
    func knownHousehold() throws {
        let work =
            "ref,date,worker,kind,task,time,confirmed_by,confirmed_on\nW-1,2026-01-01,H-5,labour,digging,1:00,M-5,2026-01-02\n"
        var known = KnownCodes()
        known.helpers = ["H-5": "M-5"]
        #expect(try refusals(["work.csv": work], known: known).map(\.code) == [.selfConfirmation])
        known.helpers = ["H-5": nil]
        #expect(try refusals(["work.csv": work], known: known) == [])
    }

    @Test("a folder without any known file is refused")
    func empty() throws {
        #expect(try refusals(["notes.txt": "hello"]).map(\.code) == [.fileUnreadable])
    }

    @Test("a path that is no folder is refused")
    func noFolder() {
        let error = #expect(throws: Refusals.self) { try CaseFolder.read("/nowhere/at/all") }
        #expect(error?.all.map(\.code) == [.fileUnreadable])
    }

    @Test("a data file that is a link or a folder is refused")
    func linkedFile() throws {
        try CaseFixture.withFolder(["elsewhere/helpers.csv": "code,name\n", "case/gifts.csv/x": "y"]) { root in
            try FileManager.default.createSymbolicLink(
                atPath: root + "/case/helpers.csv", withDestinationPath: root + "/elsewhere/helpers.csv")
            let error = #expect(throws: Refusals.self) { try CaseFolder.read(root + "/case") }
            #expect(error?.all.map(\.code) == [.unsafePath, .unsafePath])
        }
    }

    @Test("a file beyond the limit is refused unread")
    func tooLarge() throws {
        var limits = FileLimits()
        limits.fileBytes = 10
        try CaseFixture.withFolder(["helpers.csv": "code,name\nH-1,Anna\n"]) { path in
            let error = #expect(throws: Refusals.self) { try CaseFolder.read(path, limits: limits) }
            #expect(error?.all.map(\.code) == [.tooMuchData])
        }
    }
}

@Suite("Formats: documents")
struct DocumentTests {
    private static func work(_ document: String) -> String {
        "ref,date,worker,kind,task,time,document\nW-1,2026-01-01,H-5,labour,digging,1:00,\"\(document)\"\n"
    }

    @Test("a document is read when it is asked for")
    func attached() throws {
        let files = ["work.csv": Self.work("2026/sheet 1.pdf"), "documents/2026/sheet 1.pdf": "content"]
        try CaseFixture.withFolder(files) { path in
            let folder = try CaseFolder.read(path)
            let document = try #require(folder.document("2026/sheet 1.pdf"))
            #expect(document.size == 7)
            #expect(try document.read() == Array("content".utf8))
            try FileManager.default.removeItem(atPath: path + "/documents/2026/sheet 1.pdf")
            let refusal = #expect(throws: Refusal.self) { try document.read() }
            #expect(refusal?.code == .fileUnreadable)
        }
    }

    @Test("a name without a file is announced")
    func announced() throws {
        try CaseFixture.withFolder(["work.csv": Self.work("sheet.pdf")]) { path in
            let folder = try CaseFolder.read(path)
            #expect(folder.documents.isEmpty)
            #expect(folder.warnings.map(\.kind) == [.missingDocument])
        }
    }

    @Test(
        "names that leave the folder are refused",
        arguments: [
            "/etc/passwd", "../secret", "a/../../secret", "a//b", "a/", ".", "..", ".hidden", "a\\b", "a\u{1}b",
            String(repeating: "x", count: 300), String(repeating: "a/", count: 9) + "b",
        ])
    func unsafe(name: String) throws {
        try CaseFixture.withFolder(["work.csv": Self.work(name)]) { path in
            let error = #expect(throws: Refusals.self) { try CaseFolder.read(path) }
            #expect(error?.all.map(\.code) == [.unsafePath])
            #expect(error?.all.first?.place?.line == 2)
        }
    }

    @Test("a link is refused, as the file and as a folder above it")
    func links() throws {
        let files = ["work.csv": Self.work("sheet.pdf"), "outside/sheet.pdf": "secret", "documents/keep": ""]
        try CaseFixture.withFolder(files) { path in
            let manager = FileManager.default
            try manager.createSymbolicLink(
                atPath: path + "/documents/sheet.pdf", withDestinationPath: path + "/outside/sheet.pdf")
            let file = #expect(throws: Refusals.self) { try CaseFolder.read(path) }
            #expect(file?.all.map(\.code) == [.unsafePath])
            try manager.removeItem(atPath: path + "/documents")
            try manager.createSymbolicLink(atPath: path + "/documents", withDestinationPath: path + "/outside")
            let folder = #expect(throws: Refusals.self) { try CaseFolder.read(path) }
            #expect(folder?.all.map(\.code) == [.unsafePath])
        }
    }

    @Test("a link that takes a document's place later is refused, too")
    func swapped() throws {
        let files = ["work.csv": Self.work("sheet.pdf"), "outside.pdf": "secret", "documents/sheet.pdf": "fine"]
        try CaseFixture.withFolder(files) { path in
            let document = try #require(try CaseFolder.read(path).document("sheet.pdf"))
            try FileManager.default.removeItem(atPath: path + "/documents/sheet.pdf")
            try FileManager.default.createSymbolicLink(
                atPath: path + "/documents/sheet.pdf", withDestinationPath: path + "/outside.pdf")
            let refusal = #expect(throws: Refusal.self) { try document.read() }
            #expect(refusal?.code == .unsafePath)
        }
    }

    @Test("a pipe is refused and never waited for")
    func pipe() throws {
        try CaseFixture.withFolder(["work.csv": Self.work("sheet.pdf"), "documents/keep": ""]) { path in
            #expect(mkfifo(path + "/documents/sheet.pdf", 0o600) == 0)
            let error = #expect(throws: Refusals.self) { try CaseFolder.read(path) }
            #expect(error?.all.map(\.code) == [.unsafePath])
        }
    }

    @Test("a document beyond the limit is refused")
    func tooLarge() throws {
        var limits = FileLimits()
        limits.documentBytes = 3
        try CaseFixture.withFolder(["work.csv": Self.work("sheet.pdf"), "documents/sheet.pdf": "1234"]) { path in
            let error = #expect(throws: Refusals.self) { try CaseFolder.read(path, limits: limits) }
            #expect(error?.all.map(\.code) == [.tooMuchData])
        }
    }
}
