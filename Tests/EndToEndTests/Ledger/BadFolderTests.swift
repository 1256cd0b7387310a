import Testing

@Suite("Ledger: bad folders through the built program")
struct BadFolderTests {
    private static let members = """
        number,kind,name,joined_on
        M-1,household,Anna,2025-05-01
        M-2,household,Bernd,31.02.2025
        """

    @Test("a folder that is not there is refused with status 4")
    func missing() throws {
        try Program.with { program in
            let path = program.folder.path + "/none"
            let outcome = try program.run("import", path)
            #expect(outcome.status == 4)
            #expect(outcome.output == "")
            #expect(
                outcome.errors == """
                    buddel: “\(path)” can't be opened: No such file or directory. [file_unreadable]
                      where: \(path)
                      right: Check path and permissions.

                    """)
        }
    }

    @Test("a folder without its association is refused before anything is there")
    func noAssociation() throws {
        try Program.with { program in
            let path = try program.write("folder", ["members.csv": "number,kind,name,joined_on\n"])
            let outcome = try program.run("import", path)
            #expect(outcome.status == 4)
            #expect(
                outcome.errors == """
                    buddel: There is no association yet. [not_found]
                      right: buddel import FOLDER, or buddel association add

                    """)
        }
    }

    @Test("every bad row is named with file, line and column, in both languages")
    func badRows() throws {
        try Program.with { program in
            let path = try program.write(
                "folder",
                [
                    "association.json":
                        #"{"code":"a","name":"A","legal_form":"registered_association","seat_ags":"05978032"}"#,
                    "members.csv": Self.members,
                    "payments.csv": "ref,date,member_number,amount,purpose\nP-1,2026-01-05,M-1,10.00,tip\n",
                ])
            let english = try program.run("import", path)
            #expect(english.status == 2)
            #expect(english.output == "")
            #expect(
                english.errors == """
                    buddel: “31.02.2025” is not a date. [invalid_date]
                      where: members.csv, line 3, joined_on = "31.02.2025"
                      right: Write 2026-04-18 or 18.04.2026.
                    buddel: “tip” is not one of the words known here. [invalid_value]
                      where: payments.csv, line 2, purpose = "tip"
                      right: Write one of: levy, donation, other_income, refund.
                    buddel: 2 errors.

                    """)
            let german = try program.run("import", path, "--lang", "de")
            #expect(german.status == 2)
            #expect(german.errors.contains("wo: members.csv, Zeile 3, joined_on"))
            let listed = try program.run("member", "list", "--json")
            #expect(listed.status == 4)
        }
    }

    @Test("a file that is not CSV and a missing column name file and cure")
    func notCSV() throws {
        try Program.with { program in
            let path = try program.write("folder", ["members.csv": "number,name\nM-1,Anna\n"])
            let outcome = try program.run("import", path, "--association", "a")
            #expect(outcome.status == 4)
            #expect(outcome.errors.hasPrefix("buddel: There is no such association"))
        }
    }

    @Test("the help lists files and columns with their German names")
    func help() throws {
        try Program.with { program in
            let english = try program.run("import", "--help")
            #expect(english.status == 0)
            for word in ["work.csv", "confirmed_by", "Bestätigt von", "municipalities.geojson"] {
                #expect(english.output.contains(word), "\(word)")
            }
            let german = try program.run("import", "--help", "--lang", "de")
            #expect(german.output.contains("Pflichtspalten"))
        }
    }

    @Test("the example goes in, a rehearsal before it keeps nothing, and it comes out again")
    func example() throws {
        try Program.with { program in
            let example = Program.root.appending(path: "examples/kiebitzbrook").path
            let rehearsal = try program.run("import", example, "--dry-run", "--json")
            #expect(rehearsal.status == 0)
            #expect(rehearsal.output.contains("\"dry_run\": true"))
            #expect(try program.run("association", "list", "--csv").output.split(separator: "\n").count <= 1)
            #expect(try program.run("import", example).errors == "")
            let again = try program.run("import", example)
            #expect(again.output.hasSuffix("Everything was there already; nothing changed.\n"))
            let target = program.folder.path + "/out"
            #expect(try program.run("export", "case", target).status == 0)
            let second = try program.run("export", "case", target)
            #expect(second.status == 2)
            #expect(second.errors.contains("[folder_not_empty]"))
        }
    }
}
