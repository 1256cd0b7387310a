import Foundation
import Testing

@Suite("Subsidy: documents and screens of the town with the built binary")
struct ClaimDocumentTests {
    @Test("a clerk takes out what a claim was filed with, and reads German screens; another town's clerk finds nothing")
    func clerk() throws {
        try ExampleTown.with { town in
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let clerk = try town.person("clara", "clerk", "--municipality", "05978032")
            let folder = town.program.folder.appending(path: "papers").path
            try clerk.refused(4, "not_found", "claim documents A-1/1")
            try treasurer.done("claim file A-1 --cutoff 2026-08-31")
            let listed = try clerk("claim documents A-1/1 --csv")
            #expect(listed.status == 0 && listed.output.contains("cost,K-2,rechnung-02.pdf,application/pdf"))
            let written = try clerk.done("claim document A-1/1", folder, "--ref", "K-2")
            #expect(written["documents"] as? Int == 1)
            #expect(
                FileManager.default.contentsEqual(
                    atPath: folder + "/cost_K-2_rechnung-02.pdf",
                    andPath: Program.root.appending(path: "examples/kiebitzbrook/documents/rechnung-02.pdf").path))
            // A name that is there is never replaced.
            try clerk.refused(2, "file_exists", "claim document A-1/1", folder, "--ref", "K-2")
            try clerk.refused(3, "not_allowed", "document list")

            #expect(try clerk("association show").output.contains("kiebitzbrook"))
            let shown = try clerk("claim show A-1/1", language: "de")
            #expect(shown.output.contains("Art nicht förderfähig") && !shown.output.contains("category_not_eligible"))
            let refused = try clerk("claim check A-1/1 --accept-rest", language: "de")
            #expect(refused.errors.contains("A-1/1 ist eingereicht; „prüfen“ geht jetzt nicht."))
            let voucher = try treasurer("voucher show W-10", language: "de")
            #expect(voucher.output.contains("Pflügen") && !voucher.output.contains("machine_minutes"))
            let costs = try treasurer("cost list", language: "de")
            #expect(costs.output.contains("Leerrohr") && costs.output.contains("S-1: 55,00 %"))
            #expect(try treasurer("cost list --csv", language: "de").output.contains("S-1:55.00"))
            #expect(try town.program.run("check") == Program.Outcome(status: 0, output: "", errors: ""))
        }
    }
}
