/// rules.md 3: from accepted lines to the grant, step by step; a step whose setting is not given is left out.
struct Waterfall {
    let terms: FrozenTerms
    let standing: Standing
    private(set) var steps: [WaterfallStep] = []
    private(set) var flags: [AssessmentFlag] = []
    private(set) var cash = Money.zero
    private(set) var unpaid = Money.zero
    private(set) var eligible = Money.zero
    private(set) var result = Money.zero

    init(terms: FrozenTerms, standing: Standing) {
        self.terms = terms
        self.standing = standing
    }

    /// Runs all steps over the accepted lines.
    mutating func run(_ lines: [AssessedLine], lumpUnits: Int64?) throws(Refusal) {
        if !terms.financing.isFixed { try sum(lines) }
        try limitUnpaidWork()
        try finance(lines, lumpUnits: lumpUnits)
        if let cap = terms.capPerActiveConnection {
            lower(.capPerActiveConnection, to: try cap * terms.contractedConnections)
        }
        if let maximum = terms.maximum { lower(.awardMaximum, to: maximum) }
        if terms.cashCeiling, !terms.financing.isFixed { lower(.cashCeiling, to: cash) }
        lower(.totalCeiling, to: max(.zero, try terms.paidCosts - standing.otherGrants))
        set(.rounding, result: terms.rounding == .euro ? result.downToEuros : result)
        applyMinimum()
        try subtractEarlierClaims()
    }

    private mutating func sum(_ lines: [AssessedLine]) throws(Refusal) {
        for line in lines where line.accepted {
            let amount = line.amount ?? .zero
            if line.kind == .cost { cash = try cash + amount } else { unpaid = try unpaid + amount }
        }
    }

    /// F may be at most p percent of the eligible total, which contains F itself.
    private mutating func limitUnpaidWork() throws(Refusal) {
        guard let share = terms.unpaidShareMax else { return }
        guard share < .whole else { throw .unpaidShareWhole }
        let numerator = Int128(cash.cents) * Int128(share.basisPoints)
        let limit = Money(cents: try Division.down(numerator, by: Int128(10_000 - share.basisPoints)))
        unpaid = min(unpaid, limit)
        steps.append(WaterfallStep(.unpaidShareMax, limit: limit, result: unpaid))
    }

    private mutating func finance(_ lines: [AssessedLine], lumpUnits: Int64?) throws(Refusal) {
        if case .fixed(let unit, let amount) = terms.financing {
            let units = if let lumpUnits { lumpUnits } else { try units(unit, lines) }
            result = try amount * units
            steps.append(WaterfallStep(.fixed, units: units, limit: amount, result: result))
            return
        }
        eligible = try cash + unpaid
        set(.eligible, result: eligible)
        switch terms.financing {
        case .share(let rate): set(.share, result: try eligible.down(at: rate))
        case .full: set(.full, result: eligible)
        case .deficit:
            let limit = try terms.ownFunds + max(terms.thirdPartyFunds, terms.income) + standing.otherGrants
            set(.deficit, limit: limit, result: max(.zero, try eligible - limit))
        case .fixed: break
        }
    }

    /// Accepted units; trench metres are the inside centimetres, summed, then down to whole metres.
    private func units(_ unit: GrantUnit, _ lines: [AssessedLine]) throws(Refusal) -> Int64 {
        let accepted = lines.filter(\.accepted)
        guard unit == .trenchMetre else { return Int64(accepted.count) }
        return try accepted.compactMap(\.length).total().centimetres / 100
    }

    private mutating func applyMinimum() {
        guard let minimum = terms.minimum else { return }
        let isBelow = result > .zero && result < minimum
        if isBelow { flags.append(.belowMinimum) }
        set(.minimum, limit: minimum, result: isBelow ? .zero : result)
    }

    private mutating func subtractEarlierClaims() throws(Refusal) {
        let earlier = standing.earlierGrants
        if earlier > result { flags.append(.overpaid) }
        set(.earlierClaims, limit: earlier, result: max(.zero, try result - earlier))
    }

    private mutating func lower(_ name: WaterfallStep.Name, to limit: Money) {
        set(name, limit: limit, result: min(result, limit))
    }

    private mutating func set(_ name: WaterfallStep.Name, limit: Money? = nil, result: Money) {
        self.result = result
        steps.append(WaterfallStep(name, limit: limit, result: result))
    }
}

extension Refusal {
    /// A programme whose unpaid work may be everything has no such limit (rules.md 3: p < 100).
    public static var unpaidShareWhole: Refusal {
        Refusal(
            .unpaidShareWhole,
            LocalizedText(
                en: "The share of unpaid work must be below 100 %.",
                de: "Der Anteil unbezahlter Arbeit muss unter 100 % liegen."),
            cure: LocalizedText(en: "Leave it out for no limit.", de: "Ohne Grenze lassen Sie ihn weg."),
            at: Place(field: "unpaid_share_max"))
    }
}
