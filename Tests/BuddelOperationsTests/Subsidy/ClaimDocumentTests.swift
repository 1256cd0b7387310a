import BuddelOperations
import BuddelStore
import Buddelverein
import Foundation
import Postgres
import Synchronization
import Testing

@Suite("Subsidy: documents of a claim")
struct ClaimDocumentTests {
    private func pdf(_ words: String) -> String { "%PDF-1.4\n% \(words)\nstartxref\n0\n%%EOF\n" }

    /// Two towns and association `a`, whose K-1 and W-1 have a paper each; only these count under `A-1`.
    private func withPapers(_ body: (SubsidyTown) async throws -> Void) async throws {
        let folder = "/tmp/bc-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await SubsidyTown.with { town in
            for ref in ["K-1", "W-1"] {
                let path = folder + "/paper-\(ref).pdf"
                try Data(pdf(ref).utf8).write(to: URL(filePath: path))
                _ = try await town.treasurer.attachDocuments([path], to: ref, in: "a")
            }
            try await body(town)
        }
    }

    /// How many contents a user can read, whatever the program asks.
    private func contents(_ town: SubsidyTown, _ app: BuddelApp) async throws -> Int64 {
        try await town.pool.transact(as: app.userID) { transaction in
            try await transaction.query("select count(*) as n from buddel.documents").one().decode("n")
        }
    }

    @Test("the town lists and takes out what was filed, byte by byte, and is audited for it")
    func filed() async throws {
        try await withPapers { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            for app in [town.clerk, town.approver, town.cashier, town.treasurer, town.auditor] {
                let listed = try await app.listClaimDocuments(of: "A-1/1")
                #expect(listed.map(\.name) == ["paper-K-1.pdf", "paper-W-1.pdf"])
                #expect(listed.allSatisfy { $0.mediaType == "application/pdf" && $0.sha256.count == 32 })
            }
            #expect(try await town.clerk.listClaimDocuments(of: "A-1/1", ref: "W-1").map(\.line.kind) == [.labour])
            let read = Mutex<[String: [UInt8]]>([:])
            let count = try await town.clerk.readClaimDocuments(of: "A-1/1") { name, bytes in
                read.withLock { $0[name] = bytes }
            }
            #expect(count == 2)
            #expect(
                read.withLock { $0 } == [
                    "cost_K-1_paper-K-1.pdf": Array(pdf("K-1").utf8),
                    "labour_W-1_paper-W-1.pdf": Array(pdf("W-1").utf8),
                ])
            #expect(try await town.town.audited(by: town.clerk.userID) == ["claim.document A-1/1"])
            let none = await refusal {
                _ = try await town.clerk.readClaimDocuments(of: "A-1/1", ref: "K-9") { _, _ in }
            }
            #expect(none == .documentMissing)
        }
    }

    @Test("before filing the town sees nothing; afterwards nothing but what was filed; another town never anything")
    func nothingElse() async throws {
        try await withPapers { town in
            #expect(try await contents(town, town.clerk) == 0)
            #expect(await refusal { _ = try await town.clerk.listClaimDocuments(of: "A-1/1") } == .notFound)
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            // A paper that comes later belongs to the books, not to the claim.
            try await town.pool.transact { transaction in
                try await transaction.execute(
                    """
                    insert into buddel.documents (association_id, sha256, media_type, content, added_by)
                    select 1, sha256(c), 'application/pdf', c, 0 from convert_to('later', 'UTF8') as c
                    """)
            }
            #expect(try await contents(town, town.treasurer) == 3)
            #expect(try await contents(town, town.clerk) == 2)
            #expect(await refusal { _ = try await town.clerk.listDocuments(in: "a") } == .notAllowed)
            for app in [town.eastClerk, town.eastApprover, town.otherTreasurer] {
                #expect(try await contents(town, app) == 0)
                #expect(await refusal { _ = try await app.listClaimDocuments(of: "A-1/1") } == .notFound)
                #expect(
                    await refusal { _ = try await app.readClaimDocuments(of: "A-1/1") { _, _ in } } == .notFound)
            }
            try await town.treasurer.withdrawClaim("A-1/1")
            #expect(try await contents(town, town.clerk) == 0)
            #expect(await refusal { _ = try await town.clerk.listClaimDocuments(of: "A-1/1") } == .notFound)
        }
    }

    @Test("a town shows the associations it lists, without what is the association's own")
    func association() async throws {
        try await SubsidyTown.with { town in
            try await town.treasurer.editAssociation("a") { $0.iban = "DE89370400440532013000" }
            #expect(try await town.clerk.listAssociations().map(\.code) == ["a"])
            let seen = try await town.clerk.fetchAssociation("a").record
            #expect(seen.name == "Verein A" && seen.iban == nil && seen.settlement == nil)
            #expect(try await town.treasurer.fetchAssociation("a").record.iban != nil)
            #expect(await refusal { _ = try await town.clerk.fetchAssociation("b") } == .notFound)
        }
    }
}
