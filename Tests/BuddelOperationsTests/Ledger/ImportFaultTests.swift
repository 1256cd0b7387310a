import BuddelOperations
import Buddelverein
import Testing

@Suite("Ledger: importing what can't have happened")
struct ImportFaultTests {
    /// Where `CaseScratch` stands in time.
    private static let tomorrow = Day(number: CaseScratch.today.number + 1)

    @Test("rows of tomorrow, payments above the invoice and amounts beyond all bounds are refused, each with its place")
    func faults() async throws {
        try await CaseScratch.with { scratch in
            var files = SmallFolder.files()
            files["work.csv"] = SmallFolder.work + "\nW-3,\(Self.tomorrow),M-1,labour,digging,1:00,S-1,,,"
            files["costs.csv"] = """
                ref,supplier,invoice_number,invoice_date,category,net,vat_rate,gross,paid_on,paid
                K-1,Rohr GmbH,R-1,2026-04-01,conduit,100.00,19.00,119.00,2026-04-02,50000.00
                K-2,Rohr GmbH,R-2,\(Self.tomorrow),conduit,100.00,19.00,119.00,,
                K-3,Rohr GmbH,R-3,2026-04-01,conduit,100.00,19.00,119.00,\(Self.tomorrow),
                K-4,Rohr GmbH,R-4,2026-04-01,conduit,100.00,1900,119.00,,
                """
            files["gifts.csv"] = """
                ref,date,member_number,what,value
                G-1,2026-04-01,M-1,sand,92233720368547758.07
                """
            files["payments.csv"] = """
                ref,date,member_number,amount,purpose
                P-1,\(Self.tomorrow),M-1,100000000.01,levy
                """
            files["progress.csv"] = """
                ref,date,segment,from_metre,to_metre
                B-1,\(Self.tomorrow),S-1,0,10
                """
            let before = try await scratch.rowCounts()
            let path = try scratch.folder("bad", files)
            let all = await refusals { _ = try await scratch.owner.importCase(path) }
            let places = all.map {
                "\($0.place?.file ?? ""):\($0.place?.line ?? 0):\($0.place?.field ?? "") \($0.code.rawValue)"
            }
            #expect(
                Set(places) == [
                    "progress.csv:2:date future_date", "work.csv:4:date future_date",
                    "costs.csv:2:paid invalid_value", "costs.csv:3:invoice_date future_date",
                    "costs.csv:4:paid_on future_date", "costs.csv:5:vat_rate invalid_percentage",
                    "gifts.csv:2:value invalid_value", "payments.csv:2:date future_date",
                    "payments.csv:2:amount invalid_value",
                ])
            #expect(try await scratch.rowCounts() == before)
        }
    }

    @Test("an invoice paid in advance, and history that was confirmed before its date, are taken")
    func history() async throws {
        try await CaseScratch.with { scratch in
            var files = SmallFolder.files()
            files["work.csv"] = SmallFolder.work.replacing("2026-04-02", with: "2026-03-31")
            files["costs.csv"] = SmallFolder.costs.replacing("119.00,", with: "119.00,2026-03-15")
            let report = try await scratch.owner.importCase(try scratch.folder("history", files))
            #expect(!report.changesNothing)
            #expect(try await scratch.owner.listCosts().map(\.paidOn?.description) == ["2026-03-15"])
            #expect(try await scratch.owner.checkIntegrity().isHealthy)
        }
    }
}
