extension FrozenTerms {
    /// The terms as they are stored with a claim: whole cents, minutes and basis points, null for what is not given.
    public var json: JSONValue {
        func units(_ quantity: (some Quantity)?) -> JSONValue { quantity.map { .integer($0.units) } ?? .null }
        return [
            "award": .string(award), "cutoff_on": .string(cutoffOn.description), "financing": financing.json,
            "territory": territory.map { .string($0.rawValue) } ?? .null, "max_per_day": units(maxPerDay),
            "unpaid_share_max": units(unpaidShareMax), "cap_per_active_connection": units(capPerActiveConnection),
            "contracted_connections": .integer(contractedConnections), "maximum": units(maximum),
            "cash_ceiling": .bool(cashCeiling), "own_funds": .integer(ownFunds.cents),
            "third_party_funds": .integer(thirdPartyFunds.cents), "income": .integer(income.cents),
            "paid_costs": .integer(paidCosts.cents), "rounding": .string(rounding.rawValue), "minimum": units(minimum),
        ]
    }

    /// Reads what `json` wrote; refuses with `invalid_frozen_claim` anything else.
    public init(json: JSONValue) throws(Refusal) {
        func integer(_ field: String) throws(Refusal) -> Int64 {
            guard let value = json[field]?.integerValue else { throw .invalidFrozenClaim(field) }
            return value
        }
        func optional<Value: Quantity>(_ field: String) throws(Refusal) -> Value? {
            if json[field]?.isNull ?? true { return nil }
            return Value(units: try integer(field))
        }
        guard let award = json["award"]?.stringValue, let cutoff = json["cutoff_on"]?.stringValue,
            let cashCeiling = json["cash_ceiling"]?.boolValue,
            let rounding = json["rounding"]?.stringValue.flatMap(GrantRounding.init(rawValue:))
        else { throw .invalidFrozenClaim("terms") }
        let territory = json["territory"]?.stringValue.flatMap(TerritoryKey.init(rawValue:))
        guard (json["territory"]?.isNull ?? true) == (territory == nil) else { throw .invalidFrozenClaim("territory") }
        self.init(
            award: award, cutoffOn: try Day(parsing: cutoff),
            financing: try Financing(json: json["financing"] ?? .null), territory: territory,
            maxPerDay: try optional("max_per_day"), unpaidShareMax: try optional("unpaid_share_max"),
            capPerActiveConnection: try optional("cap_per_active_connection"),
            contractedConnections: try integer("contracted_connections"), maximum: try optional("maximum"),
            cashCeiling: cashCeiling, ownFunds: Money(cents: try integer("own_funds")),
            thirdPartyFunds: Money(cents: try integer("third_party_funds")),
            income: Money(cents: try integer("income")), paidCosts: Money(cents: try integer("paid_costs")),
            rounding: rounding, minimum: try optional("minimum"))
    }
}

extension Financing {
    fileprivate var json: JSONValue {
        switch self {
        case .share(let rate): ["kind": .string(kind), "rate": .integer(rate.basisPoints)]
        case .fixed(let unit, let amount):
            ["kind": .string(kind), "unit": .string(unit.rawValue), "amount": .integer(amount.cents)]
        case .deficit, .full: ["kind": .string(kind)]
        }
    }

    fileprivate init(json: JSONValue) throws(Refusal) {
        switch json["kind"]?.stringValue {
        case "share":
            guard let rate = json["rate"]?.integerValue else { throw .invalidFrozenClaim("financing") }
            self = .share(rate: BasisPoints(basisPoints: rate))
        case "fixed":
            guard let unit = json["unit"]?.stringValue.flatMap(GrantUnit.init(rawValue:)),
                let amount = json["amount"]?.integerValue
            else { throw .invalidFrozenClaim("financing") }
            self = .fixed(unit: unit, amount: Money(cents: amount))
        case "deficit": self = .deficit
        case "full": self = .full
        default: throw .invalidFrozenClaim("financing")
        }
    }
}
