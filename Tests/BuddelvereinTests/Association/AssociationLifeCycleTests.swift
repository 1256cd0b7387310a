import Buddelverein
import Testing

@Suite("Association: its life")
struct AssociationLifeCycleTests {
    private let chair = Actor(userId: 1, roles: [.chair])
    private let liquidator = Actor(userId: 2, roles: [.chair])

    private func move(
        _ from: AssociationStatus, _ to: AssociationStatus, by actor: Actor,
        _ left: AssociationLifeCycle.Obligations = .init()
    ) throws -> AssociationStatus {
        try AssociationLifeCycle.move(
            "village", from: from, to: to, obligations: left, by: actor, isLiquidator: actor == liquidator)
    }

    @Test("from the initiative to the liquidation the chair moves it, then the liquidator")
    func whole() throws {
        let way: [AssociationStatus] = [.initiative, .founded, .building, .running, .inLiquidation]
        for (from, to) in zip(way, way.dropFirst()) { #expect(try move(from, to, by: chair) == to) }
        #expect(try move(.inLiquidation, .dissolved, by: liquidator) == .dissolved)
        #expect(refusal { _ = try move(.inLiquidation, .dissolved, by: chair) } == .notAllowed)
        #expect(refusal { _ = try move(.running, .dissolved, by: chair) } == .moveNotAllowed)
        #expect(refusal { _ = try move(.dissolved, .running, by: liquidator) } == .moveNotAllowed)
    }

    @Test("it can't dissolve with open claims, duties of an award, or accounts that are not zero")
    func obligations() {
        for left in [
            AssociationLifeCycle.Obligations(openClaims: 1), .init(openAwards: 1), .init(accountsNotZero: 1),
        ] {
            #expect(refusal { _ = try move(.inLiquidation, .dissolved, by: liquidator, left) } == .openObligations)
        }
    }
}
