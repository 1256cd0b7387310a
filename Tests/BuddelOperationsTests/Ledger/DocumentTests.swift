import BuddelOperations
import Buddelverein
import Foundation
import Synchronization
import Testing

@Suite("Ledger: documents of vouchers")
struct DocumentTests {
    /// Lends a folder that is gone afterwards.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = "/tmp/bd-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func file(_ path: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    private func pdf(_ words: String) -> String { "%PDF-1.4\n% \(words)\nstartxref\n0\n%%EOF\n" }

    @Test("a file fills the name that its voucher announced; the same again changes nothing")
    func announced() async throws {
        try await TownBooks.with { books async throws in
            try await withFolder { folder in
                let app = books.town.owner
                _ = try await app.recordWork([TownBooks.work("W-5", document: "sheet.pdf")], in: "a")
                #expect(try await app.listDocuments(of: "W-5", in: "a").map(\.documentID) == [nil])
                let path = try file(folder + "/sheet.pdf", pdf("sheet"))
                let first = try await app.attachDocuments([path], to: "W-5", in: "a")
                #expect(first.map(\.name) == ["sheet.pdf"] && first[0].mediaType == "application/pdf")
                #expect(first[0].sha256?.count == 32 && first[0].size == pdf("sheet").utf8.count)
                #expect(try await app.attachDocuments([path], to: "W-5", in: "a") == first)
                #expect(try await app.listDocuments(in: "a") == first)
                _ = try await app.verifyJournal(of: "a")
            }
        }
    }

    @Test("a name announced within a folder is filled by the file of that name")
    func announcedInFolder() async throws {
        try await TownBooks.with { books async throws in
            try await withFolder { folder in
                let app = books.town.owner
                _ = try await app.recordWork([TownBooks.work("W-5", document: "sheets/may.pdf")], in: "a")
                let path = try file(folder + "/may.pdf", pdf("may"))
                let documents = try await app.attachDocuments([path], to: "W-5", in: "a")
                #expect(documents.map(\.name) == ["sheets/may.pdf"] && documents[0].documentID != nil)
                let read = Mutex<[String: [UInt8]]>([:])
                let count = try await app.readDocuments(of: "W-5", in: "a") { name, bytes in
                    read.withLock { $0[name] = bytes }
                }
                #expect(count == 1 && read.withLock { $0 } == ["sheets_may.pdf": Array(pdf("may").utf8)])
            }
        }
    }

    @Test("a content is kept once, however many vouchers have it")
    func once() async throws {
        try await TownBooks.with { books async throws in
            try await withFolder { folder in
                let app = books.town.owner
                let one = try file(folder + "/one.pdf", pdf("same"))
                let two = try file(folder + "/two.pdf", pdf("same"))
                let first = try await app.attachDocuments([one], to: "W-1", in: "a")
                let second = try await app.attachDocuments([two], to: "K-1", in: "a")
                #expect(first[0].documentID == second[0].documentID)
            }
        }
    }

    @Test("what is no document, no file, or another content under the same name is refused, and nothing is attached")
    func refusals() async throws {
        try await TownBooks.with { books async throws in
            try await withFolder { folder in
                let app = books.town.owner
                let good = try file(folder + "/good.pdf", pdf("good"))
                let bad = try file(folder + "/bad.pdf", "hello")
                let cut = try file(folder + "/cut.pdf", "%PDF-1.4\n")
                try FileManager.default.createSymbolicLink(atPath: folder + "/link.pdf", withDestinationPath: good)
                func attach(_ paths: String..., to ref: String = "W-1") async -> RefusalCode? {
                    await refusal { _ = try await app.attachDocuments(paths, to: ref, in: "a") }
                }
                #expect(await attach(good, bad) == .unknownDocumentType)
                #expect(await attach(cut) == .unknownDocumentType)
                #expect(await attach(folder + "/link.pdf") == .unsafePath)
                #expect(await attach(folder + "/none.pdf") == .fileUnreadable)
                #expect(await attach(folder) == .unsafePath)
                #expect(await attach(good, to: "W-99") == .notFound)
                #expect(try await app.listDocuments(in: "a") == [])
                #expect(await attach(good) == nil)
                _ = try file(good, pdf("other"))
                #expect(await attach(good) == .alreadyExists)
                #expect(
                    await refusal { _ = try await app.readDocuments(of: "K-1", in: "a") { _, _ in } }
                        == .documentMissing)
                let auditor = try await books.town.user("anna", .auditor, member: "M-1")
                #expect(
                    await refusal { _ = try await auditor.attachDocuments([good], to: "W-1", in: "a") } == .notAllowed)
            }
        }
    }

    @Test("a reference that two kinds of vouchers have needs the kind")
    func kinds() async throws {
        try await TownBooks.with { books async throws in
            try await withFolder { folder in
                let app = books.town.owner
                _ = try await app.recordWork([TownBooks.work("K-1")], in: "a")
                let path = try file(folder + "/one.pdf", pdf("one"))
                #expect(
                    await refusal { _ = try await app.attachDocuments([path], to: "K-1", in: "a") } == .ambiguousName)
                let documents = try await app.attachDocuments([path], to: "K-1", kind: .cost, in: "a")
                #expect(documents.map(\.kind) == [.cost])
            }
        }
    }

    @Test("two papers of the same name are told apart by content; a voucher that names them without a file is refused")
    func sameName() async throws {
        try await TownBooks.with { books async throws in
            try await withFolder { folder in
                let app = books.town.owner
                try FileManager.default.createDirectory(atPath: folder + "/may", withIntermediateDirectories: true)
                let april = try file(folder + "/sheet.pdf", pdf("april"))
                let may = try file(folder + "/may/sheet.pdf", pdf("may"))
                func record(_ ref: String, _ files: String...) async throws {
                    _ = try await app.recordWork(
                        [TownBooks.work(ref, document: "sheet.pdf")], files: files, in: "a")
                }
                func contents(_ ref: String) async throws -> [Int64?] {
                    try await app.listDocuments(of: ref, in: "a").map(\.documentID)
                }
                try await record("W-11", april)
                // One paper of the name: what names it means it.
                try await record("W-12")
                #expect(try await contents("W-12") == contents("W-11"))
                try await record("W-13", may)
                #expect(try await contents("W-13") != contents("W-11"))
                // Two papers: the name alone means neither, and nothing is recorded.
                #expect(await refusal { try await record("W-14") } == .ambiguousName)
                #expect(await refusal { _ = try await app.showVoucher("W-14", in: "a") } == .notFound)
                try await record("W-15", april)
                #expect(try await contents("W-15") == contents("W-11"))
                #expect(try await contents("W-13") != contents("W-15"))
            }
        }
    }
}
