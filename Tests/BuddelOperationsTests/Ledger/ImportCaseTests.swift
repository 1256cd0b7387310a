import BuddelFormats
import BuddelOperations
import Buddelverein
import Foundation
import Testing

@Suite("Ledger: importing a case folder")
struct ImportCaseTests {
    @Test(
        "the same folder again changes nothing and says so",
        arguments: ["ternsche", "ondrup", "edges", "kiebitzbrook"])
    func idempotent(_ name: String) async throws {
        try await CaseScratch.with { scratch in
            let first = try await scratch.owner.importCase(CaseScratch.worked(name))
            #expect(first.association == name)
            #expect(!first.changesNothing)
            #expect(first.files.allSatisfy { $0.changed == 0 && $0.unchanged == 0 })
            let before = try await scratch.rowCounts()
            let second = try await scratch.owner.importCase(CaseScratch.worked(name))
            #expect(second.changesNothing)
            #expect(second.files.map(\.unchanged) == first.files.map(\.new))
            #expect(try await scratch.rowCounts() == before)
        }
    }

    @Test(
        "every integrity check is silent after an import", arguments: ["ternsche", "ondrup", "edges", "kiebitzbrook"])
    func healthy(_ name: String) async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(CaseScratch.worked(name))
            let findings = try await scratch.owner.checkIntegrity()
            #expect(findings.isHealthy, "\(findings.rows)")
        }
    }

    @Test("a rehearsal reports the same and keeps nothing")
    func rehearsal() async throws {
        try await CaseScratch.with { scratch in
            let before = try await scratch.rowCounts()
            let rehearsed = try await scratch.owner.importCase(CaseScratch.worked("edges"), rehearsal: true)
            #expect(rehearsed.isRehearsal)
            #expect(try await scratch.rowCounts() == before)
            let done = try await scratch.owner.importCase(CaseScratch.worked("edges"))
            #expect(rehearsed.files == done.files)
            #expect(rehearsed.warnings == done.warnings)
        }
    }

    @Test("all bad rows of all files are reported, and nothing is stored")
    func badRows() async throws {
        try await CaseScratch.with { scratch in
            var files = SmallFolder.files()
            files["members.csv"] = SmallFolder.members + "\nM-4,household,Dora,31.02.2025\nM-5,castle,Emil,2025-05-01"
            files["work.csv"] =
                SmallFolder.work
                + "\nW-3,2026-04-01,M-1,labour,juggling,2:00,S-9,,,\nW-4,2026-04-01,M-1,labour,digging,2:00,S-1,M-1,2026-04-02,"
            let before = try await scratch.rowCounts()
            let path = try scratch.folder("bad", files)
            let all = await refusals { _ = try await scratch.owner.importCase(path) }
            let places = all.map { "\($0.place?.file ?? ""):\($0.place?.line ?? 0):\($0.place?.field ?? "")" }
            #expect(
                places == [
                    "members.csv:5:joined_on", "members.csv:6:kind", "work.csv:4:segment", "work.csv:4:task",
                    "work.csv:5:confirmed_by",
                ])
            #expect(try await scratch.rowCounts() == before)
        }
    }

    @Test("a folder that contradicts what is recorded is refused as a whole, each row with its field")
    func contradiction() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("one", SmallFolder.files()))
            let before = try await scratch.rowCounts()
            let work =
                SmallFolder.work.replacing("6:30", with: "7:30") + "\nW-3,2026-04-05,M-1,labour,digging,1:00,S-1,,,"
            let path = try scratch.folder("two", ["work.csv": work])
            let all = await refusals { _ = try await scratch.owner.importCase(path) }
            #expect(all.map(\.code) == [.alreadyRecordedOtherwise])
            #expect(all.first?.place == Refusal.Place(file: "work.csv", line: 2, field: "time", value: "7:30"))
            #expect(try await scratch.rowCounts() == before)
        }
    }

    @Test("a single file is taken for the only association, or the one named")
    func subset() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("a", SmallFolder.files("a")))
            let more = try scratch.folder(
                "more", ["work.csv": "ref,date,member_number,kind,task,time\nW-9,2026-05-01,M-3,labour,digging,1:00\n"])
            let report = try await scratch.owner.importCase(more)
            #expect(report.association == "a")
            let file = try #require(report.files.first)
            #expect(report.files.count == 1)
            #expect(file.name == "work.csv" && file.new == 1 && file.changed == 0 && file.unchanged == 0)
            _ = try await scratch.owner.importCase(try scratch.folder("b", SmallFolder.files("b")))
            #expect(await refusal { _ = try await scratch.owner.importCase(more) } == .associationNeeded)
            #expect(try await scratch.owner.importCase(more, association: "b").files.first?.new == 1)
            #expect(try await scratch.owner.importCase(more, association: "a").changesNothing)
            let other = try scratch.folder("other", SmallFolder.files("a"))
            #expect(await refusal { _ = try await scratch.owner.importCase(other, association: "b") } == .invalidValue)
        }
    }

    @Test("borders alone need no association, and segments are measured anew when borders come later")
    func lateBorders() async throws {
        try await CaseScratch.with { scratch in
            let borders = try scratch.folder("borders", ["municipalities.geojson": SmallFolder.municipalities])
            #expect(try await scratch.owner.importCase(borders).association == nil)
            _ = try await scratch.owner.importCase(try scratch.folder("a", SmallFolder.files()))
            let wider = SmallFolder.municipalities.replacing("05978032", with: "05558036").replacing(
                "7.45", with: "7.425")
            let east = try scratch.folder("east", ["municipalities.geojson": wider])
            _ = try await scratch.owner.importCase(east)
            let parts = try await scratch.count(
                "select count(*)::bigint as n from buddel.segment_parts p where version_number = 2")
            #expect(parts == 2)
        }
    }

    @Test("confirmation, payment and document that come later move the recorded vouchers forward")
    func advancing() async throws {
        try await CaseScratch.with { scratch in
            var files = SmallFolder.files()
            files["documents/sheet.pdf"] = nil
            let first = try await scratch.owner.importCase(try scratch.folder("first", files))
            #expect(first.warnings.map(\.code) == ["missing_document"])
            let later = try scratch.folder(
                "later",
                [
                    "work.csv": SmallFolder.work.replacing("4:00,S-1,,,", with: "4:00,S-1,M-1,2026-04-03,"),
                    "costs.csv": SmallFolder.costs.replacing("119.00,", with: "119.00,2026-04-20"),
                    "connections.csv": SmallFolder.connections.replacing("planned", with: "duct_laid"),
                    "documents/sheet.pdf": "%PDF-1.4 sheet",
                ])
            let report = try await scratch.owner.importCase(later)
            #expect(
                report.files.filter { $0.changed == 1 }.map(\.name) == ["connections.csv", "work.csv", "costs.csv"])
            #expect(report.files.allSatisfy { $0.new == 0 })
            #expect(report.attachedDocuments == 1)
            #expect(report.warnings.isEmpty)
            #expect(try await scratch.owner.importCase(later).changesNothing)
            // Recorded and confirmed work, the invoice, and its payment.
            #expect(try await scratch.count("select count(*)::bigint as n from buddel.entries") == 4)
            #expect(
                try await scratch.count(
                    "select count(*)::bigint as n from buddel.documents where media_type = 'application/pdf'")
                    == 1)
        }
    }

    @Test("a connection changes hands with the earlier holder in holders.csv; the same again changes nothing")
    func handOver() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("first", SmallFolder.files()))
            let later = try scratch.folder(
                "later",
                [
                    "connections.csv": SmallFolder.connections.replacing("M-1", with: "M-2"),
                    "holders.csv": "code,member_number,from,until\nC-1,M-1,2025-06-01,2026-03-31\n",
                ])
            let report = try await scratch.owner.importCase(later)
            #expect(report.files.map(\.changed) == [1, 0])
            #expect(report.files.map(\.new) == [0, 1])
            #expect(try await scratch.owner.importCase(later).changesNothing)
        }
    }

    @Test("another document under an attached name is refused, and so is what is no document")
    func documents() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("first", SmallFolder.files()))
            let other = try scratch.folder(
                "other", ["work.csv": SmallFolder.work, "documents/sheet.pdf": "%PDF-1.4 another"])
            #expect(await refusal { _ = try await scratch.owner.importCase(other) } == .alreadyRecordedOtherwise)
            var program = SmallFolder.files("b")
            program["documents/sheet.pdf"] = "#!/bin/sh"
            let path = try scratch.folder("program", program)
            let all = await refusals { _ = try await scratch.owner.importCase(path) }
            #expect(all.map(\.code) == [.unknownDocumentType])
            #expect(all.first?.place?.file == "documents/sheet.pdf")
        }
    }

    @Test(
        "a document outside of the folder is never read",
        arguments: ["../secret.pdf", "/etc/passwd", "a/../../secret.pdf"])
    func unsafePaths(_ name: String) async throws {
        try await CaseScratch.with { scratch in
            var files = SmallFolder.files()
            files["work.csv"] = SmallFolder.work.replacing("sheet.pdf", with: name)
            let path = try scratch.folder("unsafe", files)
            #expect(await refusal { _ = try await scratch.owner.importCase(path) } == .unsafePath)
        }
    }

    @Test("a link in the place of a document or a file is not followed")
    func links() async throws {
        try await CaseScratch.with { scratch in
            let secret = try scratch.folder("secret", ["secret.pdf": "%PDF-1.4 secret"])
            var files = SmallFolder.files()
            files["documents/sheet.pdf"] = nil
            files["documents/other.pdf"] = "%PDF-1.4"
            let path = try scratch.folder("linked", files)
            try FileManager.default.createSymbolicLink(
                atPath: path + "/documents/sheet.pdf", withDestinationPath: secret + "/secret.pdf")
            #expect(await refusal { _ = try await scratch.owner.importCase(path) } == .unsafePath)
        }
    }

    @Test("a row that was reversed stays reversed, and the import points at it")
    func reversed() async throws {
        try await CaseScratch.with { scratch in
            let path = try scratch.folder("first", SmallFolder.files())
            _ = try await scratch.owner.importCase(path)
            _ = try await scratch.owner.reverseVouchers(["K-1"], kind: .cost)
            let again = try await scratch.owner.importCase(path)
            #expect(again.changesNothing)
            #expect(again.warnings.filter { $0.code == "reversed" }.map(\.place.line) == [2])
        }
    }

    @Test("a treasurer imports into his association and into no other, and loads no borders")
    func rights() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("a", SmallFolder.files("a")))
            _ = try await scratch.owner.importCase(try scratch.folder("b", SmallFolder.files("b")))
            let treasurer = try await scratch.user("tina", .treasurer, in: "a")
            let auditor = try await scratch.user("otto", .auditor, in: "a")
            let work = "ref,date,member_number,kind,task,time\nW-9,2026-05-01,M-3,labour,digging,1:00\n"
            let own = try scratch.folder("own", ["work.csv": work])
            #expect(try await treasurer.importCase(own).files.first?.new == 1)
            let before = try await scratch.rowCounts()
            #expect(await refusal { _ = try await treasurer.importCase(own, association: "b") } == .notFound)
            let theirs = try scratch.folder("theirs", SmallFolder.files("b"))
            #expect(await refusal { _ = try await treasurer.importCase(theirs) } == .notAllowed)
            let borders = SmallFolder.municipalities.replacing("Westheim", with: "Neuheim")
            let moved = try scratch.folder("moved", ["municipalities.geojson": borders, "work.csv": work])
            #expect(await refusal { _ = try await treasurer.importCase(moved) } == .notAllowed)
            #expect(await refusal { _ = try await auditor.importCase(own) } == .notAllowed)
            #expect(try await scratch.rowCounts() == before)
        }
    }

    @Test("history that a town decided is not for a treasurer to write down")
    func history() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(CaseScratch.worked("edges"))
            let treasurer = try await scratch.user("tina", .treasurer, in: "edges")
            #expect(try await treasurer.importCase(CaseScratch.worked("edges")).changesNothing)
            let claims = """
                [{"code":"A-2/9","award":"A-2","cutoff_on":"2027-06-30","status":"approved","approved":"99.00"}]
                """
            let path = try scratch.folder("claims", ["claims.json": claims])
            #expect(await refusal { _ = try await treasurer.importCase(path) } == .notAllowed)
        }
    }

    @Test("many rows go in lots, each one batch of the journal, and progress ends at the total")
    func lots() async throws {
        try await CaseScratch.with { scratch in
            _ = try await scratch.owner.importCase(try scratch.folder("a", SmallFolder.files()))
            var rows = "ref,date,member_number,kind,task,time,segment,confirmed_by,confirmed_on\n"
            for number in 1...10_500 { rows += "B-\(number),2026-05-01,M-1,labour,digging,1:00,S-1,M-2,2026-05-02\n" }
            let path = try scratch.folder("many", ["work.csv": rows])
            let batches = try await scratch.count("select count(*)::bigint as n from buddel.batches")
            let seen = Seen()
            let report = try await scratch.owner.importCase(path) { done, total in seen.add(done, total) }
            #expect(report.files.first?.new == 10_500)
            #expect(seen.last == [10_500, 10_500])
            #expect(seen.isAscending)
            #expect(try await scratch.count("select count(*)::bigint as n from buddel.batches") == batches + 2)
            #expect(
                try await scratch.count(
                    "select sum(quantity)::bigint as n from buddel.transfers where unit = 'labour_minutes'")
                    == 10_500 * 60 + 390)
        }
    }
}

/// What a progress callback was told.
private final class Seen: @unchecked Sendable {
    private let lock = NSLock()
    private var steps: [[Int]] = []

    func add(_ done: Int, _ total: Int) { lock.withLock { steps.append([done, total]) } }
    var last: [Int]? { lock.withLock { steps.last } }
    var isAscending: Bool { lock.withLock { zip(steps, steps.dropFirst()).allSatisfy { $0[0] <= $1[0] } } }
}
