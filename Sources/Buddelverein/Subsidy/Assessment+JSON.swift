extension Assessment {
    /// The result as formats.md shows it; also what is hashed, since order and bytes never vary.
    public var json: JSONValue {
        [
            "award": .string(award), "cutoff_on": .string(cutoffOn.description),
            "lines": .array(lines.map(\.json)), "waterfall": .array(waterfall.map(\.json)),
            "cash": .string(cash.description), "unpaid": .string(unpaid.description),
            "eligible": .string(eligible.description), "claimable": .string(claimable.description),
            "flags": .array(flags.map { .string($0.rawValue) }),
        ]
    }

    /// The same bytes for the same result, without white space; to be hashed elsewhere.
    public var canonical: String { JSONWriter().text(json) }
}

extension AssessedLine {
    /// The line as formats.md shows it.
    public var json: JSONValue {
        var accepted = JSONObject()
        if let amount { accepted["amount"] = .string(amount.description) }
        if let minutes { accepted["minutes"] = .string(minutes.description) }
        if let length { accepted["length_m"] = .string(length.description) }
        var line: JSONObject = [
            "ref": .string(ref), "kind": .string(kind.rawValue),
            "reasons": .array(reasons.map { .string($0.rawValue) }), "accepted": .object(accepted),
        ]
        if let cut { line["cut"] = .string(cut.description) }
        return .object(line)
    }
}

extension WaterfallStep {
    /// The step as formats.md shows it.
    public var json: JSONValue {
        var step: JSONObject = ["step": .string(name.rawValue)]
        if let units { step["units"] = .integer(units) }
        step["limit"] = limit.map { .string($0.description) } ?? .null
        step["result"] = .string(result.description)
        return .object(step)
    }
}
