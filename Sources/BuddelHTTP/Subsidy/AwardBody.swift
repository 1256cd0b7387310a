import BuddelOperations
import Buddelverein

/// What a request says of an award.
enum AwardBody {
    static let application = Schema(
        .object(
            [
                .required("code", .code), .required("programme", .code), .optional("applied_on", .day),
                .optional("own_funds", .money), .optional("third_party_funds", .money),
            ] + terms)
    ).named("AwardApplication")

    static let decision = Schema(.object(terms)).named("AwardDecision")

    /// With a day of approval or early start it is a decision, which takes the town's approver.
    private static let terms: [Schema.Property] = [
        .optional("approved_on", .day), .optional("early_start_on", .day), .optional("eligible_from", .day),
        .optional("eligible_until", .day), .optional("rate", .percent), .optional("maximum", .money),
    ]

    static func award(_ body: Input) throws(Refusal) -> Award {
        var award = Award(code: body.requiredText("code"), programme: body.requiredText("programme"))
        award.appliedOn = try body.day("applied_on")
        award.ownFunds = try body.money("own_funds") ?? .zero
        award.thirdPartyFunds = try body.money("third_party_funds") ?? .zero
        award.approvedOn = try body.day("approved_on")
        award.earlyStartOn = try body.day("early_start_on")
        award.eligibleFrom = try body.day("eligible_from")
        award.eligibleUntil = try body.day("eligible_until")
        award.rate = try body.percent("rate")
        award.maximum = try body.money("maximum")
        return award
    }

    static func granted(_ body: Input) throws(Refusal) -> AwardDecision {
        var decision = AwardDecision()
        decision.approvedOn = try body.day("approved_on")
        decision.earlyStartOn = try body.day("early_start_on")
        decision.eligibleFrom = try body.day("eligible_from")
        decision.eligibleUntil = try body.day("eligible_until")
        decision.rate = try body.percent("rate")
        decision.maximum = try body.money("maximum")
        return decision
    }
}
