import Buddelverein
import Foundation
import Testing

@testable import BuddelFormats

@Suite("Formats: case folders there and back")
struct RoundTripTests {
    @Test("a case folder is read without any refusal", arguments: CaseFixture.all)
    func read(path: String) throws {
        let folder = try CaseFolder.read(path)
        for file in folder.files where file != .claims { #expect(folder.records.count(file) > 0, "\(file)") }
        #expect(folder.files.count >= 12)
        #expect(folder.warnings.filter { $0.kind != .missingDocument } == [])
    }

    @Test("what is exported gives the same facts, and the same bytes again", arguments: CaseFixture.all)
    func roundTrip(path: String) throws {
        let folder = try CaseFolder.read(path)
        try CaseFixture.withFolder([:] as [String: String]) { root in
            let target = root + "/export"
            try CaseFolder.write(folder.records, to: target) { try folder.document($0)?.read() }
            let again = try CaseFolder.read(target)
            #expect(again.records == folder.records.sorted())
            #expect(again.documents.map(\.name) == folder.documents.map(\.name))
            for document in again.documents {
                let bytes = try document.read()
                #expect(bytes == (try folder.document(document.name)?.read()))
            }
            let files = folder.records.files()
            for (file, bytes) in again.records.files() {
                #expect(files.first { $0.file == file }?.bytes == bytes, "\(file.rawValue)")
                #expect(CaseFixture.bytes(target, file) == bytes)
            }
        }
    }

    @Test("the order of records does not matter to the bytes")
    func order() throws {
        let records = try CaseFolder.read(CaseFixture.ternsche).records
        var shuffled = records
        shuffled.members.reverse()
        shuffled.work.reverse()
        shuffled.segments.reverse()
        shuffled.programmes.reverse()
        #expect(shuffled.files().map(\.bytes) == records.files().map(\.bytes))
    }

    @Test("CSV files of the worked cases are written as they came", arguments: CaseFixture.all.prefix(3))
    func sameBytes(path: String) throws {
        let files = try CaseFolder.read(path).records.files()
        for (file, bytes) in files where !file.columns.isEmpty {
            let original = CaseFixture.bytes(path, file)
            #expect(original == bytes, "\(file.rawValue)")
        }
    }

    @Test("records know the line of their file")
    func lines() throws {
        let folder = try CaseFolder.read(CaseFixture.ternsche)
        #expect(folder.place(.work, 0).line == 2)
        #expect(folder.place(.work, folder.records.work.count - 1).line == folder.records.work.count + 1)
        #expect(folder.place(.segments, 1).file == "segments.geojson")
        #expect((folder.place(.segments, 1).line ?? 0) > 30)
        #expect(folder.place(.work, 99_999).line == nil)
    }

    @Test("an export refuses a folder that holds anything")
    func occupied() throws {
        try CaseFixture.withFolder(["old.txt": "x"]) { path in
            let refusal = #expect(throws: Refusal.self) { try CaseFolder.write(CaseRecords(), to: path) }
            #expect(refusal?.code == .folderNotEmpty)
        }
    }

    @Test("an export that can't be written says so")
    func unwritable() throws {
        try CaseFixture.withFolder(["file": "x"]) { path in
            let refusal = #expect(throws: Refusal.self) {
                try CaseFolder.write(CaseRecords(), to: path + "/file/below")
            }
            #expect(refusal?.code == .fileUnwritable)
        }
    }

    @Test("an export writes no document outside its folder")
    func unsafeDocument() throws {
        var records = CaseRecords()
        records.gifts = [
            GiftRecord(
                ref: "G-1", date: Day(number: 20_000), memberNumber: "M-1", what: "sand", value: Money(cents: 1),
                document: "../escape.pdf")
        ]
        try CaseFixture.withFolder([:] as [String: String]) { root in
            let refusal = #expect(throws: Refusal.self) {
                try CaseFolder.write(records, to: root + "/out") { _ in [1] }
            }
            #expect(refusal?.code == .unsafePath)
            #expect(!FileManager.default.fileExists(atPath: root + "/out/escape.pdf"))
        }
    }
}
