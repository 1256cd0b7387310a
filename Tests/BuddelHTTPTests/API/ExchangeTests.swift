import BuddelFormats
import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: everything of an association as files")
struct ExchangeTests {
    /// The example's folder, packed.
    private static func example() throws -> [UInt8] {
        let folder = Kiebitzbrook.root + "/examples/kiebitzbrook"
        var files: [String: [UInt8]] = [:]
        for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
            var isFolder: ObjCBool = false
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            // As an archive of the folder itself has them.
            files["kiebitzbrook/" + name] = Array(FileManager.default.contents(atPath: path) ?? Data())
        }
        return try ZipWriter.archive(files)
    }

    private static let zip = "application/zip"

    /// An installation with an administrator, and a treasurer of another association.
    private func withEmpty(_ body: @Sendable (APITown) async throws -> Void) async throws {
        try await APITown.with(
            people: [
                ("admin", .administrator, .system, nil), ("treasurer", .treasurer, .association("a"), nil),
                ("member", .member, .association("a"), "M-3"),
            ], body)
    }

    @Test("an archive is rehearsed, taken whole, and changes nothing when it comes again")
    func imported() async throws {
        try await withEmpty { town async throws in
            let archive = try Self.example()
            let tried = try await town.send(
                "POST", "/imports?dry_run=true", as: "admin", bytes: archive, type: Self.zip)
            #expect(tried.status == 200, "\(tried.text)")
            #expect(tried.json["dry_run"] as? Bool == true)
            #expect(tried.json["changed"] as? Bool == true)
            #expect(try await town.send("GET", "/associations/kiebitzbrook", as: "admin").status == 404)
            let taken = try await town.send("POST", "/imports", as: "admin", bytes: archive, type: Self.zip)
            #expect(taken.status == 200, "\(taken.text)")
            #expect(taken.json["association"] as? String == "kiebitzbrook")
            let files = try #require(taken.json["files"] as? [[String: Any]])
            #expect(files.first { $0["name"] as? String == "members.csv" }?["new"] as? Int ?? 0 > 10)
            let again = try await town.send("POST", "/imports", as: "admin", bytes: archive, type: Self.zip)
            #expect(again.json["changed"] as? Bool == false, "\(again.text)")
        }
    }

    @Test("what was exported is taken back elsewhere and gives the same archive again; the journal goes to hledger")
    func exported() async throws {
        let first = Captured()
        try await withEmpty { town async throws in
            let archive = try Self.example()
            #expect(
                try await town.send("POST", "/imports", as: "admin", bytes: archive, type: Self.zip).status == 200)
            let export = try await town.send("GET", "/associations/kiebitzbrook/export", as: "admin")
            #expect(export.status == 200)
            #expect(export["content-type"] == Self.zip)
            #expect(export["content-disposition"]?.contains("kiebitzbrook.zip") == true)
            let entries = try ZipArchive(export.body, file: "export").entries.map(\.name)
            #expect(entries.contains("members.csv") && entries.contains("association.json"))
            await first.set(export.body)
            let again = try await town.send("GET", "/associations/kiebitzbrook/export", as: "admin")
            #expect(again.body == export.body)
            let journal = try await town.send(
                "GET", "/associations/kiebitzbrook/export/hledger", as: "admin", headers: ["Accept": "text/plain"])
            #expect(journal.status == 200)
            #expect(journal.text.contains("journal of kiebitzbrook - batch"))
            #expect(try await town.send("GET", "/associations/a/export", as: "member").status == 403)
            #expect(try await town.send("GET", "/associations/kiebitzbrook/export", as: "treasurer").status == 404)
        }
        let bytes = await first.bytes
        try await withEmpty { town async throws in
            let taken = try await town.send("POST", "/imports", as: "admin", bytes: bytes, type: Self.zip)
            #expect(taken.status == 200, "\(taken.text)")
            let export = try await town.send("GET", "/associations/kiebitzbrook/export", as: "admin")
            #expect(export.body == bytes)
        }
    }

    @Test("what is no archive, leaves its folder, or has a bad row is refused with its place, and nothing is stored")
    func refused() async throws {
        try await withEmpty { town async throws in
            func send(_ bytes: [UInt8], as login: String = "admin") async throws -> RawResponse {
                try await town.send("POST", "/imports", as: login, bytes: bytes, type: Self.zip)
            }
            #expect(try await send(Array("PK no archive".utf8)).code == "invalid_archive")
            #expect(try await send([]).code == "invalid_archive")
            let members = "number,kind,name,joined_on\nM-7,household,Anna,31.02.2026\nM-8,dragon,Bernd,2026-01-01\n"
            let archive = try ZipWriter.archive(["members.csv": Array(members.utf8)])
            let bad = try await town.send(
                "POST", "/imports?association=a", as: "admin", bytes: archive, type: Self.zip)
            #expect(bad.status == 422, "\(bad.text)")
            #expect((bad.json["errors"] as? [Any])?.count ?? 0 >= 2)
            #expect(!bad.text.contains("Anna") && !bad.text.contains("Bernd"))
            #expect(try await town.send("GET", "/associations/a/members/M-7", as: "treasurer").status == 404)
            #expect(try await send(archive, as: "member").status == 403)
            #expect(
                try await town.send("POST", "/imports", as: "admin", bytes: archive, type: "text/html").status == 415)
        }
    }
}

/// Bytes that one town hands to the next.
private actor Captured {
    private(set) var bytes: [UInt8] = []
    func set(_ bytes: [UInt8]) { self.bytes = bytes }
}
