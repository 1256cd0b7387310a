import Foundation
import Testing

@Suite("Ledger: the treasurer's evening with the built binary")
struct EveningTests {
    private func json(_ outcome: Program.Outcome) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test("a sheet is recorded whole and taken back whole; a paper is attached and comes out again; a year is closed")
    func evening() throws {
        try Program.with { program in
            #expect(try program.run("import", Program.root.appending(path: "examples/kiebitzbrook").path).status == 0)

            let script = """
                sheet
                2026-09-12
                S-14
                ploughing
                Lohmann 6:30
                Nolte 5,25
                H-1 4h15
                tractor Lohmann 4:00

                y
                undo
                """
            let shell = try program.run("shell", input: script)
            #expect(shell.status == 0, "\(shell.errors)")
            #expect(
                shell.output == "Recorded: time sheet of 4 lines, W-196 … W-199.\n"
                    + "Undone: time sheet of 4 lines, W-196 … W-199.\n")
            let german = try program.run(
                "shell", "--lang", "de", input: "sheet\n2026-09-12\n\nploughing\nNiemand 1:00\n")
            #expect(german.status == 4 && german.errors.contains("Angehalten in Zeile 5."))

            let paper = try program.write("papers", ["rapport.pdf": "%PDF-1.4\nstartxref\n0\n%%EOF\n"]) + "/rapport.pdf"
            #expect(try program.run("document", "attach", "K-2", paper).status == 0)
            let folder = program.folder.appending(path: "out").path
            #expect(try program.run("document", "export", "K-2", folder).status == 0)
            #expect(FileManager.default.contentsEqual(atPath: folder + "/rapport.pdf", andPath: paper))

            let close = ["period", "close", "--through", "2026-01-31"]
            #expect(try program.run(close[0], close[1], close[2], close[3]).errors.contains("[missing_flag]"))
            let closed = try json(try program.run(close[0], close[1], close[2], close[3], "--yes", "--json"))
            let link = program.folder.appending(path: "closing.json")
            try JSONSerialization.data(withJSONObject: closed).write(to: link)
            #expect(try program.run("audit", "verify", "--against", link.path).status == 0)
            let twice = try program.run(close[0], close[1], close[2], close[3], "--yes", "--lang", "de")
            #expect(twice.status == 1 && twice.errors.contains("Der Zeitraum ist schon abgeschlossen."))

            let entry = try json(try program.run("journal", "show", "1", "--json"))
            #expect(entry["kind"] as? String == "work" && (entry["transfers"] as? [Any])?.count == 1)
            let shown = try program.run("journal", "show", "1", "--lang", "de").output
            #expect(!shown.contains("work:labour") && !shown.contains("given:labour"), "\(shown)")
            let profile = try program.run("association", "show", "--lang", "de").output
            #expect(profile.contains("eingetragener Verein") && profile.contains("Schlepper: "), "\(profile)")
            #expect(try program.run("check") == Program.Outcome(status: 0, output: "", errors: ""))
        }
    }
}
