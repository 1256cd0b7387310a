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

    @Test("what is corrected while it is shown is not confirmed; the correction itself asks for what is wrong")
    func correctedMeanwhile() throws {
        try ExampleTown.with { town in
            let chair = try town.person("carl", "chair", "--association", "kiebitzbrook", "--member", "M-1")
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let logged = try town.program.run(
                as: treasurer.token,
                [
                    "log", "work", "--date", "2026-09-12", "--member", "M-3", "--task", "ploughing", "--time", "6:30",
                    "--segment", "S-14", "--ref", "W-900",
                ])
            #expect(logged.status == 0, "\(logged.errors)")
            let confirming = try PseudoTerminal(town.program, as: chair.token, "confirm", "W-900")
            #expect(confirming.shows("Confirm this? [y/N] "))

            let correcting = try PseudoTerminal(town.program, as: treasurer.token, "voucher", "correct", "W-900")
            #expect(correcting.shows("Day [2026-09-12]: "))
            correcting.type("\r")
            #expect(correcting.shows("Member [M-3]: "))
            correcting.type("\r")
            #expect(correcting.shows("Task [ploughing]: "))
            correcting.type("\r")
            #expect(correcting.shows("Time [6:30]: "))
            correcting.type("5:30\r")
            #expect(correcting.shows("Segment [S-14]: "))
            correcting.type("\r")
            #expect(correcting.shows("W-900: "))
            #expect(correcting.end() == 0)

            confirming.type("y\r")
            #expect(confirming.shows("[content_changed]"))
            #expect(confirming.end() == 5)
            let shown = try town.program.run(as: treasurer.token, ["voucher", "show", "W-900", "--json"])
            #expect(shown.output.contains("\"5:30\"") && shown.output.contains("\"open\""), "\(shown.output)")
        }
    }
}
