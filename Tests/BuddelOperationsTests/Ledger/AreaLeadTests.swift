import BuddelOperations
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@testable import BuddelStore

@Suite("Ledger: an area lead decides on the work of his area")
struct AreaLeadTests {
    /// An association with two areas; `S-1` lies in none, `S-N1` in N1, `S-N2` in N2.
    private static func with(_ body: (TownApp, BuddelApp) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            for code in ["N1", "N2"] {
                _ = try await town.owner.addAreas(
                    [Area(code: code, name: code, polygons: [TownApp.rectangle(7.40, 7.45)])], in: nil)
            }
            for (code, area) in [("S-N1", "N1"), ("S-N2", "N2")] {
                _ = try await town.owner.addSegments(
                    [
                        Segment(
                            code: code, area: area, kind: .trunk, status: .planned,
                            line: [
                                Position(longitude: 7.41, latitude: 51.65), Position(longitude: 7.42, latitude: 51.65),
                            ])
                    ], in: nil)
            }
            let lead = try await town.user("lead", .member, member: "M-2")
            try await town.owner.grantRole(
                .areaLead, to: "lead", scope: .area("N1", of: "a"), from: Day(parsing: "2020-01-01"))
            try await body(town, lead)
        }
    }

    private static func work(on segment: String?) -> WorkRecord {
        var record = LedgerTown.work()
        record.segment = segment
        return record
    }

    @Test("he confirms what went into his area; elsewhere and nowhere is refused as a whole, and named")
    func confirming() async throws {
        try await Self.with { town, lead in
            _ = try await town.owner.recordWork(["S-N1", "S-N2", nil, "S-N1"].map(Self.work))
            for refs in [["W-2"], ["W-3"], ["W-1", "W-2"]] {
                #expect(await refusal { _ = try await lead.confirmVouchers(refs) } == .notInArea, "\(refs)")
            }
            #expect(await refusal { _ = try await lead.refuseVouchers(["W-2"]) } == .notInArea)
            _ = try await lead.confirmVouchers(["W-1"])
            _ = try await lead.refuseVouchers(["W-4"])
            #expect(try await town.owner.showVoucher("W-1").voucher.state == .posted)
            #expect(try await town.owner.showVoucher("W-2").voucher.state == .open)
        }
    }

    @Test("a second area is a second role; the same twice, an unknown one and another role's are refused")
    func granting() async throws {
        try await Self.with { town, lead in
            _ = try await town.owner.recordWork(["S-N2", "S-N2"].map(Self.work))
            let grant = { (role: Role, area: String) async throws in
                _ = try await town.owner.grantRole(role, to: "lead", scope: .area(area, of: "a"))
            }
            #expect(await refusal { try await grant(.areaLead, "N1") } == .roleOverlap)
            #expect(await refusal { try await grant(.areaLead, "N9") } == .notFound)
            #expect(await refusal { try await grant(.chair, "N2") } == .roleScope)
            try await grant(.areaLead, "N2")
            _ = try await lead.confirmVouchers(["W-1"])
            #expect(try await lead.whoAmI().roleWords.contains("area_lead a N2"))
            // The end of one area's role leaves the other one's.
            try await town.owner.revokeRole(.areaLead, from: "lead", scope: .area("N2", of: "a"))
            #expect(await refusal { _ = try await lead.confirmVouchers(["W-2"]) } == .notInArea)
            #expect(
                await refusal { try await town.owner.revokeRole(.areaLead, from: "lead", scope: .association("a")) }
                    == .notFound)
        }
    }

    @Test("the database holds it too, whatever the program asked")
    func guarded() async throws {
        try await Self.with { town, lead in
            _ = try await town.owner.recordWork(["S-N1", "S-N2"].map(Self.work))
            for (ref, isLed) in [("W-1", true), ("W-2", false)] {
                let led: Bool = try await lead.transact(.voucherDecide, access: .readOnly) { work in
                    try await work.transaction.query(
                        """
                        select buddel.leads_voucher(association_id, id) as led from buddel.vouchers where ref = \(ref)
                        """
                    ).one().decode("led")
                }
                #expect(led == isLed, "\(ref)")
                let isWritten = try await Self.decides(ref, lead)
                #expect(isWritten == isLed, "\(ref)")
            }
        }
    }

    /// Whether the row of a refusal is let through; nothing of it stays.
    private static func decides(_ ref: String, _ app: BuddelApp) async throws -> Bool {
        do {
            _ = try await app.rehearsing().transact(.voucherDecide) { work in
                try await work.transaction.execute(
                    """
                    insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id,
                        channel, user_id, content_hash)
                    select association_id, id, 'refused', buddel.today(),
                        (select id from buddel.members where number = 'M-2'), 'login', \(app.userID), content_hash
                    from buddel.vouchers where ref = \(ref)
                    """)
            }
            return true
        } catch let refusal as Refusal where refusal.code == .notAllowed {
            return false
        }
    }
}
