import Foundation
import Testing

@Suite("Ledger: the example's books, checked, exported, tampered with")
struct BooksTests {
    private struct Line: Decodable {
        var account: String
        var unit: String
        var balance: String
    }

    /// A balance as hledger says it: the amount with the sign of its unit.
    private func shown(_ line: Line) -> String {
        let parts = line.balance.split(separator: ":").compactMap { Int($0.filter(\.isNumber)) }
        let sign = line.balance.hasPrefix("-") ? "-" : ""
        switch line.unit {
        case "eur_cents": return "\(line.balance) EUR"
        case "gift_cents": return "\(line.balance) GIFT"
        case "labour_minutes": return "\(sign)\(parts[0] * 60 + parts[1]) LMIN"
        default: return "\(sign)\(parts[0] * 60 + parts[1]) MMIN"
        }
    }

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

            let journal = program.folder.appending(path: "books.journal").path
            #expect(try program.run("export", "hledger", journal).status == 0)
            let again = try program.run("export", "hledger", journal)
            #expect(again.status == 2 && again.errors.contains("[file_exists]"))
            let hledger = URL(filePath: "/usr/bin/hledger")
            let strict = try Program.run(hledger, ["-f", journal, "check", "--strict"])
            #expect(strict.status == 0, "\(strict.errors)")
            let theirs = try Program.run(
                hledger, ["-f", journal, "balance", "--flat", "--empty", "--no-total", "-O", "csv"])
            let balances = Set(theirs.output.split(separator: "\n").dropFirst().map { $0.filter { $0 != "\"" } })
            let ours = try JSONDecoder().decode(
                [Line].self, from: Data(program.run("report", "balance", "--json").output.utf8))
            #expect(ours.count >= 20)
            #expect(Set(ours.map { "\($0.account),\(shown($0))" }) == balances)

            let tampered = try program.run(
                "db", "psql", "--", "-qc",
                "alter table buddel.transfers disable trigger user; "
                    + "update buddel.transfers set quantity = 1 where entry_number = 5"
            )
            #expect(tampered.status == 0, "\(tampered.errors)")
            let english = try program.run("audit", "verify")
            #expect(english.status == 1 && english.output == "")
            #expect(english.errors.hasPrefix("buddel: Entry 5 was changed after it was booked."))
            let german = try program.run("audit", "verify", "--lang", "de")
            #expect(german.errors.hasPrefix("buddel: Buchung 5 wurde nach dem Buchen verändert."))
            let check = try program.run("check", "--csv")
            #expect(check.status == 1)
            #expect(check.output.hasPrefix("check,association,row\r\njournal_digests,kiebitzbrook,"))
        }
    }
}
