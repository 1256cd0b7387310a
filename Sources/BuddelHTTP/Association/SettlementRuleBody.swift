import Buddelverein

/// The rule of a settlement in a request and in an answer, in the words of `association.json`.
enum SettlementRuleBody {
    private static let weight = Schema(.text(.plain, length: 4...8)).noted("A weight with two decimals")

    static let schema = Schema.object(
        .required(
            "keys",
            .list(
                Schema.object(
                    .required("by", Schema(.choice(["connection", "lead_metre", "member"]))),
                    .required("share", .percent), .optional("active", weight), .optional("passive", weight)
                ).named("SettlementKey"), 1...3)),
        .optional(
            "labour",
            Schema.object(
                .required("duty_per_active", .minutes), .required("duty_per_passive", .minutes),
                .required("rate", .rate)
            ).named("LabourDuty")),
        .optional("machine_rates", Schema(.map(.rate, count: 0...50)))
    ).named("SettlementRule")

    static func rule(_ body: Input) throws(Refusal) -> SettlementRule {
        var keys: [SettlementKey] = []
        for object in body.objects("keys") { keys.append(try key(object)) }
        var labour: LabourDuty?
        if let object = body.object("labour") {
            labour = LabourDuty(
                dutyPerActive: try object.requiredMinutes("duty_per_active"),
                dutyPerPassive: try object.requiredMinutes("duty_per_passive"),
                rate: try object.required("rate", { text throws(Refusal) in try HourlyRate(parsing: text) }))
        }
        return SettlementRule(
            keys: keys, labour: labour,
            machineRates: try body.map("machine_rates", { text throws(Refusal) in try HourlyRate(parsing: text) }))
    }

    private static func key(_ object: Input) throws(Refusal) -> SettlementKey {
        let read: (String) throws(Refusal) -> Weight = { text throws(Refusal) in try Weight(parsing: text) }
        let basis: SettlementKey.Basis
        switch object.requiredText("by") {
        case "connection":
            basis = .connection(
                active: try required("active", of: object, read), passive: try required("passive", of: object, read))
        case "lead_metre": basis = .leadMetre
        default: basis = .member
        }
        return SettlementKey(
            basis: basis,
            share: try object.required("share", { text throws(Refusal) in try BasisPoints(parsing: text) }))
    }

    /// The weights that the key by connection needs and the others don't; refuses with `missing_value`.
    private static func required(
        _ name: String, of object: Input, _ read: (String) throws(Refusal) -> Weight
    ) throws(Refusal) -> Weight {
        guard let weight = try object.optional(name, read) else { throw Refusal.missing(name) }
        return weight
    }

    static func json(_ rule: SettlementRule) -> JSONValue {
        let labour: JSONValue =
            rule.labour.map {
                [
                    "duty_per_active": .string($0.dutyPerActive.description),
                    "duty_per_passive": .string($0.dutyPerPassive.description), "rate": .string($0.rate.description),
                ]
            } ?? .null
        return [
            "keys": .array(rule.keys.map(json)), "labour": labour,
            "machine_rates": .object(
                JSONObject(
                    rule.machineRates.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.description)) })),
        ]
    }

    private static func json(_ key: SettlementKey) -> JSONValue {
        var object: JSONObject = ["by": .string(key.name), "share": .string(key.share.description)]
        if case .connection(let active, let passive) = key.basis {
            object["active"] = .string(active.description)
            object["passive"] = .string(passive.description)
        }
        return .object(object)
    }
}
