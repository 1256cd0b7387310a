import Foundation
import Testing

@Suite("Access: the embedded database with the built binary")
struct DatabaseLifeTests {
    private func processID(_ program: Program) throws -> Int32 {
        let status = try program.run("db", "status", "--json")
        let json = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
        let process = try #require(json?["process"] as? Int)
        return Int32(process)
    }

    @Test("two commands that start it at the same moment share one server")
    func twoStarts() async throws {
        try await Program.lending { program in
            async let first = program.run("db", "start")
            async let second = program.run("db", "start")
            let outcomes = try await [first, second]
            #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.map(\.errors))")
            #expect(outcomes[0].output == outcomes[1].output)
        }
    }

    @Test("after kill -9 the next command starts it again, and what was stored is there")
    func killed() throws {
        try Program.with { program in
            #expect(try program.run("user", "add", "anna", "--password-stdin", input: "geheim-geheim\n").status == 0)
            kill(try processID(program), SIGKILL)
            let users = try program.run("user", "list", "--csv")
            #expect(users.status == 0, "\(users.errors)")
            #expect(users.output.contains("anna"))
        }
    }

    @Test("a backup comes back whole; a broken one is refused and nothing changes")
    func backup() throws {
        try Program.with { program in
            let file = program.folder.appending(path: "everything.dump").path
            #expect(try program.run("user", "add", "anna", "--password-stdin", input: "geheim-geheim\n").status == 0)
            #expect(try program.run("db", "backup", file).status == 0)
            let again = try program.run("db", "backup", file)
            #expect(again.status == 2 && again.errors.contains("[file_exists]"))
            #expect(try program.run("user", "add", "bert", "--password-stdin", input: "geheim-geheim\n").status == 0)

            let broken = try program.write("broken", ["half.dump": "PGDMP and no more"]) + "/half.dump"
            let refused = try program.run("db", "restore", broken, "--yes")
            #expect(refused.status == 2 && refused.errors.contains("[no_backup]"), "\(refused.errors)")
            let whole = try Data(contentsOf: URL(filePath: file))
            for share in [2, 3, 10] {
                let torn = program.folder.appending(path: "torn-\(share).dump")
                try whole.prefix(whole.count - whole.count / share).write(to: torn)
                let refused = try program.run("db", "restore", torn.path, "--yes")
                #expect(refused.status == 2 && refused.errors.contains("[no_backup]"), "\(refused.errors)")
            }
            #expect(try program.run("user", "list", "--csv").output.contains("bert"))

            #expect(try program.run("db", "restore", file, "--yes").status == 0)
            let users = try program.run("user", "list", "--csv").output
            #expect(users.contains("anna") && !users.contains("bert"))
            #expect(try program.run("check").status == 0)
        }
    }

    @Test("one rule for files: what can't be read is 4, what can't be written is 2, and the text says why")
    func files() throws {
        try Program.with { program in
            let nowhere = program.folder.appending(path: "none/file").path
            for words in [["db", "backup", nowhere], ["export", "hledger", nowhere, "--association", "a"]] {
                let refused = try program.run(words + ["--lang", "en"])
                #expect(refused.status == 2 && refused.errors.contains("[file_unwritable]"), "\(refused.errors)")
                #expect(refused.errors.contains("No such file or directory"))
            }
            for words in [["db", "restore", nowhere, "--yes"], ["import", nowhere], ["programme", "add", nowhere]] {
                let refused = try program.run(words + ["--lang", "en"])
                #expect(refused.status == 4 && refused.errors.contains("[file_unreadable]"), "\(refused.errors)")
                #expect(refused.errors.contains("No such file or directory"), "\(refused.errors)")
            }
            for other in ["/etc/passwd", program.folder.path] {
                let refused = try program.run("db", "restore", other, "--yes")
                #expect(refused.status == 2 && refused.errors.contains("[no_backup]"), "\(refused.errors)")
            }
        }
    }

    @Test("who logs in acts as himself until he logs out, and a decision needs him")
    func login() throws {
        try Program.with { program in
            #expect(try program.run("user", "add", "anna", "--password-stdin", input: "geheim-geheim\n").status == 0)
            let wrong = try program.run("login", "anna", "--password-stdin", input: "falsch-falsch\n")
            #expect(wrong.status == 3 && wrong.errors.contains("[wrong_login]"))
            #expect(try program.run("login", "anna", "--password-stdin", input: "geheim-geheim\n").status == 0)
            #expect(try program.run("whoami").output.contains("anna"))
            let refused = try program.run("user", "list", "--lang", "de")
            #expect(refused.status == 3 && refused.errors.contains("Das dürfen Sie nicht"))
            #expect(try program.run("logout").status == 0)
            #expect(try program.run("whoami").output.contains("local"))
        }
    }
}
