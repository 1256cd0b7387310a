import BuddelOperations
import Buddelverein
import Testing

@Suite("Ledger: integrity checks")
struct IntegrityTests {
    @Test("healthy books have no findings, and every check runs")
    func healthy() async throws {
        try await TownBooks.with { books async throws in
            let findings = try await books.town.owner.checkIntegrity()
            #expect(findings.rows == [] && findings.isHealthy)
            #expect(BuddelApp.checkNames.count > 10 && Set(BuddelApp.checkNames).count == BuddelApp.checkNames.count)
        }
    }

    @Test("a changed transfer and a counter that lies come back as rows of their checks, in the checks' order")
    func broken() async throws {
        try await TownBooks.with { books async throws in
            try await books.tamper(
                "update buddel.transfers set quantity = quantity + 1 where entry_number = 2",
                "update buddel.voucher_counters set last_number = last_number + 1 where booking_year = 2026")
            let findings = try await books.town.owner.checkIntegrity()
            #expect(findings.rows.map(\.check) == ["voucher_numbers", "journal_digests", "vouchers_match_entries"])
            #expect(findings.rows.map(\.association) == ["a", "a", "a"])
            #expect(findings.rows.last?.row["number"] == 2)
            #expect(findings.total == 3)
            let one = try await books.town.owner.checkIntegrity(["journal_digests"])
            #expect(one.rows.map(\.check) == ["journal_digests"])
        }
    }

    @Test("a treasurer reads his own association alone, the owner every tenant")
    func tenants() async throws {
        try await TownBooks.with { books async throws in
            try await books.town.owner.addAssociation(
                AssociationProfile(code: "b", name: "Verein B", seatAgs: TownApp.ags))
            try await books.tamper(
                """
                insert into buddel.voucher_counters (association_id, booking_year, last_number)
                select id, 2026, 3 from buddel.associations where code = 'b'
                """)
            #expect(try await books.treasurer.checkIntegrity().rows == [])
            #expect(try await books.town.owner.checkIntegrity().rows.map(\.association) == ["b"])
            #expect(try await books.town.owner.checkIntegrity(of: "a").rows == [])
        }
    }

    @Test("a name that is no check is refused, and a member may not look")
    func refusals() async throws {
        try await TownBooks.with { books async throws in
            #expect(await refusal { _ = try await books.town.owner.checkIntegrity(["nonsense"]) } == .unknownChoice)
            let member = try await books.town.user("anna", .member, member: "M-1")
            #expect(await refusal { _ = try await member.checkIntegrity() } == .notAllowed)
        }
    }
}
