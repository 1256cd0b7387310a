import Buddelverein
import Foundation
import Testing

@testable import BuddelFormats

@Suite("Formats: hledger")
struct HledgerJournalTests {
    private static let accounts = [
        LedgerAccount(code: "bank", number: "0945", kind: .asset, unit: .eurCents, name: text("Bank")),
        LedgerAccount(
            code: "payable:suppliers", number: "1600", kind: .liability, unit: .eurCents, name: text("Due; to, all")),
        LedgerAccount(code: "income:levies", number: "2110", kind: .income, unit: .eurCents, name: text("Levies")),
        LedgerAccount(code: "expense:conduit", number: "2510", kind: .expense, unit: .eurCents, name: text("Conduit")),
        LedgerAccount(code: "given:labour", number: "9100", kind: .income, unit: .labourMinutes, name: text("Labour")),
        LedgerAccount(code: "work:labour", number: "9110", kind: .expense, unit: .labourMinutes, name: text("Labour")),
        LedgerAccount(code: "given:machine", number: "9200", kind: .income, unit: .machineMinutes, name: text("M")),
        LedgerAccount(code: "work:machine", number: "9210", kind: .expense, unit: .machineMinutes, name: text("M")),
        LedgerAccount(code: "given:gift", number: "9300", kind: .income, unit: .giftCents, name: text("Gifts")),
        LedgerAccount(code: "work:gift", number: "9310", kind: .expense, unit: .giftCents, name: text("Gifts")),
    ]

    private static func text(_ name: String) -> LocalizedText { LocalizedText(en: name, de: name) }

    private static let pairs: [(String, String, LedgerUnit)] = [
        ("bank", "income:levies", .eurCents), ("expense:conduit", "payable:suppliers", .eurCents),
        ("payable:suppliers", "bank", .eurCents), ("work:labour", "given:labour", .labourMinutes),
        ("work:machine", "given:machine", .machineMinutes), ("work:gift", "given:gift", .giftCents),
    ]

    /// A journal of 400 entries with one to three transfers, every tenth reversed later.
    private static func entries() -> [JournalEntry] {
        var random = SeededRandom(seed: 42)
        return (1...400).map { number in
            let transfers = (0...Int.random(in: 0...2, using: &random)).map { _ in
                let pair = pairs[Int.random(in: 0..<pairs.count, using: &random)]
                let quantity = Int64.random(in: 1...5_000_000, using: &random)
                return Transfer(debit: pair.0, credit: pair.1, unit: pair.2, quantity: quantity)
            }
            let day = Day(number: 20_500 + Int.random(in: 0...300, using: &random))
            let isReversal = number % 10 == 0
            return JournalEntry(
                number: Int64(number), bookedOn: day, effectiveOn: Day(number: day.number - number % 3),
                reason: isReversal ? "reversal" : "recorded", ref: "W-\(number);|x", reverses: isReversal ? 1 : nil,
                transfers: transfers)
        }
    }

    private static func journal(_ entries: [JournalEntry]) throws -> [UInt8] {
        var journal = HledgerJournal(title: "Buddelverein\nTernsche", accounts: accounts)
        var bytes = journal.takeBytes()
        for entry in entries {
            try journal.append(entry)
            bytes += journal.takeBytes()
        }
        return bytes
    }

    @Test("an entry becomes postings that cancel, with numbers and references only")
    func text() throws {
        let entry = JournalEntry(
            number: 7, bookedOn: Day(number: 20_561), effectiveOn: Day(number: 20_560), reason: "recorded", ref: "W-7",
            transfers: [
                Transfer(debit: "work:labour", credit: "given:labour", unit: .labourMinutes, quantity: 390),
                Transfer(debit: "bank", credit: "income:levies", unit: .eurCents, quantity: 80_000),
            ])
        let text = String(decoding: try Self.journal([entry]), as: UTF8.self)
        #expect(text.hasPrefix("; Buddelverein_Ternsche\n"))
        #expect(text.contains("commodity 1000.00 EUR\ncommodity 1000. LMIN\n"))
        #expect(text.contains("account payable:suppliers  ; type: L, number: 1600, Due_ to_ all\n"))
        #expect(
            text.hasSuffix(
                """

                2026-04-18 (7) recorded W-7  ; effective: 2026-04-17
                    work:labour  390 LMIN
                    given:labour  -390 LMIN
                    bank  800.00 EUR
                    income:levies  -800.00 EUR

                """))
    }

    @Test(
        "a transfer that the books can't hold is refused",
        arguments: [
            Transfer(debit: "bank", credit: "nowhere", unit: .eurCents, quantity: 1),
            Transfer(debit: "bank", credit: "given:labour", unit: .eurCents, quantity: 1),
            Transfer(debit: "bank", credit: "bank", unit: .eurCents, quantity: 1),
            Transfer(debit: "bank", credit: "income:levies", unit: .eurCents, quantity: 0),
        ])
    func unsound(transfer: Transfer) {
        var journal = HledgerJournal(title: "t", accounts: Self.accounts)
        let entry = JournalEntry(
            number: 1, bookedOn: Day(number: 20_000), reason: "recorded", ref: "W-1", transfers: [transfer])
        let refusal = #expect(throws: Refusal.self) { try journal.append(entry) }
        #expect(refusal?.code == .invalidValue)
    }

    @Test("hledger accepts the journal, and its balances are ours", .enabled(if: hledger != nil))
    func balances() throws {
        let entries = Self.entries()
        let file = FileManager.default.temporaryDirectory.appending(path: "buddel-\(UUID().uuidString).journal")
        try Data(Self.journal(entries)).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let check = try Self.run(["-f", file.path, "check", "--strict"])
        #expect(check.status == 0, "\(check.output)")

        var ours: [String: Int64] = [:]
        for transfer in entries.flatMap(\.transfers) {
            ours["\(transfer.debit) \(transfer.unit.commodity)", default: 0] += transfer.quantity
            ours["\(transfer.credit) \(transfer.unit.commodity)", default: 0] -= transfer.quantity
        }
        let output = try Self.run(["-f", file.path, "bal", "--flat", "--no-total", "-O", "csv"]).output
        let table = try CSVTable(Array(output.utf8), file: "hledger")
        var theirs: [String: Int64] = [:]
        for row in 0..<table.rowCount {
            let amount = table.text(row: row, column: 1).split(separator: " ")
            let isCents = amount[1] == "EUR" || amount[1] == "GIFT"
            theirs["\(table.text(row: row, column: 0)) \(amount[1])"] =
                isCents ? try Money(parsing: amount[0]).cents : Int64(amount[0])
        }
        #expect(theirs == ours.filter { $0.value != 0 })
        #expect(theirs.count >= 8)
    }

    private static let hledger = ["/usr/bin/hledger", "/usr/local/bin/hledger"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(hledger))
        process.arguments = arguments
        process.environment = ["LANG": "C.UTF-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
