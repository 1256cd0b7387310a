import Foundation
import Glibc
import Testing

@Suite("Ledger: the shell on a terminal")
struct TerminalTests {
    private func onTerminal(_ body: (Program, PseudoTerminal) throws -> Void) throws {
        try Program.with { program in
            let example = Program.root.appending(path: "examples/kiebitzbrook").path
            #expect(try program.run("import", example).status == 0)
            let terminal = try PseudoTerminal(program, "shell")
            try #require(terminal.shows("kiebitzbrook> "))
            try body(program, terminal)
        }
    }

    @Test("signals at any moment leave the editor alone: stopped, continued, resized, while lines come and go")
    func signals() throws {
        try onTerminal { _, terminal in
            for round in 0..<40 {
                terminal.type("\r")
                for _ in 0..<25 { for signal in [SIGWINCH, SIGCONT] { terminal.send(signal) } }
                terminal.resize(columns: UInt16(60 + round))
                try #require(terminal.shows("kiebitzbrook> "))
            }
            terminal.type("\u{4}")
            for _ in 0..<500 { for signal in [SIGWINCH, SIGCONT] { terminal.send(signal) } }
            #expect(terminal.end() == 0)
        }
    }

    @Test(
        "a terminal that is closed ends the shell without a crash: at the prompt, in a sheet, in a question",
        arguments: [
            ("memb", "memb"), ("sheet\r", "Date"), ("sheet\r\rS-14\rploughing\r", "1> "),
            ("sheet\r\rS-14\rploughing\rHedwig Möllers 1:00\r", "2> "), ("undo\r", "kiebitzbrook> "),
        ])
    func closed(_ typed: String, _ shown: String) throws {
        try onTerminal { _, terminal in
            terminal.type(typed)
            #expect(terminal.shows(shown))
            #expect(terminal.hangUp() >= 0)
        }
    }

    @Test("Tab completes commands and people; Ctrl-C empties the line; Ctrl-Z, Ctrl-\\ and Ctrl-S do nothing")
    func keys() throws {
        try onTerminal { _, terminal in
            terminal.type("memb\tsh\tMölle\t\r")
            #expect(terminal.shows("Hedwig Möllers"))
            #expect(terminal.shows("kiebitzbrook> "))
            terminal.type("nonsense")
            // Once the editor has answered, the keys are its own.
            #expect(terminal.shows("nonsense"))
            terminal.type("\u{3}code\u{1A}\u{1C}\u{13} list\r")
            #expect(terminal.shows("ploughing"))
            #expect(terminal.shows("kiebitzbrook> "))
            terminal.type("quit\r")
            #expect(terminal.end() == 0)
        }
    }

    @Test(
        "a pasted sheet of forty lines is one sheet; Ctrl-D behind it asks, one key more books it, one undo reverses it"
    )
    func pasted() throws {
        try onTerminal { program, terminal in
            let names = ["Franz Lütke-Holtwick", "Renate Voßkötter", "Hedwig Möllers", "Thomas Pöppelmann"]
            let lines = (0..<40).map { "\(names[$0 % 4]) 0:\($0 + 10)\r" }
            terminal.type("sheet\r\rS-14\rploughing\r" + lines.joined())
            #expect(terminal.shows("40> ") && terminal.shows("41> "))
            terminal.type("\u{4}")
            #expect(terminal.shows("Book these 40 lines?"))
            terminal.type("y\r")
            #expect(terminal.shows("Recorded: time sheet of 40 lines, W-196 … W-235."))
            terminal.type("undo\r")
            #expect(terminal.shows("[y/N]"))
            // Ctrl-C leaves the question, not the shell.
            #expect(terminal.type("\u{3}", until: "[cancelled]") && terminal.shows("kiebitzbrook> "))
            terminal.type("undo\r")
            #expect(terminal.shows("[y/N]"))
            terminal.type("\u{4}")
            #expect(terminal.shows("[cancelled]") && terminal.shows("kiebitzbrook> "))
            terminal.type("undo\r")
            #expect(terminal.shows("[y/N]"))
            terminal.type("y\r")
            #expect(terminal.shows("Undone: time sheet of 40 lines, W-196 … W-235."))
            #expect(terminal.shows("kiebitzbrook> "))
            terminal.type("\u{4}")
            #expect(terminal.end() == 0)

            let again = try PseudoTerminal(program, "shell")
            try #require(again.shows("kiebitzbrook> "))
            // The commands of the evening before are there, the names that were typed are not.
            again.type("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A")
            #expect(again.shows("sheet"))
            again.type("\u{3}\u{4}")
            #expect(again.end() == 0)
        }
    }
}
