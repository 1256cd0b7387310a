import Foundation
import Testing

@Suite("Access: second factor and tokens for scripts with the built binary")
struct SecondFactorTests {
    private static let password = "correct horse battery\n"

    /// Lends the program with the example loaded, and a treasurer `anna` with her session's token.
    private func withAnna(_ body: (Program, String) throws -> Void) throws {
        try Program.with { program in
            #expect(try program.run("import", Program.root.appending(path: "examples/kiebitzbrook").path).status == 0)
            #expect(try program.run("user", "add", "anna", "--password-stdin", input: Self.password).status == 0)
            #expect(try program.run("user", "grant", "anna", "treasurer").status == 0)
            let token = try program.run("login", "anna", "--print-token", "--password-stdin", input: Self.password)
            try body(program, token.output.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    @Test("set up, confirmed, asked for, passed by a code and by a recovery code, removed by the administrator")
    func life() throws {
        try withAnna { program, token in
            func logIn(_ more: String...) throws -> Program.Outcome {
                try program.run(["login", "anna", "--print-token", "--password-stdin"] + more, input: Self.password)
            }
            let made = try program.run(as: token, ["user", "second-factor", "setup", "--json"])
            let json = try #require(
                JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: String])
            let secret = try #require(json["secret"])
            #expect(json["address"]?.hasPrefix("otpauth://totp/Buddel:anna?secret=") == true)
            let wrong = try program.run(as: token, ["user", "second-factor", "confirm", "12345"])
            #expect(wrong.status == 3 && wrong.errors.contains("[wrong_code]"))
            #expect(try logIn().status == 0, "it asks for nothing before it is confirmed")
            let confirmed = try program.run(
                as: token, ["user", "second-factor", "confirm", try ExampleTown.code(secret), "--csv"])
            let codes = confirmed.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
            #expect(confirmed.status == 0 && codes.count == 10, "\(confirmed.errors)")

            let asked = try logIn()
            #expect(asked.status == 3 && asked.errors.contains("[second_factor_code_needed]"), "\(asked.errors)")
            #expect(asked.errors.contains("BUDDEL_CODE"))
            #expect(try logIn("--code", try ExampleTown.code(secret, later: 30)).status == 0)
            #expect(try logIn("--code", codes[0]).status == 0)
            let twice = try logIn("--code", codes[0])
            #expect(twice.status == 3 && twice.errors.contains("[wrong_code]"))
            let shown = try program.run(as: token, ["whoami", "--json"])
            #expect(shown.output.contains(#""has_second_factor": true"#))
            #expect(shown.output.contains(#""passed_second_factor": true"#))

            let german = try program.run("user", "second-factor", "show", "--user", "anna", "--lang", "de")
            #expect(german.output.contains("Verbleibende Ersatzcodes") && german.output.contains("9"))
            #expect(try program.run("user", "second-factor", "remove", "--user", "anna").status == 0)
            #expect(try program.run(as: token, ["whoami"]).status == 3)
            #expect(try logIn().status == 0)
            let gone = try program.run("user", "second-factor", "remove", "--user", "anna")
            #expect(gone.status == 4 && gone.errors.contains("[not_found]"))
        }
    }

    @Test("A terminal asks for the code once the password was right")
    func terminal() throws {
        try withAnna { program, token in
            let made = try program.run(as: token, ["user", "second-factor", "setup", "--csv"])
            let secret = try #require(made.output.firstMatch(of: /secret,([A-Z2-7-]{39})/)).output.1
            let confirmed = try program.run(
                as: token, ["user", "second-factor", "confirm", try ExampleTown.code(String(secret))])
            #expect(confirmed.status == 0, "\(confirmed.errors)")
            let terminal = try PseudoTerminal(program, "login", "anna")
            try #require(terminal.shows("Password"))
            terminal.type(Self.password)
            try #require(terminal.shows("Code of the second factor"))
            terminal.type(try ExampleTown.code(String(secret), later: 30) + "\n")
            #expect(terminal.shows("Logged in as anna"))
            #expect(terminal.end() == 0)
        }
    }

    @Test("A token for a script reads unless it was given more, and in one association alone")
    func scopes() throws {
        try withAnna { program, _ in
            func make(_ more: String...) throws -> Program.Outcome {
                try program.run(
                    ["token", "add", "anna", "--password-stdin", "--days", "3"] + more, input: Self.password)
            }
            let reading = try make("--label", "backup").output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try program.run(as: reading, ["member", "list"]).status == 0)
            let refused = try program.run(as: reading, ["helper", "add", "Jan"])
            #expect(refused.status == 3 && refused.errors.contains("[token_scope]"), "\(refused.errors)")
            let recording = try make("--access", "record", "--association", "kiebitzbrook").output
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try program.run(as: recording, ["helper", "add", "Jan"]).status == 0)
            let listed = try program.run(as: reading, ["token", "list", "--csv"]).output
            #expect(listed.contains(",script,record,kiebitzbrook,,") && listed.contains(",backup,read,,,"))
            #expect(try make("--association", "elsewhere").status == 4)
            #expect(try make("--association", "kiebitzbrook", "--municipality", "05978032").status == 2)
            #expect(try make("--access", "everything").status == 2)
            let missing = try program.run("token", "add", "anna", "--password-stdin", input: Self.password)
            #expect(missing.status == 2 && missing.errors.contains("--days"))
        }
    }
}
