import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Output: reports in three modes")
struct ReportTests {
    static let costs = ListReport(
        columns: [
            Column("ref", en: "Ref", de: "Beleg"), Column("supplier", en: "Supplier", de: "Lieferant"),
            Column("gross", en: "Gross", de: "Brutto"), Column("paid_on", en: "Paid", de: "Bezahlt"),
            Column("open", en: "Open", de: "Offen"),
        ],
        rows: [
            [.text("K-1"), .text("Rohr & Söhne, \"Nord\""), .money(Money(cents: 123_456)), .day(day), .bool(false)],
            [.text("K-2"), .text("田中"), .money(Money(cents: -5)), .none, .bool(true)],
        ],
        total: [.none, .none, .money(Money(cents: 123_451)), .none, .none])
    static let day = Day(year: 2026, month: 4, day: 18)!

    func shown(_ report: any Report, _ language: Language, columns: Int? = nil, mode: OutputMode = .table) -> String {
        var fixture = ContextFixture(language, columns: columns)
        fixture.context.output = mode
        fixture.context.show(report)
        return fixture.output.text
    }

    @Test("codes are shown by their words and written as codes")
    func words() {
        let roles = Cell.named([MemberRole.chair, .areaLead])
        #expect(roles.shown(in: .german) == "Vorsitz, Bauleitung" && roles.shown(in: .english) == "chair, area lead")
        #expect(roles.wire == "chair;area_lead" && roles.json == .array(["chair", "area_lead"]))
        let shares = Cell.shares([Allocation(segment: "S-1", share: BasisPoints(basisPoints: 5500))])
        #expect(shares.shown(in: .german) == "S-1: 55,00 %" && shares.wire == "S-1:55.00")
        let codes = CodeWords([
            ListedCode(list: .task, code: "surveying", name: LocalizedText(en: "surveying", de: "Vermessung"))
        ])
        #expect(codes.cell(.task, "surveying").shown(in: .german) == "Vermessung")
        #expect(codes.cell(.task, "surveying").wire == "surveying")
        #expect(codes.cell(.machine, "surveying") == .text("surveying") && codes.cell(.task, nil) == .none)
        let tractor = ListedCode(list: .machine, code: "tractor", name: LocalizedText(en: "Tractor", de: "Schlepper"))
        let bank = LedgerAccount(
            code: "bank", number: "0945", kind: .asset, unit: .eurCents,
            name: LocalizedText(en: "Bank", de: "Bankkonto"))
        let books = CodeWords([tractor], accounts: [bank])
        #expect(books.account("bank").shown(in: .german) == "Bankkonto" && books.account("bank").wire == "bank")
        #expect(books.account("cash") == .text("cash"))
        let rates = books.rates(["tractor": HourlyRate.zero, "other": .zero])
        #expect(rates.shown(in: .german).contains("Schlepper: 0,00") && rates.wire == "other 0.00;tractor 0.00")
        let line = LineDetail(key: LineKey(kind: .machine, ref: "W-1"), what: "ploughing", note: "tractor")
        #expect(books.words(line, in: .german) == ["ploughing", "Schlepper"])
        #expect(books.what(line).wire == "ploughing" && books.what(nil) == .none)
        #expect(Cell.named(LedgerUnit.labourMinutes).shown(in: .german) == "Arbeit")
        #expect(Cell.named([LineReason]()) == .none)
    }

