import BuddelOperations
import Buddelverein
import Testing

@Suite("Subsidy: a decision that is sent twice is made once")
struct AwardOnceTests {
    @Test("an application and its grant answer again, and commit once")
    func award() async throws {
        try await SubsidyTown.with { town in
            let application = Award(code: "A-3", programme: "WEST")
            for _ in 0..<2 { try await town.treasurer.addAward(application, in: "a", idempotencyKey: "add") }
            let decision = AwardDecision(eligibleFrom: TownApp.today, maximum: Money(cents: 100_000))
            for _ in 0..<2 { try await town.approver.grantAward("A-3", decision, in: "a", idempotencyKey: "grant") }
            let award = try await town.treasurer.award("A-3")
            #expect(award.record.approvedOn == TownApp.today, "with no day it is today's decision")
            #expect(award.committed == Money(cents: 100_000))
            #expect(
                await refusal {
                    try await town.treasurer.addAward(
                        Award(code: "A-4", programme: "WEST"), in: "a", idempotencyKey: "add")
                } == .keyReused)
            let other = AwardDecision(maximum: Money(cents: 100_001))
            #expect(
                await refusal { try await town.approver.grantAward("A-3", other, in: "a", idempotencyKey: "grant") }
                    == .keyReused)
            // Without the key it is another decision, and the award is granted already.
            #expect(await refusal { try await town.approver.grantAward("A-3", decision, in: "a") } == .moveNotAllowed)
        }
    }

    @Test("programmes are added once; the same key for others is refused")
    func programmes() async throws {
        try await SubsidyTown.with { town in
            func programme(_ code: String) -> Programme {
                SubsidyTown.programme(code, TownApp.ags, .share(rate: BasisPoints(basisPoints: 5000)))
            }
            for _ in 0..<2 { try await town.clerk.addProgrammes([programme("NEW")], idempotencyKey: "key") }
            #expect(
                await refusal { try await town.clerk.addProgrammes([programme("NEWER")], idempotencyKey: "key") }
                    == .keyReused)
            #expect(try await town.clerk.listProgrammes().map(\.programme.code) == ["EAST", "NEW", "WEST"])
        }
    }

    @Test("a cut is lifted once, today where no day is given")
    func lift() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.chair.certifyClaim("A-1/1")
            let cut = Cut(kind: .labour, ref: "W-1", left: .time(Minutes(minutes: 60)), why: "no signature")
            _ = try await town.clerk.checkClaim("A-1/1", cuts: [cut])
            _ = try await town.approver.approveClaim("A-1/1")
            for _ in 0..<2 {
                let day = try await town.clerk.liftCut("A-1/1", line: cut.key, idempotencyKey: "lift")
                #expect(day == TownApp.today)
            }
            #expect(
                await refusal {
                    _ = try await town.clerk.liftCut(
                        "A-1/1", line: cut.key, on: TownApp.today, idempotencyKey: "lift")
                } == .keyReused)
            #expect(try await town.treasurer.claim("A-1/1").cuts.map(\.liftedOn) == [TownApp.today])
            #expect(await refusal { _ = try await town.treasurer.liftCut("A-1/1", line: cut.key) } == .notAllowed)
        }
    }
}
