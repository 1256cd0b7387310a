import Foundation
import Testing

@Suite("Subsidy: a claim at the terminal")
struct ClaimQuestionTests {
    @Test("the commands ask which claim, show those there are, and take a number of the list or a code")
    func asked() throws {
        try ExampleTown.with { town in
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let chair = try town.person("carl", "chair", "--association", "kiebitzbrook", "--member", "M-1")
            let clerk = try town.person("clara", "clerk", "--municipality", "05978032")
            let approver = try town.person("anna", "approver", "--municipality", "05978032", "--limit", "50000.00")
            try treasurer.done("claim file A-1 --cutoff 2026-08-31")
            try chair.done("claim certify A-1/1")
            try clerk.done("claim check A-1/1 --accept-rest")

            let shown = try PseudoTerminal(town.program, as: treasurer.token, language: "de", "claim", "show")
            #expect(shown.shows("  1  A-1/1  kiebitzbrook, ") && shown.shows("Abruf (A-1/1): "))
            shown.type("1\r")
            #expect(shown.shows("Prüfsumme"))
            #expect(shown.end() == 0)

            let approved = try PseudoTerminal(town.program, as: approver.token, "claim", "approve")
            #expect(approved.shows("Claim (A-1/1): "))
            approved.type("A-1/1\r")
            #expect(approved.shows("Approve A-1/1 with "))
            approved.type("y\r")
            #expect(approved.shows("A-1/1 is approved with "))
            #expect(approved.end() == 0)

            let award = try PseudoTerminal(town.program, as: treasurer.token, "award", "show")
            #expect(award.shows("Award (A-1): "))
            award.type("1\r")
            #expect(award.shows("Maximum"))
            #expect(award.end() == 0)
        }
    }

    @Test("the approver is asked for the terms of an award; a script that gives none is refused")
    func granting() throws {
        try ExampleTown.with { town in
            let approver = try town.person("uwe", "approver", "--municipality", "05978032", "--no-limit")
            let added = try town.program.run(
                "award", "add", "A-9", "--programme", "SELM-2026", "--applied", "2026-09-01", "--association",
                "kiebitzbrook")
            #expect(added.status == 0, "\(added.errors)")
            let script = try town.program.run(as: approver.token, ["award", "grant", "A-9"])
            #expect(script.status == 2)
            #expect(script.errors.contains("[invalid_arguments]"), "\(script.errors)")
            let asked = try PseudoTerminal(town.program, as: approver.token, "award", "grant", "A-9")
            #expect(asked.shows("Day of the approval ["))
            asked.type("\r")
            #expect(asked.shows("First eligible day ["))
            asked.type("\r")
            #expect(asked.shows("Last eligible day [-]: "))
            asked.type("2027-06-30\r")
            #expect(asked.shows("Rate of this award, in percent [-]: "))
            asked.type("\r")
            #expect(asked.shows("At most [-]: "))
            asked.type("5000.00\r")
            #expect(asked.shows("Award A-9 decided."))
            #expect(asked.end() == 0)
            let shown = try town.program.run(as: approver.token, ["award", "show", "A-9", "--json"])
            #expect(shown.output.contains("\"5000.00\"") && shown.output.contains("\"2027-06-30\""))
        }
    }
}
