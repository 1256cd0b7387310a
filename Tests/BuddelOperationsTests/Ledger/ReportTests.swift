import BuddelOperations
import Buddelverein
import Synchronization
import Testing

@Suite("Ledger: cash report, trial balance, closed periods, the journal")
struct ReportTests {
    private func day(_ text: String) throws -> Day { try Day(parsing: text) }

    private func shown(_ report: CashReport) -> [String] {
        report.flows.map { "\($0.account.code) \($0.received) \($0.spent)" }
    }

    @Test("the cash report goes from opening to closing, and a reversal takes back on its side")
    func cash() async throws {
        try await TownBooks.with { books async throws in
            let app = books.town.owner
            let before = try await app.cashReport(year: 2025, in: "a")
            #expect(before.opening == .zero && before.closing == Money(cents: 70_000))
            let report = try await app.cashReport(in: "a")
            #expect(try report.year == 2026 && report.first == day("2026-01-01"))
            #expect(try report.last == day("2026-12-31"))
            #expect(shown(report) == ["income:donations 100.00 0.00", "expense:conduit 0.00 115.00"])
            #expect(report.opening == Money(cents: 70_000) && report.closing == Money(cents: 68_500))
            _ = try await books.treasurer.reverseVouchers(["P-2"], in: "a")
            let after = try await app.cashReport(in: "a")
            #expect(shown(after) == ["income:donations 0.00 0.00", "expense:conduit 0.00 115.00"])
            #expect(try after.closing == after.opening + after.received() - after.spent())
            #expect(after.closing == Money(cents: 58_500))
        }
    }

    @Test("a booking year that no calendar has is refused")
    func year() async throws {
        try await TownBooks.with { books async throws in
            #expect(await refusal { _ = try await books.town.owner.cashReport(year: 99, in: "a") } == .invalidValue)
            let clerk = try await books.town.user("anna", .member, member: "M-1")
            #expect(await refusal { _ = try await clerk.cashReport(in: "a") } == .notAllowed)
        }
    }

    @Test("debits and credits are equal in every unit; with a day only what was booked by then counts")
    func balance() async throws {
        try await TownBooks.with { books async throws in
            let balance = try await books.town.owner.trialBalance(in: "a")
            let lines = Dictionary(uniqueKeysWithValues: balance.accounts.map { ($0.account.code, $0) })
            #expect(lines["bank"]?.debit == 80_000 && lines["bank"]?.credit == 11_500)
            #expect(lines["work:labour"]?.debit == 390 && lines["given:labour"]?.credit == 390)
            #expect(lines["expense:conduit"]?.balance == 11_500 && lines["payable:suppliers"]?.balance == 0)
            for unit in LedgerUnit.allCases {
                let sum = balance.accounts.filter { $0.account.unit == unit }.reduce(0) { $0 + $1.balance }
                #expect(sum == 0, "\(unit)")
            }
            #expect(balance.journal.batch == 4)
            let early = try await books.town.owner.trialBalance(through: day("2025-12-31"), in: "a")
            #expect(early.accounts.map(\.account.code) == ["receivable:members", "bank"])
        }
    }

    @Test("what is dated into a closed period is booked on the next open day")
    func closing() async throws {
        try await TownBooks.with { books async throws in
            let app = books.treasurer
            #expect(try await app.closedThrough(in: "a") == nil)
            let link = try await app.closePeriod(through: day("2026-03-31"), in: "a")
            #expect(link.batch == 4)
            #expect(try await app.closedThrough(in: "a") == day("2026-03-31"))
            _ = try await app.addPayment(TownBooks.payment("P-9", "2026-03-15", 500, .levy), in: "a")
            let entry = try await app.listJournal(JournalFilter(ref: "P-9"), limit: 9, in: "a").last?.entry
            #expect(try entry?.bookedOn == day("2026-04-01") && entry?.effectiveOn == day("2026-03-15"))
            _ = try await app.verifyJournal(of: "a", against: link)
        }
    }

