import BuddelOperations
import BuddelStore
import Buddelverein
import Testing

@Suite("Subsidy: the chain of a claim over the database")
struct ClaimChainTests {
    @Test("from the filing to the payment, each step by another person, and the books follow")
    func whole() async throws {
        try await SubsidyTown.with { town in
            let assessed = try await town.treasurer.assess(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            #expect(assessed.assessment.claimable == SubsidyTown.claimable)
            let filed = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            #expect(filed.code == "A-1/1")
            #expect(filed.claimable == SubsidyTown.claimable)
            try await town.chair.certifyClaim("A-1/1", seen: filed.hash)
            let checked = try await town.clerk.checkClaim("A-1/1", cuts: [])
            #expect(checked == assessed.assessment.claimable)
            #expect(try await town.approver.approveClaim("A-1/1") == SubsidyTown.claimable)
            #expect(try await town.approver.releaseClaim("A-1/1") == false)
            #expect(try await town.cashier.releaseClaim("A-1/1") == true)
            #expect(try await town.cashier.payClaim("A-1/1") == SubsidyTown.claimable)
            let view = try await town.treasurer.claim("A-1/1")
            #expect(view.claim.status == .paid)
            #expect(view.steps.map(\.step) == [.file, .certify, .check, .approve, .release, .release, .pay])
            #expect(try await town.treasurer.award("A-1").granted == SubsidyTown.claimable)
            let booked = try await town.count(
                """
                select sum(t.quantity) filter (where e.reason = 'grant_paid')::bigint as n from buddel.entries e
                join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
                """)
            #expect(booked == SubsidyTown.claimable.cents)
        }
    }

    @Test("a claim read back equals what was filed, and a later booking changes nothing of it")
    func frozen() async throws {
        try await SubsidyTown.with { town in
            let before = try await town.treasurer.assess(award: "A-1", cutoffOn: SubsidyTown.cutoff).assessment
            let hash = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff).hash
            try await town.record(LedgerRecords(costs: [SubsidyTown.cost("K-9", "conduit", 500_000)]))
            let view = try await town.clerk.claim("A-1/1", in: "a")
            #expect(view.hash == hash)
            #expect(view.filed.json == before.json)
            #expect(view.now == before)
            let later = try await town.treasurer.assess(award: "A-1", cutoffOn: SubsidyTown.cutoff).assessment
            #expect(later.claimable > before.claimable)
        }
    }

