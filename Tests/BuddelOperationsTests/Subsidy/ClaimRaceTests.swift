import BuddelOperations
import BuddelStore
import Buddelverein
import Testing

@Suite("Subsidy: two at the same moment")
struct ClaimRaceTests {
    private static let rounds = 25

    /// Runs both at once; what each was refused with, nil where it was done.
    private func both(
        _ first: @escaping @Sendable () async throws -> Void, _ second: @escaping @Sendable () async throws -> Void
    ) async -> [RefusalCode?] {
        async let one = refusal(first)
        async let two = refusal(second)
        return await [one, two]
    }

    @Test("of two claims for the same evidence under two awards one is filed, the other refused, nothing half done")
    func filings() async throws {
        try await SubsidyTown.with { town in
            for round in 1...Self.rounds {
                let treasurer = town.treasurer
                let outcome = await both(
                    { _ = try await treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff) },
                    { _ = try await treasurer.fileClaim(award: "A-2", cutoffOn: SubsidyTown.cutoff) })
                #expect(outcome.filter { $0 == nil }.count == 1, "round \(round)")
                let refused = outcome.compactMap { $0 }
                #expect(refused == [.alreadyCovered] || refused == [.nothingClaimable], "round \(round)")
                try await town.expectCount("select count(*) as n from buddel.claims", Int64(round))
                try await town.expectCount(
                    "select count(distinct claim_id) as n from buddel.claim_lines", Int64(round)
                )
                try await town.expectCount("select max(covered_bp)::bigint as n from buddel.coverage_parts", 6000)
                try await town.expectHealthy()
                let open = try await treasurer.listClaims().filter { $0.claim.status == .submitted }
                try await treasurer.withdrawClaim(open[0].claim.code)
            }
        }
    }

    @Test("of two claims filed under one award at once one stands")
    func sameAward() async throws {
        try await SubsidyTown.with { town in
            let treasurer = town.treasurer
            for _ in 1...Self.rounds {
                let file: @Sendable () async throws -> Void = {
                    _ = try await treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
                }
                let outcome = await both(file, file)
                #expect(outcome.compactMap { $0 } == [.undecidedClaim])
                let open = try await treasurer.listClaims().filter { $0.claim.status == .submitted }
                #expect(open.count == 1)
                try await treasurer.withdrawClaim(open[0].claim.code)
            }
        }
    }

    /// A programme with one lump that its budget pays only once, claimed by both associations.
    private func lump(_ name: String, _ town: SubsidyTown, upTo status: ClaimStatus) async throws {
        let amount = Money(cents: 600_000)
        try await town.owner.addProgrammes([
            SubsidyTown.programme(
                name, TownApp.ags, .fixed(unit: .lump, amount: amount), budget: Money(cents: 1_000_000))
        ])
        for (association, treasurer) in [("a", town.treasurer), ("b", town.otherTreasurer)] {
            try await town.grant(SubsidyTown.award("\(name)-\(association)", name), in: association)
            _ = try await treasurer.fileClaim(award: "\(name)-\(association)", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("\(name)-\(association)/1", to: status, in: association)
        }
    }

    @Test("of two approvals of a budget's last euro one is done, the other refused, nothing half done")
    func approvals() async throws {
        try await SubsidyTown.with { town in
            let approver = town.approver
            for round in 1...Self.rounds {
                let name = "L\(round)"
                try await lump(name, town, upTo: .checked)
                let outcome = await both(
                    { _ = try await approver.approveClaim("\(name)-a/1", in: "a") },
                    { _ = try await approver.approveClaim("\(name)-b/1", in: "b") })
                #expect(outcome.filter { $0 == nil }.count == 1, "round \(round)")
                #expect(outcome.compactMap { $0 } == [.budgetExceeded], "round \(round)")
                let budget = try await town.clerk.programme(name).budgets
                #expect(budget.map(\.committed) == [Money(cents: 600_000)])
                try await town.expectCount(
                    "select count(*) as n from buddel.claim_steps where step = 'approve'", Int64(round))
                try await town.expectCount("select count(*) as n from buddel.grant_vouchers", Int64(round))
            }
        }
    }

    @Test("one person who releases twice at once releases once")
    func releases() async throws {
        try await SubsidyTown.with { town in
            let cashier = town.cashier
            for round in 1...Self.rounds {
                let claim = "L\(round)-a/1"
                try await lump("L\(round)", town, upTo: .checked)
                _ = try await town.approver.approveClaim(claim, in: "a")
                let release: @Sendable () async throws -> Void = {
                    _ = try await cashier.releaseClaim(claim, in: "a")
                }
                #expect(await both(release, release).compactMap { $0 } == [.samePerson])
                #expect(try await town.status(claim) == .approved)
            }
        }
    }

    @Test("of two clerks who check at once the later check stands, alone, with its cuts and their hash")
    func checks() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.chair.certifyClaim("A-1/1")
            let (first, second) = (town.clerk, town.secondClerk)
            for round in 1...Self.rounds {
                let cuts = [Int64(round), Int64(round + 100)].map {
                    Cut(kind: .cost, ref: "K-1", left: .amount(Money(cents: $0)), why: "private")
                }
                let outcome = await both(
                    { _ = try await first.checkClaim("A-1/1", cuts: [cuts[0]]) },
                    { _ = try await second.checkClaim("A-1/1", cuts: [cuts[1]]) })
                #expect(outcome == [nil, nil])
                let view = try await town.treasurer.claim("A-1/1")
                #expect(view.claim.status == .checked)
                let standing = view.steps.filter { $0.step == .check && $0.voided == nil }
                #expect(standing.map(\.contentHash) == [view.claim.contentHash])
                #expect(view.cuts == [cuts[standing[0].userID == first.userID ? 0 : 1]])
            }
        }
    }
}
