import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: bank statements")
struct BankFileTests {
    static func read(_ text: String) throws -> BankStatement {
        let statements = try BankFile.read(Array(text.utf8), file: "statement.xml")
        try #require(statements.count == 1)
        return statements[0]
    }

    @Test("a statement gives its account, days and balances")
    func head() throws {
        let statement = try Self.read(StatementSample.version08)
        #expect(statement.id == "2026-04-0815" && statement.number == 4 && statement.page == 1)
        #expect(statement.iban == "DE89370400440532013000")
        #expect(statement.opening == Money(cents: 100_000) && statement.closing == Money(cents: 104_625))
        #expect(statement.openedOn.description == "2026-04-01" && statement.closedOn.description == "2026-04-30")
        #expect(statement.createdOn?.description == "2026-05-01")
        #expect(statement.entries.map(\.status) == [.booked, .booked, .booked, .booked, .pending])
        #expect(try statement.booked() == Money(cents: 4_625))
    }

    @Test("a collection gives its batch and each payment with mandate, creditor and payer")
    func collection() throws {
        let entry = try Self.read(StatementSample.version08).entries[0]
        #expect(entry.number == "1" && entry.amount == Money(cents: 24_000) && entry.side == .credit)
        #expect(entry.bookedOn?.description == "2026-04-03" && entry.valuedOn?.description == "2026-04-02")
        #expect(entry.bankReference == "BANK-1" && entry.text == "SEPA-Sammellastschrift" && !entry.isReversal)
        #expect(entry.code == BankTransactionCode(iso: "PMNT-IDDT-ESDD", proprietary: "NTRF+192+931"))
        #expect(
            entry.batch
                == BankBatch(messageId: "LEVY-2026-04", paymentInformationId: "LEVY-2026-04-1", count: 2))
        #expect(entry.transactions.map(\.endToEndId) == ["LEVY-M-1", "LEVY-M-2"])
        let first = entry.transactions[0]
        #expect(first.mandateId == "MANDATE-1" && first.creditorId == "DE98ZZZ09999999999")
        #expect(first.amount == Money(cents: 12_000) && first.side == .credit)
        #expect(first.otherSide == BankParty(name: "Anna Alt", iban: "DE02120300000000202051"))
        #expect(first.remittance == "Umlage April" && first.returnReason == nil)
    }

    @Test("a returned direct debit gives reason, ordered amount and fees, and the member, not us, as the other side")
    func returned() throws {
        let entry = try Self.read(StatementSample.version08).entries[1]
        let payment = entry.transactions[0]
        #expect(entry.isReversal && entry.side == .debit && entry.amount == Money(cents: 12_375))
        #expect(payment.returnReason == "MS03" && payment.returnText == "SONSTIGE GRUENDE")
        #expect(payment.instructedAmount == Money(cents: 12_000) && payment.charges == Money(cents: 375))
        #expect(payment.otherSide == BankParty(name: "Bernd Brink", iban: "DE02500105170137075030"))
        #expect(payment.endToEndId == "LEVY-M-2" && payment.mandateId == "MANDATE-2")
    }

    @Test("credits and debits without the account of either side name who paid and who was paid")
    func otherSides() throws {
        let entries = try Self.read(StatementSample.version08).entries
        let gift = entries[2].transactions[0]
        #expect(gift.otherSide == BankParty(name: "Käthe & Söhne", iban: "DE02100500000054540402"))
        #expect(gift.onBehalfOf == "Käthe Kiebitz" && gift.purpose == "CHAR" && gift.endToEndId == nil)
        #expect(gift.remittance == "Spende für den Pflug" && gift.creditorReference == "RF18539007547034")
        // What was ordered in another currency is left out.
        #expect(gift.instructedAmount == nil && entries[2].amount == Money(cents: 5_000))
        #expect(entries[2].bookedOn?.description == "2026-04-15")
        let bill = entries[3].transactions[0]
        #expect(bill.otherSide == BankParty(name: "Rohr und Rinne GmbH", iban: "DE02300209000106531065"))
        #expect(entries[4].bookedOn == nil && entries[4].transactions.isEmpty)
    }

    @Test("version 02 is read, with a prefix and in ISO 8859-1")
    func olderVersion() throws {
        let bytes = StatementSample.version02.unicodeScalars.map { UInt8($0.value) }
        let statement = try #require(try BankFile.read(bytes, file: "old.xml").first)
        #expect(statement.opening == Money(cents: -1_000) && statement.number == nil && statement.page == nil)
        let payment = statement.entries[0].transactions[0]
        #expect(payment.otherSide == BankParty(name: "Jörg Über", iban: "DE02120300000000202051"))
        #expect(payment.amount == Money(cents: 3_000) && payment.remittance == "Beitrag")
    }

    @Test("an archive gives the statements of all its files; faults name the archive and the file")
    func archive() throws {
        let second = StatementSample.replace(StatementSample.version08, "2026-04-0815", "2026-05-0815")
        let archive = try ZipWriter.archive([
            "b.xml": Array(second.utf8), "a.xml": Array(StatementSample.version08.utf8), "__MACOSX/._a.xml": [0],
        ])
        let statements = try BankFile.read(archive, file: "statements.zip")
        #expect(statements.map(\.id) == ["2026-04-0815", "2026-05-0815"])
        let bad = try ZipWriter.archive([
            "a.xml": StatementSample.with("CLBD", "CLBX"), "b.xml": StatementSample.with("PRCD", "PRCX"),
            "read.me": [],
        ])
        let refusals = try #require(throws: Refusals.self) { try BankFile.read(bad, file: "statements.zip") }
        #expect(
            refusals.all.map(\.place?.file)
                == ["statements.zip/a.xml", "statements.zip/b.xml", "statements.zip/read.me"])
        #expect(refusals.all.map(\.code) == [.missingValue, .missingValue, .invalidXML])
        #expect(throws: Refusals.self) { try BankFile.read(try ZipWriter.archive([:]), file: "empty.zip") }
    }

    @Test("the same statement twice in one archive is refused")
    func twice() throws {
        let bytes = Array(StatementSample.version08.utf8)
        let archive = try ZipWriter.archive(["a.xml": bytes, "b.xml": bytes])
        let refusals = try #require(throws: Refusals.self) { try BankFile.read(archive, file: "statements.zip") }
        #expect(refusals.all.map(\.code) == [.duplicateKey])
    }

    @Test("pages of a statement open and close with balances in between")
    func pages() throws {
        let first = StatementSample.replace(StatementSample.version08, "CLBD", "ITBD")
        #expect(try Self.read(first).closing == Money(cents: 104_625))
        let last = StatementSample.replace(StatementSample.version08, "PRCD", "ITBD")
        #expect(try Self.read(last).opening == Money(cents: 100_000))
        let middle = StatementSample.replace(first, "PRCD", "ITBD")
        #expect(try Self.read(middle).opening == Money(cents: 100_000))
    }

    @Test("amounts and days are read as ISO 20022 writes them, and in no other way")
    func values() throws {
        #expect(try CamtValues.money("0.5") == Money(cents: 50))
        #expect(try CamtValues.money("12.34000") == Money(cents: 1_234))
        for text in [
            "", ".5", "5.", "-1.00", "+1", "1,00", "1.234,00", "1e3", "1.005", " 1", "1.2.3", "NaN", "٣",
            "99999999999999999999999999", "1.000000000000000000000001",
        ] {
            #expect(throws: Refusal.self) { try CamtValues.money(text) }
        }
        #expect(throws: Refusal.self) { try CamtValues.money("99999999999999999999.00") }
        #expect(try CamtValues.day("2026-04-18Z").description == "2026-04-18")
        #expect(try CamtValues.day("2026-04-18T23:59:59.999+02:00").description == "2026-04-18")
        for text in ["18.04.2026", "2026-4-18", "2026-02-30", "2026-04-18x", "20260418", "2026-04-18 10:00"] {
            #expect(throws: Refusal.self) { try CamtValues.day(text) }
        }
    }
}