    @Test("cuts lower what is approved; checking again voids the check before and changes the hash")
    func cuts() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .checked)
            let before = try await town.clerk.claim("A-1/1").hash
            let cut = Cut(kind: .cost, ref: "K-1", left: .amount(Money(cents: 500_000)), why: "private part")
            let assessed = try await town.clerk.checkClaim("A-1/1", cuts: [cut])
            // (5,000 + 150) * 60 %
            #expect(assessed == Money(cents: 309_000))
            let view = try await town.clerk.claim("A-1/1")
            #expect(view.hash != before)
            #expect(view.cuts == [cut])
            #expect(view.steps.filter { $0.step == .check }.map(\.voided) == [.contentChanged, nil])
            #expect(
                await refusal { _ = try await town.approver.approveClaim("A-1/1", seen: before) } == .contentChanged)
            #expect(try await town.approver.approveClaim("A-1/1") == Money(cents: 309_000))
        }
    }

    @Test("a cut names a line that counts, leaves less than counts, and has a reason")
    func badCuts() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.chair.certifyClaim("A-1/1")
            func check(_ ref: String, _ cents: Int64, _ why: String = "private") async -> RefusalCode? {
                await refusal {
                    let cut = Cut(kind: .cost, ref: ref, left: .amount(Money(cents: cents)), why: why)
                    _ = try await town.clerk.checkClaim("A-1/1", cuts: [cut])
                }
            }
            #expect(await check("K-99", 0) == .invalidValue)
            #expect(await check("K-2", 0) == .invalidValue)
            #expect(await check("K-1", 1_000_000) == .invalidValue)
            #expect(await check("K-1", 1, "") == .missingValue)
            #expect(try await town.status("A-1/1") == .certified)
        }
    }

    @Test("returned with questions, answered, and certified anew")
    func returned() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .checked)
            #expect(await refusal { try await town.clerk.returnClaim("A-1/1", questions: "") } == .missingValue)
            try await town.clerk.returnClaim("A-1/1", questions: "Where is the delivery note?")
            #expect(try await town.status("A-1/1") == .returned)
            try await town.treasurer.answerClaim("A-1/1", answer: "On page 2.")
            #expect(try await town.status("A-1/1") == .submitted)
            let steps = try await town.treasurer.claim("A-1/1").steps
            #expect(steps.filter { $0.voided == .returned }.map(\.step) == [.certify, .check])
            try await town.bring("A-1/1", to: .approved)
        }
    }

    @Test("less with a reason, never more than is claimable, never above the limit")
    func amounts() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .checked)
            let more = Money(cents: SubsidyTown.claimable.cents + 1)
            #expect(
                await refusal { _ = try await town.approver.approveClaim("A-1/1", amount: more) } == .aboveClaimable)
            let less = Money(cents: 100_000)
            #expect(await refusal { _ = try await town.approver.approveClaim("A-1/1", amount: less) } == .missingValue)
            #expect(
                await refusal { _ = try await town.smallApprover.approveClaim("A-1/1") } == .aboveLimit)
            #expect(try await town.approver.approveClaim("A-1/1", amount: less, reason: "first half") == less)
            // What was only postponed is asked for again.
            let rest = try await town.treasurer.assess(
                award: "A-1", cutoffOn: Day(year: 2026, month: 4, day: 1)!)
            #expect(rest.assessment.claimable == Money(cents: SubsidyTown.claimable.cents - less.cents))
        }
    }

    @Test("rejected and withdrawn claims free what they covered")
    func freed() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            #expect(
                await refusal { _ = try await town.treasurer.fileClaim(award: "A-2", cutoffOn: SubsidyTown.cutoff) }
                    == .nothingClaimable)
            try await town.treasurer.withdrawClaim("A-1/1")
            _ = try await town.treasurer.fileClaim(award: "A-2", cutoffOn: SubsidyTown.cutoff)
            try await town.chair.certifyClaim("A-2/1")
            _ = try await town.eastClerk.checkClaim("A-2/1", cuts: [])
            #expect(await refusal { try await town.eastApprover.rejectClaim("A-2/1", reason: "") } == .missingValue)
            try await town.eastApprover.rejectClaim("A-2/1", reason: "outside of our town")
            #expect(try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff).code == "A-1/2")
        }
    }

    @Test("what is revoked is asked for again, and at most what was approved can be")
    func revoked() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .paid)
            let part = Money(cents: 9_000)
            let all = SubsidyTown.claimable
            #expect(
                await refusal {
                    try await town.approver.revokeClaim("A-1/1", amount: Money(cents: all.cents + 1), reason: "x")
                }
                    == .aboveClaimable)
            #expect(
                await refusal { try await town.approver.revokeClaim("A-1/1", amount: part, reason: "") }
                    == .missingValue)
            try await town.approver.revokeClaim("A-1/1", amount: part, reason: "an invoice was credited")
            try await town.approver.revokeClaim("A-1/1", amount: part, reason: "another one")
            let view = try await town.treasurer.claim("A-1/1")
            #expect(view.claim.status == .paid)
            #expect(view.claim.revoked == Money(cents: 18_000))
            let next = try await town.treasurer.assess(award: "A-1", cutoffOn: Day(year: 2026, month: 4, day: 1)!)
            #expect(next.assessment.claimable == Money(cents: 18_000))
        }
    }

    @Test("a claim that counts on a missing document can't be submitted")
    func documents() async throws {
        try await SubsidyTown.with { town in
            var programme = SubsidyTown.programme("PAPERS", TownApp.ags, .share(rate: BasisPoints(basisPoints: 1000)))
            programme.eligible.requiresDocument = true
            try await town.owner.addProgrammes([programme])
            try await town.grant(SubsidyTown.award("P-1", "PAPERS"), in: "a")
            let cost = SubsidyTown.cost("K-9", "conduit", 500_000, document: "k9.pdf")
            try await town.record(LedgerRecords(costs: [cost]))
            let assessed = try await town.treasurer.assess(award: "P-1", cutoffOn: SubsidyTown.cutoff)
            #expect(assessed.assessment.claimable == Money(cents: 50_000))
            #expect(assessed.missingDocuments.map(\.name) == ["k9.pdf"])
            #expect(
                await refusal { _ = try await town.treasurer.fileClaim(award: "P-1", cutoffOn: SubsidyTown.cutoff) }
                    == .documentMissing)
        }
    }

    @Test("one undecided claim, a later cut-off each time, none of tomorrow, none before the award is granted")
    func filing() async throws {
        try await SubsidyTown.with { town in
            func file(_ award: String, _ day: String) async -> RefusalCode? {
                await refusal {
                    _ = try await town.treasurer.fileClaim(award: award, cutoffOn: Day(parsing: day))
                }
            }
            #expect(await file("A-1", "2026-03-31") == nil)
            #expect(await file("A-1", "2026-04-01") == .undecidedClaim)
            try await town.bring("A-1/1", to: .approved)
            #expect(await file("A-1", "2026-03-31") == .cutoffNotLater)
            #expect(await file("A-1", "2026-04-19") == .invalidValue)
            #expect(await file("A-1", "2026-04-01") == .nothingClaimable)
            try await town.treasurer.addAward(Award(code: "A-3", programme: "WEST"), in: "a")
            #expect(await file("A-3", "2026-04-01") == .moveNotAllowed)
            #expect(await file("A-9", "2026-04-01") == .notFound)
        }
    }

    @Test("an association applies, the town's approver grants once, and the budget holds")
    func awards() async throws {
        try await SubsidyTown.with { town in
            let granted = SubsidyTown.award("A-4", "WEST", maximum: Money(cents: 100))
            #expect(await refusal { try await town.treasurer.addAward(granted, in: "a") } == .notAllowed)
            try await town.treasurer.addAward(Award(code: "A-4", programme: "WEST"), in: "a")
            let start = Day(year: 2026, month: 2, day: 1)!
            // 15,000 of 20,000 are committed to A-1.
            let tooMuch = AwardDecision(approvedOn: start, maximum: Money(cents: 500_001))
            #expect(await refusal { try await town.approver.grantAward("A-4", tooMuch, in: "a") } == .budgetExceeded)
            let decision = AwardDecision(approvedOn: start, maximum: Money(cents: 500_000))
            #expect(await refusal { try await town.treasurer.grantAward("A-4", decision, in: "a") } == .notAllowed)
            try await town.approver.grantAward("A-4", decision, in: "a")
            #expect(await refusal { try await town.approver.grantAward("A-4", decision, in: "a") } == .moveNotAllowed)
            let programme = try await town.clerk.programme("WEST")
            #expect(programme.budgets.map(\.committed) == [Money(cents: 2_000_000)])
            #expect(try await town.treasurer.programme("WEST").budgets.isEmpty)
        }
    }
}