    @Test(
        "a receipt names the day of booking where it is not the voucher's own, also when the request is repeated")
    func receipts() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await town.owner.recordWork([LedgerTown.work()])
            var cost = LedgerTown.cost()
            cost.invoiceDate = TownApp.today
            _ = try await town.owner.addCost(cost)
            _ = try await town.owner.closePeriod(through: LedgerTown.day)
            let next = try day("2026-04-12")
            let late = try await town.owner.addPayment(LedgerTown.payment(), idempotencyKey: "late")
            #expect(late.lines.map(\.bookedOn) == [next])
            #expect(late.json["vouchers"]?.arrayValue?.first?["booked_on"]?.stringValue == "2026-04-12")
            #expect(try await town.owner.addPayment(LedgerTown.payment(), idempotencyKey: "late") == late)
            let signed = BuddelApp.Decider(member: "M-2", day: LedgerTown.day, onPaper: true)
            #expect(try await lead.confirmVouchers(["W-1"], by: signed).lines.map(\.bookedOn) == [next])
            #expect(try await town.owner.payCost("K-1", on: LedgerTown.day).lines.map(\.bookedOn) == [next])
            #expect(try await town.owner.reverseVouchers(["P-1"]).lines.map(\.bookedOn) == [next])
            var payment = LedgerTown.payment()
            payment.date = next
            #expect(try await town.owner.addPayment(payment).lines.map(\.bookedOn) == [nil])
        }
    }

    @Test("a period is closed forward only, never through a day that is not over, and by who keeps the books")
    func closingRefusals() async throws {
        try await TownBooks.with { books async throws in
            let auditor = try await books.town.user("anna", .auditor, member: "M-1")
            let early = try day("2026-02-28")
            _ = try await books.treasurer.closePeriod(through: early, in: "a")
            let codes = [
                await refusal { _ = try await books.treasurer.closePeriod(through: early, in: "a") },
                await refusal { _ = try await books.treasurer.closePeriod(through: TownApp.today, in: "a") },
                await refusal { _ = try await auditor.closePeriod(through: Day(parsing: "2026-03-01"), in: "a") },
            ]
            #expect(codes == [.periodClosed, .invalidValue, .notAllowed])
        }
    }

    @Test("entries are listed by account, member, voucher and day, in pieces")
    func journal() async throws {
        try await TownBooks.with { books async throws in
            let app = books.town.owner
            func numbers(_ filter: JournalFilter, after: Int64 = 0, limit: Int = 100) async throws -> [Int64] {
                try await app.listJournal(filter, after: after, limit: limit, in: "a").map(\.entry.number)
            }
            #expect(try await numbers(JournalFilter()) == [1, 2, 3, 4, 5])
            #expect(try await numbers(JournalFilter(), after: 2, limit: 2) == [3, 4])
            #expect(try await numbers(JournalFilter(account: "bank")) == [2, 3, 5])
            #expect(try await numbers(JournalFilter(member: "M-1")) == [1, 2, 3])
            #expect(try await numbers(JournalFilter(ref: "K-1")) == [4, 5])
            #expect(try await numbers(JournalFilter(from: day("2026-03-01"), through: day("2026-03-31"))) == [4, 5])
            let entry = try await app.showEntry(1, in: "a")
            #expect(entry.kind == .work && entry.batch == 1 && entry.digest.count == 32)
            #expect(
                entry.entry.transfers == [
                    Transfer(
                        debit: "work:labour", credit: "given:labour", unit: .labourMinutes, quantity: 390,
                        member: "M-1",
                        segment: "S-1")
                ])
        }
    }

    @Test("an account, a member, an entry that are not there are refused")
    func journalRefusals() async throws {
        try await TownBooks.with { books async throws in
            let app = books.town.owner
            let codes = [
                await refusal { _ = try await app.listJournal(JournalFilter(account: "purse"), limit: 1, in: "a") },
                await refusal { _ = try await app.listJournal(JournalFilter(member: "M-99"), limit: 1, in: "a") },
                await refusal { _ = try await app.showEntry(99, in: "a") },
            ]
            #expect(codes == [.notFound, .notFound, .notFound])
        }
    }

    @Test("the journal for hledger names its stand, and comes in pieces")
    func hledger() async throws {
        try await TownBooks.with { books async throws in
            let text = Mutex("")
            let link = try await books.town.owner.exportHledger(in: "a") { bytes in
                text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
            let written = text.withLock { $0 }
            #expect(written.hasPrefix("; journal of a - batch 4 - hash \(link.hash.hexadecimal)\n"))
            #expect(
                written.contains(
                    "2026-04-18 (1) recorded W-1\n    work:labour  390 LMIN\n    given:labour  -390 LMIN\n"))
            let member = try await books.town.user("anna", .member, member: "M-1")
            #expect(await refusal { _ = try await member.exportHledger(in: "a") { _ in } } == .notAllowed)
        }
    }

    @Test("codes have both names, and completion knows people, segments and codes")
    func names() async throws {
        try await TownBooks.with { books async throws in
            let codes = try await books.town.owner.listCodes()
            let digging = codes.first { $0.code == "digging" }
            #expect(
                digging == ListedCode(list: .task, code: "digging", name: LocalizedText(en: "Digging", de: "Graben")))
            #expect(Set(codes.map(\.list)) == Set(ListedCode.List.allCases))
            let names = try await books.treasurer.knownNames(in: "a")
            #expect(names.people.map(\.code) == ["M-1", "M-2", "M-3"] && names.segments == ["S-1"])
            #expect(names.others == ["A1"])
        }
    }
}
