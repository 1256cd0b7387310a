import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: bank statements that are refused")
struct BankRefusalTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let code: RefusalCode
        /// The end of the element's path.
        let field: String

        init(_ old: String, _ new: String, _ code: RefusalCode, _ field: String) {
            (self.old, self.new, self.code, self.field) = (old, new, code, field)
        }

        var testDescription: String { "\(old) -> \(new)" }
    }

    static let faults: [Fault] = [
        Fault("<Id>2026-04-0815</Id>", "", .missingValue, "Stmt[1]/Id"),
        Fault("<Id>2026-04-0815</Id>", "<Id> \n </Id>", .missingValue, "Stmt[1]/Id"),
        Fault("2026-04-0815", String(repeating: "9", count: 36), .invalidValue, "Stmt[1]/Id"),
        Fault("<Id>2026-04-0815</Id>", "<Id><b>2026</b></Id>", .invalidValue, "Stmt[1]/Id"),
        Fault("<Id>2026-04-0815</Id>", "<Id>1</Id><Id>2</Id>", .invalidXML, "Stmt[1]/Id"),
        Fault("<ElctrncSeqNb>4", "<ElctrncSeqNb>-4", .invalidValue, "Stmt[1]/ElctrncSeqNb"),
        Fault(
            "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>", "", .missingValue, "Stmt[1]/Acct"
        ),
        Fault("<Acct><Id><IBAN>DE8937", "<Acct><Id><IBAN>DE8837", .invalidIban, "Stmt[1]/Acct/Id/IBAN"),
        Fault(
            "<IBAN>DE89370400440532013000</IBAN></Id><Ccy>", "<Othr><Id>1</Id></Othr></Id><Ccy>", .missingValue,
            "Stmt[1]/Acct/Id/IBAN"),
        Fault("<Ccy>EUR", "<Ccy>USD", .otherCurrency, "Stmt[1]/Acct/Ccy"),
        Fault("<Amt Ccy=\"EUR\">1000.00", "<Amt Ccy=\"USD\">1000.00", .otherCurrency, "Bal[1]/Amt"),
        Fault("<Amt Ccy=\"EUR\">1000.00", "<Amt>1000.00", .otherCurrency, "Bal[1]/Amt"),
        Fault("<Amt Ccy=\"EUR\">240.00", "<Amt Ccy=\"GBP\">240.00", .otherCurrency, "Ntry[1]/Amt"),
        Fault("1000.00</Amt><CdtDbtInd>CRDT", "1000.00</Amt><CdtDbtInd>X", .invalidValue, "Bal[1]/CdtDbtInd"),
        Fault("<Dt>2026-04-01</Dt>", "<Dt>2026-04-31</Dt>", .invalidDate, "Bal[1]/Dt/Dt"),
        Fault("<Dt><Dt>2026-04-01</Dt></Dt>", "", .missingValue, "Bal[1]/Dt"),
        Fault("<Dt><Dt>2026-04-01</Dt></Dt>", "<Dt/>", .missingValue, "Bal[1]/Dt/Dt"),
        Fault("PRCD", "XXXX", .missingValue, "Stmt[1]"),
        Fault("CLBD", "XXXX", .missingValue, "Stmt[1]"),
        Fault("CLAV", "CLBD", .balanceMismatch, "Bal[3]/Amt"),
        Fault("<Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp>", "<Tp/>", .missingValue, "Bal[1]/Tp/CdOrPrtry/Cd"),
        Fault("1046.25", "1046.26", .balanceMismatch, "Stmt[1]/Bal"),
        Fault("<NbOfNtries>5", "<NbOfNtries>6", .balanceMismatch, "TxsSummry/TtlNtries/NbOfNtries"),
        Fault(">50.0<", ">50,0<", .invalidAmount, "Ntry[3]/Amt"),
        Fault(">50.0<", ">-50.0<", .invalidAmount, "Ntry[3]/Amt"),
        Fault(">50.0<", ">50.001<", .invalidAmount, "Ntry[3]/Amt"),
        Fault(">50.0<", ">92233720368547758.08<", .overflow, "Ntry[3]/Amt"),
        Fault(">50.0<", ">92233720368547758.07<", .overflow, "Stmt[1]/Bal"),
        Fault("<Amt Ccy=\"EUR\">50.0</Amt>", "", .missingValue, "Ntry[3]/Amt"),
        Fault("<RvslInd>true", "<RvslInd>perhaps", .invalidValue, "Ntry[2]/RvslInd"),
        Fault("<Sts><Cd>PDNG</Cd></Sts>", "<Sts>PDNG</Sts>", .missingValue, "Ntry[5]/Sts/Cd"),
        Fault("PDNG", "GONE", .invalidValue, "Ntry[5]/Sts/Cd"),
        Fault("<BookgDt><Dt>2026-04-20</Dt></BookgDt>", "", .missingValue, "Ntry[4]/BookgDt"),
        Fault("<Dt>2026-04-20", "<Dt>20.04.2026", .invalidDate, "Ntry[4]/BookgDt/Dt"),
        Fault("11:30:00+02:00</DtTm>", "</DtTm><DtTm>1</DtTm>", .invalidXML, "Ntry[3]/BookgDt/DtTm"),
        Fault("DE02120300000000202051", "DE02120300000000202052", .invalidIban, "TxDtls[1]/RltdPties/DbtrAcct/Id/IBAN"),
        Fault(
            "<Amt Ccy=\"EUR\">120.00</Amt><CdtDbtInd>CRDT", "<Amt Ccy=\"EUR\">119.00</Amt><CdtDbtInd>CRDT",
            .balanceMismatch, "Ntry[1]/NtryDtls"),
        Fault(
            "<EndToEndId>RE-2026-17", "<EndToEndId>\(String(repeating: "R", count: 36))", .invalidValue,
            "Ntry[4]/NtryDtls[1]/TxDtls[1]/Refs/EndToEndId"),
        Fault(
            "Umlage April", String(repeating: "Umlage ", count: 300), .invalidValue,
            "TxDtls[1]/RmtInf/Ustrd[1]"),
        Fault(
            "<Chrgs>", "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">x</TtlChrgsAndTaxAmt>", .invalidAmount,
            "Chrgs[1]/TtlChrgsAndTaxAmt"),
    ]

    @Test("a fault is refused with its code, element and line", arguments: faults)
    func refused(fault: Fault) throws {
        let bytes = StatementSample.with(fault.old, fault.new)
        let refusals = try #require(throws: Refusals.self) { try BankFile.read(bytes, file: "statement.xml") }
        let match = refusals.all.first { $0.code == fault.code && $0.place?.field?.hasSuffix(fault.field) == true }
        #expect(match != nil, "\(refusals.all.map { "\($0.code) \($0.place?.field ?? "-")" })")
        #expect(refusals.all.allSatisfy { $0.place?.file == "statement.xml" && ($0.place?.line ?? 0) > 0 })
        #expect(refusals.all.count < 4, "one fault, said once")
    }

    @Test("every fault of a file is said in one run, each with its own line")
    func all() throws {
        var text = StatementSample.replace(StatementSample.version08, ">50.0<", ">fifty<")
        text = StatementSample.replace(text, "PDNG", "GONE")
        text = StatementSample.replace(text, "DE02300209000106531065", "DE00300209000106531065")
        text = StatementSample.replace(text, "<Dt>2026-04-30", "<Dt>2026-04-00")
        let refusals = try #require(throws: Refusals.self) { try BankFile.read(Array(text.utf8), file: "a.xml") }
        #expect(Set(refusals.all.map(\.code)) == [.invalidAmount, .invalidValue, .invalidIban, .invalidDate])
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for refusal in refusals.all {
            let line = try #require(refusal.place?.line)
            let value = try #require(refusal.place?.value)
            #expect(lines[line - 1].contains(value))
        }
    }

    @Test("other messages, other versions and no message at all are refused")
    func otherMessages() throws {
        let others = [
            StatementSample.with("camt.053.001.08", "camt.052.001.08"),
            StatementSample.with("camt.053.001.08", "camt.053.001.04"),
            StatementSample.with(" xmlns=\"\(StatementSample.namespace08)\"", ""),
            StatementSample.with("Document", "document"),
            StatementSample.with("BkToCstmrStmt", "BkToCstmrAcctRpt"),
            StatementSample.with("Stmt>", "Rpt>"),
            Array("<a/>".utf8), Array("{}".utf8), [], [0x50, 0x4B], Array("%PDF-1.4".utf8),
        ]
        for bytes in others {
            let refusals = try #require(throws: Refusals.self) { try BankFile.read(bytes, file: "other.xml") }
            let codes: Set<RefusalCode> = [.invalidXML, .invalidArchive, .missingValue]
            #expect(refusals.all.count == 1 && codes.contains(refusals.all[0].code), "\(refusals.all)")
        }
    }

    @Test("a mutated statement gives statements that add up or refusals with their place, never a crash")
    func mutated() throws {
        let originals = [
            Array(StatementSample.version08.utf8), StatementSample.version02.unicodeScalars.map { UInt8($0.value) },
            try ZipWriter.archive(["a.xml": Array(StatementSample.version08.utf8)]),
        ]
        var random = SeededRandom(seed: 53)
        var refused = 0
        let rounds = Corpus.rounds(700)
        for round in 0..<rounds {
            let bytes = Corpus.mutated(originals[round % originals.count], &random)
            do {
                for statement in try BankFile.read(bytes, file: "bank.xml") {
                    #expect(try statement.opening + statement.booked() == statement.closing)
                    #expect(statement.entries.allSatisfy { $0.amount >= .zero })
                }
            } catch {
                refused += 1
                let refusals = try #require(error as? Refusals)
                #expect(refusals.all.allSatisfy { $0.place?.file?.hasPrefix("bank.xml") == true })
            }
        }
        #expect(refused > rounds / 2)
    }
}
