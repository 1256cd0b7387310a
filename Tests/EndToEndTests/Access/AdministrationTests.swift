import Foundation
import Testing

/// A town's administrator and a treasurer at the command line, on the example's association.
@Suite("Access: users, tokens, helpers and segments with the built binary")
struct AdministrationTests {
    /// Lends the program with the example loaded, and a treasurer's token.
    private func withExample(_ body: (Program, String) throws -> Void) throws {
        try Program.with { program in
            #expect(try program.run("import", Program.root.appending(path: "examples/kiebitzbrook").path).status == 0)
            let password = "correct horse battery\n"
            let added = try program.run("user", "add", "anna", "--name", "Anna", "--password-stdin", input: password)
            #expect(added.status == 0, "\(added.errors)")
            #expect(try program.run("user", "grant", "anna", "treasurer").status == 0)
            let token = try program.run("login", "anna", "--print-token", "--password-stdin", input: password)
            try body(program, token.output.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    @Test("A role ends, a user is disabled and enabled, tokens are listed and taken back")
    func users() throws {
        try withExample { program, token in
            let listed = try program.run(as: token, ["token", "list", "--csv"])
            let header = "id,label,access,association,municipality,second_factor,created_at,expires_at,alive"
            #expect(listed.output.hasPrefix(header + "\r\n1,session,decide,,,"))
            #expect(try program.run("user", "show", "anna", "--json").output.contains(#""version": 1"#))
            #expect(try program.run("user", "edit", "anna", "--name", "Anna Feld").status == 0)
            let stale = try program.run("user", "edit", "anna", "--name", "A.", "--expect-version", "1")
            #expect(stale.status == 5 && stale.errors.contains("[content_changed]"))
            #expect(try program.run(as: token, ["member", "list"]).status == 0)

            let german = try program.run("user", "revoke", "anna", "treasurer", "--lang", "de")
            #expect(german.status == 0 && german.output.contains("nicht mehr"))
            #expect(try program.run(as: token, ["member", "list"]).status == 3)
            let twice = try program.run("user", "revoke", "anna", "treasurer")
            #expect(twice.status == 4 && twice.errors.contains("[not_found]"))

            let disabled = try program.run("user", "disable", "anna", "--json")
            #expect(disabled.output.contains(#""ended_tokens": 1"#))
            #expect(try program.run(as: token, ["whoami"]).status == 3)
            #expect(try program.run("user", "list", "--csv").output.contains("true"))
            #expect(try program.run("user", "enable", "anna").status == 0)
            #expect(try program.run(as: token, ["whoami"]).status == 3)
            let over = try program.run("token", "revoke", "1", "--user", "anna")
            #expect(over.status == 4 && over.errors.contains("[not_found]"))
            #expect(try program.run("token", "revoke", "--all", "--user", "anna").status == 0)
            #expect(try program.run("token", "revoke", "one", "--user", "anna").status == 1)
        }
    }

    @Test("A treasurer adds and changes segments, areas, connections and helpers")
    func network() throws {
        try withExample { program, token in
            let added = try program.run(
                as: token,
                [
                    "segment", "add", "S-NEW", "--kind", "trunk", "--line", "7.42 51.65, 7.43 51.66", "--needs", "road",
                    "--json",
                ])
            #expect(added.status == 0, "\(added.errors)")
            #expect(added.output.contains("S-NEW"))
            let shown = try program.run(as: token, ["segment", "show", "S-NEW", "--lang", "de"], language: "de")
            #expect(shown.output.contains("Straßenbaulast"))
            #expect(try program.run(as: token, ["segment", "edit", "S-NEW", "--surface", "meadow"]).status == 0)
            let missing = try program.run(as: token, ["segment", "add", "S-OTHER", "--kind", "trunk"])
            #expect(missing.status == 2 && missing.errors.contains("[missing_flag]"))
            let stale = try program.run(
                as: token, ["segment", "edit", "S-NEW", "--surface", "field", "--expect-version", "1"])
            #expect(stale.status == 5)

            let helper = try program.run(as: token, ["helper", "add", "Jan", "--code", "H-NEW"])
            #expect(helper.status == 0, "\(helper.errors)")
            #expect(try program.run(as: token, ["helper", "edit", "H-NEW", "--name", "Jan Feld"]).status == 0)
            #expect(try program.run(as: token, ["helper", "show", "H-NEW"]).output.contains("Jan Feld"))
            let conflict = try program.run(
                as: token, ["helper", "edit", "H-NEW", "--name", "J.", "--expect-version", "1"])
            #expect(conflict.status == 5 && conflict.errors.contains("[content_changed]"))

            let areas = try program.run(as: token, ["area", "list", "--csv"]).output
            let code = String(areas.split(whereSeparator: \.isNewline)[1].prefix { $0 != "," })
            #expect(try program.run(as: token, ["area", "edit", code, "--name", "Neu", "--quota", "-"]).status == 0)
            #expect(try program.run(as: token, ["area", "show", code]).output.contains("Neu"))
            let connections = try program.run(as: token, ["connection", "list", "--csv"]).output
            let first = String(connections.split(whereSeparator: \.isNewline)[1].prefix { $0 != "," })
            #expect(try program.run(as: token, ["connection", "edit", first, "--category", "farm"]).status == 0)
            #expect(try program.run(as: token, ["connection", "show", first, "--json"]).output.contains("farm"))
            #expect(try program.run("check").output == "")
        }
    }
}