    @Test("a table lines up figures at the right and wide letters by their columns, in German")
    func germanTable() {
        #expect(
            shown(Self.costs, .german) == """
                Beleg  Lieferant                 Brutto  Bezahlt     Offen
                ─────  ────────────────────  ──────────  ──────────  ─────
                K-1    Rohr & Söhne, "Nord"  1.234,56 €  18.04.2026  nein
                K-2    田中                     -0,05 €              ja
                ─────  ────────────────────  ──────────  ──────────  ─────
                                             1.234,51 €

                """)
    }

    @Test("the same table in English")
    func englishTable() {
        let text = shown(Self.costs, .english)
        #expect(text.hasPrefix("Ref  Supplier"))
        #expect(text.contains(Money(cents: 123_456).text(in: .english)))
        #expect(text.contains("2026-04-18  no\n"))
    }

    @Test("a narrow terminal shortens texts, never figures")
    func narrow() {
        let text = shown(Self.costs, .german, columns: 50)
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 50) }
        #expect(text.contains("…"))
        #expect(text.contains("1.234,56 €"))
    }

    @Test("where a table does not fit at all, each row is a block of lines")
    func stacked() {
        let text = shown(Self.costs, .german, columns: 20)
        #expect(text.hasPrefix("Beleg      K-1\nLieferant  Rohr & Söhne, \"Nord\"\nBrutto     1.234,56 €\n"))
    }

    @Test("JSON has the columns' keys in order, amounts and days as strings, null for what is not given")
    func json() {
        #expect(
            shown(Self.costs, .german, mode: .json) == """
                [
                  {
                    "ref": "K-1",
                    "supplier": "Rohr & Söhne, \\"Nord\\"",
                    "gross": "1234.56",
                    "paid_on": "2026-04-18",
                    "open": false
                  },
                  {
                    "ref": "K-2",
                    "supplier": "田中",
                    "gross": "-0.05",
                    "paid_on": null,
                    "open": true
                  }
                ]

                """)
        #expect(shown(Self.costs, .german, mode: .json) == shown(Self.costs, .english, mode: .json))
    }

    @Test("a shape that the formats prescribe replaces the list's own JSON")
    func prescribed() {
        let report = ListReport(columns: [Column("a", en: "A", de: "A")], json: ["lines": []])
        #expect(shown(report, .english, mode: .json) == "{\n  \"lines\": []\n}\n")
    }

    @Test("CSV follows RFC 4180: CRLF, quotes doubled, only where needed")
    func csv() {
        #expect(
            shown(Self.costs, .german, mode: .csv)
                == "ref,supplier,gross,paid_on,open\r\nK-1,\"Rohr & Söhne, \"\"Nord\"\"\",1234.56,2026-04-18,false\r\n"
                + "K-2,田中,-0.05,,true\r\n")
        #expect(CSVWriter.line(["a\nb", " c", "d\re", ""]) == "\"a\nb\",\" c\",\"d\re\",\r\n")
    }

    @Test("an empty list says so, and is an empty array or a header alone for programs")
    func empty() {
        let report = ListReport(columns: [Column("code", en: "Code", de: "Kürzel")])
        #expect(shown(report, .german) == "Nichts vorhanden.\n")
        #expect(shown(report, .english, mode: .json) == "[]\n")
        #expect(shown(report, .english, mode: .csv) == "code\r\n")
    }

    @Test("a hostile name can't steer the terminal")
    func hostile() {
        let report = ListReport(
            columns: [Column("name", en: "Name", de: "Name")], rows: [[.text("\u{1B}]0;x\u{7}")]])
        #expect(shown(report, .english).contains("\\x1b]0;x\\x07"))
        #expect(!shown(report, .english).contains("\u{1B}"))
    }

    @Test("codes show their words to people and themselves to programs")
    func codes() {
        let report = DetailReport(fields: [
            .init("status", en: "State", de: "Stand", .code("laid", LocalizedText(en: "laid", de: "verlegt"))),
            .init("length_m", en: "Length", de: "Länge", .length(Centimetres(centimetres: 12_345))),
            .init("note", en: "Note", de: "Notiz", .none),
        ])
        #expect(shown(report, .german) == "Stand  verlegt\nLänge  123,45 m\n")
        #expect(
            shown(report, .german, mode: .json)
                == "{\n  \"status\": \"laid\",\n  \"length_m\": \"123.45\",\n  \"note\": null\n}\n")
    }

    @Test("a receipt is a sentence for people and fields for programs")
    func receipt() {
        let receipt = Receipt(LocalizedText(en: "Booked.", de: "Gebucht."), ["ref": "W-7", "batch": 3])
        #expect(shown(receipt, .german) == "Gebucht.\n")
        #expect(shown(receipt, .german, mode: .csv) == "ref,batch\r\nW-7,3\r\n")
    }

    @Test("a group shows its parts below each other and one JSON for all")
    func group() {
        let part = Receipt(LocalizedText(en: "One.", de: "Eins."), ["a": 1])
        let group = ReportGroup([part, part], json: ["both": true])
        #expect(shown(group, .english) == "One.\n\nOne.\n")
        #expect(shown(group, .english, mode: .json) == "{\n  \"both\": true\n}\n")
        #expect(shown(group, .english, mode: .csv) == "a\r\n1\r\n")
    }

    @Test("a long text is shortened on a terminal, and nowhere else; control characters never reach it")
    func longTexts() {
        let report = ListReport(
            columns: [Column("what", en: "What", de: "Was")], rows: [[.text(String(repeating: "a", count: 200))]])
        let onTerminal = report.table(in: ContextFixture(interactive: true, columns: 300).context)
        #expect(onTerminal.contains(String(repeating: "a", count: 59) + "…\n"))
        let whole = String(repeating: "a", count: 200)
        #expect(report.table(in: ContextFixture().context).contains(whole))
        #expect(report.csv.contains(whole))
        let odd = ListReport(columns: [Column("what", en: "What", de: "Was")], rows: [[.text("a\n\u{1B}[2J\u{9B}b")]])
        let table = odd.table(in: ContextFixture(interactive: true, columns: 80).context)
        #expect(table.contains(#"a\n\x1b[2J\x9bb"#))
    }
}
