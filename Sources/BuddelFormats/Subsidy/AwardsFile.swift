import Buddelverein

/// `awards.json`.
enum AwardsFile: JSONListFile {
    static let file = CaseFile.awards

    static func record(_ object: ObjectReader) -> Award? {
        let code = object.required("code", Refusal.code)
        let programme = object.requiredText("programme")
        func day(_ name: String) -> Day? {
            object.value(name) { text throws(Refusal) in try Day(parsing: text) }
        }
        func amount(_ name: String) -> Money? {
            object.value(name) { text throws(Refusal) in try Refusal.nonNegative(Money(parsing: text)) }
        }
        let appliedOn = day("applied_on")
        let earlyStartOn = day("early_start_on")
        let approvedOn = day("approved_on")
        let eligibleFrom = day("eligible_from")
        let eligibleUntil = day("eligible_until")
        let rate = object.value("rate") { text throws(Refusal) in try Refusal.percentage(text) }
        let maximum = amount("maximum")
        let ownFunds = amount("own_funds")
        let thirdPartyFunds = amount("third_party_funds")
        return Award(
            code: code ?? "", programme: programme ?? "", appliedOn: appliedOn, earlyStartOn: earlyStartOn,
            approvedOn: approvedOn,
            eligibleFrom: eligibleFrom, eligibleUntil: eligibleUntil, rate: rate, maximum: maximum,
            ownFunds: ownFunds ?? .zero, thirdPartyFunds: thirdPartyFunds ?? .zero)
    }

    static func key(_ record: Award) -> String { record.code }

    static func value(_ record: Award) -> JSONValue {
        [
            "code": .string(record.code), "programme": .string(record.programme),
            "applied_on": .text(record.appliedOn), "early_start_on": .text(record.earlyStartOn),
            "approved_on": .text(record.approvedOn), "eligible_from": .text(record.eligibleFrom),
            "eligible_until": .text(record.eligibleUntil), "rate": .text(record.rate),
            "maximum": .text(record.maximum), "own_funds": .text(record.ownFunds),
            "third_party_funds": .text(record.thirdPartyFunds),
        ]
    }
}
