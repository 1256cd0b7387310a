import Buddelverein
import Testing

@Suite("Subsidy: life of a claim and of an award")
struct ClaimLifeCycleTests {
    static let treasurer = Actor(userId: 1, roles: [.treasurer])
    static let chair = Actor(userId: 2, roles: [.chair])
    static let clerk = Actor(userId: 3, roles: [.clerk])
    static let approver = Actor(userId: 4, roles: [.approver], approvalLimit: money("1000.00"))
    static let cashier = Actor(userId: 5, roles: [.cashier])

    private func chain(_ steps: [(ClaimStep, Actor)]) throws -> ClaimLifeCycle {
        var claim = ClaimLifeCycle("A-1/1")
        for (step, actor) in steps { claim = try claim.taking(step, by: actor, amount: money("1000.00")) }
        return claim
    }

    private let toChecked: [(ClaimStep, Actor)] = [(.file, treasurer), (.certify, chair), (.check, clerk)]

    @Test("from the filing to the payment, by five persons")
    func whole() throws {
        var claim = try chain(toChecked + [(.approve, Self.approver), (.release, Self.approver)])
        #expect(claim.status == .approved)
        claim = try claim.taking(.release, by: Self.cashier)
        #expect(claim.status == .released)
        #expect(try claim.taking(.pay, by: Self.cashier).status == .paid)
    }

    @Test("every step that is not possible in a state is refused with those that are", arguments: ClaimStatus.allCases)
    func moves(_ status: ClaimStatus) throws {
        let everyone = Actor(userId: 9, roles: Set(Role.allCases))
        let possible = ClaimLifeCycle.possible(in: status)
        for step in ClaimStep.allCases {
            let code = refusal { _ = try ClaimLifeCycle("A-1/1", status: status).taking(step, by: everyone) }
            #expect(code == (possible.contains(step) ? nil : .moveNotAllowed))
        }
    }

    @Test("each step has its role", arguments: ClaimStep.allCases)
    func roles(_ step: ClaimStep) throws {
        let status = try #require(ClaimStatus.allCases.first { ClaimLifeCycle.possible(in: $0).contains(step) })
        for role in Role.allCases {
            let actor = Actor(userId: 9, roles: [role])
            let code = refusal { _ = try ClaimLifeCycle("A-1/1", status: status).taking(step, by: actor) }
            #expect(code == (ClaimLifeCycle.roles(for: step).contains(role) ? nil : .notAllowed))
        }
    }

    @Test("submitter and certifier, checker and approver, and the two releasers differ")
    func persons() throws {
        let one = Actor(userId: 1, roles: Set(Role.allCases))
        let filed = try chain([(.file, Self.treasurer)])
        #expect(refusal { _ = try filed.taking(.certify, by: one) } == .samePerson)
        let checked = try chain([(.file, Self.treasurer), (.certify, Self.chair), (.check, one)])
        #expect(refusal { _ = try checked.taking(.approve, by: one) } == .samePerson)
        #expect(refusal { _ = try checked.taking(.reject, by: one) } == .samePerson)
        let released = try chain(toChecked + [(.approve, Self.approver), (.release, Self.cashier)])
        #expect(refusal { _ = try released.taking(.release, by: Self.cashier) } == .samePerson)
    }

    @Test("who has ties to the association acts on no side of the town for it")
    func ties() throws {
        let certified = try chain([(.file, Self.treasurer), (.certify, Self.chair)])
        let tied = Actor(userId: 3, roles: [.clerk], hasTies: true)
        #expect(refusal { _ = try certified.taking(.check, by: tied) } == .tiedToAssociation)
        let treasurer = Actor(userId: 1, roles: [.treasurer], hasTies: true)
        #expect(try certified.taking(.withdraw, by: treasurer).status == .withdrawn)
    }

    @Test("an approver approves up to his limit")
    func limit() throws {
        let checked = try chain(toChecked)
        let code = refusal { _ = try checked.taking(.approve, by: Self.approver, amount: money("1000.01")) }
        #expect(code == .aboveLimit)
        #expect(try checked.taking(.approve, by: Self.approver, amount: money("1000.00")).status == .approved)
    }

    @Test("a return voids what came after the filing; an answer files again")
    func returned() throws {
        let returned = try chain(toChecked + [(.giveBack, Self.clerk)])
        #expect(returned.status == .returned)
        #expect(returned.steps.map(\.step) == [.file, .giveBack])
        let answered = try returned.taking(.answer, by: Self.treasurer)
        #expect(answered.status == .submitted)
        #expect(refusal { _ = try answered.taking(.certify, by: Actor(userId: 1, roles: [.chair])) } == .samePerson)
        #expect(try answered.taking(.certify, by: Self.chair).status == .certified)
    }

    @Test("checking again voids the check before; who checked before may approve then")
    func checkedAgain() throws {
        let first = Actor(userId: 7, roles: [.clerk, .approver])
        let again = try chain([(.file, Self.treasurer), (.certify, Self.chair), (.check, first), (.check, Self.clerk)])
        #expect(again.status == .checked)
        #expect(again.steps.map(\.step) == [.file, .certify, .check])
        #expect(try again.taking(.approve, by: first, amount: money("1.00")).status == .approved)
    }

    @Test("a revocation voids releases of another amount, and leaves a paid claim where it is")
    func revoked() throws {
        let approved = try chain(toChecked + [(.approve, Self.approver)])
        #expect(try approved.taking(.revoke, by: Self.approver).status == .approved)
        let released = try approved.taking(.release, by: Self.approver).taking(.revoke, by: Self.approver)
            .taking(.release, by: Self.cashier)
        #expect(released.status == .approved)
        let again = try released.taking(.release, by: Self.approver)
        #expect(again.status == .released)
        #expect(try again.taking(.revoke, by: Self.approver).status == .approved)
        let paid = try again.taking(.pay, by: Self.cashier)
        #expect(try paid.taking(.revoke, by: Self.approver).status == .paid)
    }

    @Test("an award has at most one claim in these states")
    func undecided() {
        #expect(ClaimStatus.allCases.filter(\.isUndecided) == [.submitted, .certified, .checked, .returned])
    }

    @Test("an award goes from the application to the closed proof, and amendments leave it where it is")
    func award() throws {
        func after(_ step: AwardStep, _ status: AwardStatus, _ actor: Actor) throws -> AwardStatus {
            try AwardLifeCycle.status(of: "A-1", after: step, in: status, by: actor)
        }
        #expect(try after(.permitEarlyStart, .applied, Self.approver) == .earlyStartPermitted)
        #expect(try after(.grant, .earlyStartPermitted, Self.approver) == .granted)
        #expect(try after(.extend, .granted, Self.approver) == .granted)
        #expect(try after(.demandProof, .granted, Self.clerk) == .proofDue)
        #expect(try after(.submitProof, .proofDue, Self.treasurer) == .proofSubmitted)
        #expect(try after(.recover, .proofSubmitted, Self.approver) == .recovery)
        #expect(try after(.close, .recovery, Self.approver) == .closed)
        #expect(refusal { _ = try after(.grant, .granted, Self.approver) } == .moveNotAllowed)
        #expect(refusal { _ = try after(.grant, .applied, Self.treasurer) } == .notAllowed)
        let tied = Actor(userId: 4, roles: [.approver], hasTies: true)
        #expect(refusal { _ = try after(.grant, .applied, tied) } == .tiedToAssociation)
        #expect(AwardStatus.allCases.filter { !$0.isOpen } == [.rejected, .withdrawn, .closed])
    }
}
