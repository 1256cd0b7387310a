import Foundation
import Testing

@Suite("Ledger: the example's books, checked, exported, tampered with")
struct BooksTests {
    @Test("healthy books pass in silence, hledger agrees to the cent, and a changed row is named in both languages")
    func example() throws {
        try Program.with { program in
            let example = Program.root.appending(path: "examples/kiebitzbrook").path
            #expect(try program.run("import", example).status == 0)
            let silent = Program.Outcome(status: 0, output: "", errors: "")
            #expect(try program.run("check") == silent)
            #expect(try program.run("audit", "verify") == silent)

            let link = program.folder.appending(path: "link.json")
            try Data(try program.run("audit", "verify", "--json").output.utf8).write(to: link)
            #expect(try program.run("audit", "verify", "--against", link.path) == silent)
            let single = try program.run("audit", "verify", "--association", "kiebitzbrook", "--json")
            #expect(single.output.hasPrefix("{") && single.output.contains("\"batch\""))
            let verified = try program.run("audit", "verify", "--csv").output
            #expect(verified.hasPrefix("association,batch,hash\r\nkiebitzbrook,"))

            let journal = program.folder.appending(path: "books.journal").path
            #expect(try program.run("export", "hledger", journal).status == 0)
            let again = try program.run("export", "hledger", journal)
            #expect(again.status == 2 && again.errors.contains("[file_exists]"))
            let streamed = try program.run("export", "hledger", "-")
            #expect(try streamed.status == 0 && streamed.output == String(contentsOfFile: journal, encoding: .utf8))
            #expect(streamed.errors.hasPrefix("Journal of kiebitzbrook up to batch "))
            #expect(try Hledger.expectAgreement(with: program, on: journal) >= 20)

            let tampered = try program.run(
                "db", "psql", "--", "-qc",
                "alter table buddel.transfers disable trigger user; "
                    + "update buddel.transfers set quantity = 1 where entry_number = 5"
            )
            #expect(tampered.status == 0, "\(tampered.errors)")
            let english = try program.run("audit", "verify")
            #expect(english.status == 1 && english.output == "")
            #expect(english.errors.hasPrefix("buddel: kiebitzbrook: entry 5 was changed after it was booked."))
            let german = try program.run("audit", "verify", "--lang", "de")
            #expect(german.errors.hasPrefix("buddel: kiebitzbrook: Buchung 5 wurde nach dem Buchen verändert."))
            let check = try program.run("check", "--csv")
            #expect(check.status == 1)
            #expect(check.output.hasPrefix("check,association,row\r\njournal_digests,kiebitzbrook,"))
        }
    }
}
