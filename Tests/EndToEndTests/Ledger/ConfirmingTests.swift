import Foundation
import Testing

@Suite("Ledger: confirming at the terminal")
struct ConfirmingTests {
    @Test("what is open is listed, what was chosen is shown, and a no books nothing; the list says what it is about")
    func shownFirst() throws {
        try ExampleTown.with { town in
            let chair = try town.person("carl", "chair", "--association", "kiebitzbrook", "--member", "M-1")
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let work = ["--date", "2026-09-12", "--member", "M-3", "--task", "ploughing", "--time", "6:30"]
            let logged = try town.program.run(
                as: treasurer.token, ["log", "work"] + work + ["--segment", "S-14", "--ref", "W-900"])
            #expect(logged.status == 0, "\(logged.errors)")
            let list = ["voucher", "list", "--state", "open"]
            let open = try town.program.run(as: chair.token, list + ["--csv"])
            #expect(
                open.output.hasPrefix(
                    "year,number,ref,kind,date,state,recorded_on,recorded_by,member,worker,what,time,value,segment\r\n")
            )
            #expect(open.output.contains(",tina,M-3,,ploughing,6:30,,S-14\r\n"))

            let refused = try PseudoTerminal(town.program, as: chair.token, language: "de", "confirm")
            #expect(refused.shows("W-900") && refused.shows("6:30") && refused.shows("Belege (W-1 W-2 …): "))
            refused.type("W-900\r")
            #expect(refused.shows("W-900") && refused.shows("6:30") && refused.shows("Das bestätigen? [j/N] "))
            refused.type("n\r")
            #expect(refused.shows("[cancelled]"))
            _ = refused.end()
            #expect(try town.program.run(as: chair.token, list).output.contains("W-900"))

            let confirmed = try PseudoTerminal(town.program, as: chair.token, "confirm", "W-900")
            #expect(confirmed.shows("M-3") && confirmed.shows("S-14") && confirmed.shows("Confirm this? [y/N] "))
            confirmed.type("y\r")
            #expect(confirmed.shows("W-900: "))
            #expect(confirmed.end() == 0)
            #expect(!(try town.program.run(as: chair.token, list).output.contains("W-900")))
        }
    }
}
