import BuddelFormats
import BuddelOperations
import Buddelverein
import Foundation
import Testing

@Suite("Ledger: exporting a case folder")
struct ExportCaseTests {
    private static let all = ["ternsche", "ondrup", "edges", "kiebitzbrook"]

    @Test("what was imported comes out as the same facts, documents too", arguments: all)
    func sameFacts(_ name: String) async throws {
        try await CaseScratch.with { scratch in
            let original = try CaseFolder.read(CaseScratch.worked(name))
            _ = try await scratch.owner.importCase(original.path)
            let target = scratch.folder.appending(path: "out").path(percentEncoded: false)
            let report = try await scratch.owner.exportCase(to: target)
            #expect(report.documents == original.documents.count)
            let exported = try CaseFolder.read(target)
            #expect(named(exported.records) == named(original.records))
            for document in original.documents {
                #expect(try exported.document(document.name)?.read() == document.read())
            }
        }
    }

    @Test("an export goes into a fresh database and comes out byte for byte", arguments: all)
    func roundTrip(_ name: String) async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(CaseScratch.worked(name))
            let first = scratch.folder.appending(path: "first").path(percentEncoded: false)
            _ = try await scratch.owner.exportCase(to: first)
            try await CaseScratch.with { fresh in
                _ = try await fresh.owner.importCase(first)
                let second = fresh.folder.appending(path: "second").path(percentEncoded: false)
                _ = try await fresh.owner.exportCase(to: second)
                for file in try FileManager.default.contentsOfDirectory(atPath: first) where file != "documents" {
                    let (before, after) = (
                        try Data(contentsOf: URL(filePath: first + "/" + file)),
                        try Data(contentsOf: URL(filePath: second + "/" + file))
                    )
                    #expect(before == after, "\(file)")
                }
            }
        }
    }

    @Test("a folder that holds anything is left alone")
    func notEmpty() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("a", SmallFolder.files()))
            let path = try scratch.folder("full", ["note.txt": "mine"])
            #expect(await refusal { _ = try await scratch.owner.exportCase(to: path) } == .folderNotEmpty)
        }
    }

    /// The facts in their order, with what formats.md fills in: who decides on a programme, and no empty lists.
    private func named(_ records: CaseRecords) -> CaseRecords {
        var records = records.sorted()
        let seat = records.association?.seatAgs
        for index in records.programmes.indices {
            records.programmes[index].administeredBy = records.programmes[index].administrator(firstApplicant: seat)
        }
        return records
    }
}
