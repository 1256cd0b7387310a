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
}
