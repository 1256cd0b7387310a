/// Assesses awards of one association; indexes its evidence once and may be used for many computations.
///
/// Guarantees: pure; the same evidence and context give the same result, whatever the order of the records.
public struct Assessor: Sendable {
    public let evidence: Evidence
    let succession: Succession
    let holders: Holders
    let households: Set<String>
    let segmentsByCode: [String: Segment]

    /// Refuses with `unknown_member` or `successor_cycle` members that succeed each other wrongly.
    public init(_ evidence: Evidence) throws(Refusal) {
        self.evidence = evidence
        succession = try Succession(evidence.members)
        holders = Holders(evidence.holdings)
        households = Set(evidence.helpers.map(\.code))
        segmentsByCode = Dictionary(evidence.segments.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// rules.md 2 to 4: every line with its reasons, the waterfall, and what would be covered.
    ///
    /// Refuses with `unknown_segment`, `no_worker`, `overflow`, `unpaid_share_whole` what can't be computed.
    public func assess(_ context: AwardContext, cutoffOn cutoff: Day) throws(Refusal) -> Assessment {
        let frozen = try freeze(programme: context.programme, award: context.award, cutoffOn: cutoff)
        return try reassess(frozen, context.standing)
    }

    /// The evidence of an award at a cut-off, to be kept with a submitted claim.
    public func freeze(programme: Programme, award: Award, cutoffOn cutoff: Day) throws(Refusal) -> FrozenClaim {
        let terms = try terms(programme: programme, award: award, cutoffOn: cutoff)
        let rules = LineRules(programme: programme, award: award, cutoff: cutoff, territory: terms.territory)
        let lines =
            if case .fixed(let unit, _) = programme.financing {
                try units(unit, rules)
            } else {
                try costs(rules) + work(rules) + gifts(rules)
            }
        return FrozenClaim(terms: terms, lines: lines.sorted { LineKey.precedes($0.key, $1.key) })
    }

    private func terms(programme: Programme, award: Award, cutoffOn cutoff: Day) throws(Refusal) -> FrozenTerms {
        var income = Money.zero
        for payment in evidence.payments where payment.date <= cutoff {
            guard payment.purpose == .donation || payment.purpose == .otherIncome else { continue }
            income = try income + payment.amount
        }
        var paidCosts = Money.zero
        for cost in evidence.costs where cost.isPaid(by: cutoff) {
            paidCosts = try paidCosts + cost.counted(net: evidence.association.deductsInputTax, on: cutoff)
        }
        let territory = programme.ownTerritoryOnly ? programme.ags : nil
        return FrozenTerms(
            award: award.code, cutoffOn: cutoff, financing: programme.financing(for: award), territory: territory,
            maxPerDay: programme.eligible.labour?.maxPerDay, unpaidShareMax: programme.unpaidShareMax,
            capPerActiveConnection: programme.capPerActiveConnection,
            contractedConnections: contractedConnections(territory: territory, cutoff: cutoff),
            maximum: award.maximum, cashCeiling: programme.cashCeiling && !programme.financing.isFixed,
            ownFunds: award.ownFunds, thirdPartyFunds: award.thirdPartyFunds, income: income, paidCosts: paidCosts,
            rounding: programme.rounding, minimum: programme.minimum)
    }

    /// rules.md 3, `cap_per_active_connection`: kind active, built or not, inside, of a member of that day.
    private func contractedConnections(territory: TerritoryKey?, cutoff: Day) -> Int64 {
        var count: Int64 = 0
        for connection in evidence.connections where connection.kind == .active {
            if let territory, !territory.contains(evidence.connectionAgs[connection.code]) { continue }
            guard let member = succession.member(holder(of: connection, on: cutoff)) else { continue }
            if member.belongs(on: cutoff) { count += 1 }
        }
        return count
    }

    /// Whoever the connection belongs to on that day: its holder, or the successor of one who has left.
    func holder(of connection: Connection, on day: Day) -> String {
        succession.standing(for: holders.holder(of: connection, on: day), on: day)
    }
}

extension Programme {
    /// The financing with the rate that applies: the award's where it has one, never above the programme's.
    func financing(for award: Award) -> Financing {
        guard case .share(let rate) = financing, let own = award.rate else { return financing }
        return .share(rate: min(own, rate))
    }
}
