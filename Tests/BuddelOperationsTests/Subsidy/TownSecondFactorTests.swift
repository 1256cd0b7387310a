import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Subsidy: a town decides after a log-in with a second factor")
struct TownSecondFactorTests {
    /// The same person in a session that has passed none.
    private func weak(_ app: BuddelApp) -> BuddelApp {
        app.acting(as: Bearer(userID: app.userID, scope: .everything, passedSecondFactor: false))
    }

    private func expectNeeded(
        at location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async {
        let found = await refusal(body)
        #expect(found == .secondFactorNeeded, sourceLocation: location)
    }

    @Test("Each step of the town is refused without it and taken with it; the association's steps need none")
    func steps() async throws {
        try await SubsidyTown.with { town in
            let code = "A-1/1"
            let (clerk, approver, cashier) = (weak(town.clerk), weak(town.approver), weak(town.cashier))
            _ = try await weak(town.treasurer).fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await weak(town.chair).certifyClaim(code, in: "a")
            await expectNeeded { _ = try await clerk.checkClaim(code, cuts: [], in: "a") }
            await expectNeeded { try await clerk.returnClaim(code, questions: "Why?", in: "a") }
            await expectNeeded { try await approver.rejectClaim(code, reason: "no", in: "a") }
            _ = try await town.clerk.checkClaim(code, cuts: [], in: "a")
            await expectNeeded { _ = try await approver.approveClaim(code, in: "a") }
            _ = try await town.approver.approveClaim(code, in: "a")
            await expectNeeded { _ = try await cashier.releaseClaim(code, in: "a") }
            _ = try await town.cashier.releaseClaim(code, in: "a")
            _ = try await town.secondCashier.releaseClaim(code, in: "a")
            await expectNeeded { _ = try await cashier.payClaim(code, in: "a") }
            _ = try await town.cashier.payClaim(code, in: "a")
            let cent = Money(cents: 1)
            await expectNeeded { try await approver.revokeClaim(code, amount: cent, reason: "over", in: "a") }
            // Looking needs none.
            _ = try await clerk.claim(code)
        }
    }

    @Test("Granting an award takes it; who has no role for it is told that instead")
    func award() async throws {
        try await SubsidyTown.with { town in
            let day = SubsidyTown.day
            let treasurer = weak(town.treasurer)
            let approver = weak(town.approver)
            try await treasurer.addAward(
                Award(code: "A-9", programme: "WEST", appliedOn: day, eligibleFrom: day), in: "a")
            await expectNeeded { try await approver.grantAward("A-9", AwardDecision(), in: "a") }
            let told = await refusal { try await treasurer.grantAward("A-9", AwardDecision(), in: "a") }
            #expect(told == .notAllowed)
            try await town.approver.grantAward("A-9", AwardDecision(), in: "a")
        }
    }

    @Test("The operations that take one are those of the town alone")
    func table() {
        #expect(
            Set(Operation.allCases.filter(\.needsSecondFactor)) == [
                .awardGrant, .claimCheck, .claimReturn, .claimApprove, .claimReject, .claimRelease, .claimPay,
                .claimRevoke,
            ])
    }

    @Test("Removing a clerk's second factor voids what he checked on an undecided claim")
    func voided() async throws {
        try await SubsidyTown.with { town in
            let clock = HandClock()
            let clerk = town.town.app(town.clerk.userID, clock)
            _ = try await clerk.enrol(clock)
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .checked)
            let voided = try await town.owner.removeSecondFactor(of: "clerk")
            #expect(voided == 1)
            #expect(try await town.status("A-1/1") == .certified)
            let steps = try await town.treasurer.claim("A-1/1", in: "a").steps
            #expect(steps.compactMap(\.voided) == [.secondFactorRemoved])
        }
    }
}
