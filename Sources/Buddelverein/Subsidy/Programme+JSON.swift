// The nested members of a programme as programmes.json writes them (formats.md).

extension Budget {
    /// One amount, or a list of years.
    public var fileJSON: JSONValue {
        switch self {
        case .total(let amount): .string(amount.description)
        case .perYear(let years):
            .array(years.map { ["year": .integer(Int64($0.year)), "amount": .string($0.amount.description)] })
        }
    }
}

extension Financing {
    /// The kind with what it needs.
    public var fileJSON: JSONValue {
        switch self {
        case .share(let rate): ["kind": .string(kind), "rate": .string(rate.description)]
        case .fixed(let unit, let amount):
            ["kind": .string(kind), "unit": .string(unit.rawValue), "amount": .string(amount.description)]
        case .deficit, .full: ["kind": .string(kind)]
        }
    }
}

extension EligibleRules {
    /// What counts; what does not is left out.
    public var fileJSON: JSONValue {
        var value = JSONObject()
        if let costCategories { value["cost_categories"] = .array(costCategories.map { .string($0) }) }
        if let tasks { value["tasks"] = .array(tasks.map { .string($0) }) }
        if let labour {
            var rules: JSONObject = ["rate": .string(labour.rate.description)]
            if let cap = labour.maxPerDay { rules["max_per_day"] = .string(cap.description) }
            value["labour"] = .object(rules)
        }
        if let machineRates {
            let rates = machineRates.naturallySorted { $0.key }.map { ($0.key, JSONValue.string($0.value.description)) }
            value["machine_rates"] = .object(JSONObject(rates))
        }
        if inKind { value["in_kind"] = true }
        if requiresDocument { value["requires_document"] = true }
        return .object(value)
    }
}
