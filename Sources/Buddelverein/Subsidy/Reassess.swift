/// rules.md 2 to 4 from frozen evidence: coverage, daily cap, territory and cuts, then the waterfall.
///
/// Guarantees: with the standing of the submission unchanged, the result equals the assessment that was submitted;
/// needs nothing of the association's books. Refuses with `overflow` and `unpaid_share_whole`.
public func reassess(_ frozen: FrozenClaim, _ standing: Standing) throws(Refusal) -> Assessment {
    let terms = frozen.terms
    var lines: [AssessedLine] = []
    lines.reserveCapacity(frozen.lines.count)
    var coverage = Coverage()
    var dayMinutes: [Int: Int64] = [:]
    for frozenLine in frozen.lines {
        let line = try LineAssessment(terms: terms, standing: standing).assess(frozenLine, dayMinutes: &dayMinutes)
        if line.accepted { cover(line, terms, in: &coverage) }
        lines.append(line)
    }
    let lumpUnits = try lump(terms, standing, in: &coverage)
    var waterfall = Waterfall(terms: terms, standing: standing)
    try waterfall.run(lines, lumpUnits: lumpUnits)
    let startedEarly = lines.contains { $0.reasons.contains(.beforeStart) }
    return Assessment(
        award: terms.award, cutoffOn: terms.cutoffOn, lines: lines, waterfall: waterfall.steps, cash: waterfall.cash,
        unpaid: waterfall.unpaid, eligible: waterfall.eligible, claimable: waterfall.result,
        flags: (startedEarly ? [.earlyStart] : []) + waterfall.flags, coverage: coverage)
}

/// rules.md 4: an accepted line is covered on the parts that are paid; a unit once per programme.
private func cover(_ line: AssessedLine, _ terms: FrozenTerms, in coverage: inout Coverage) {
    guard terms.coverageRate > .zero else { return }
    let places: [Ags?] = terms.financing.isFixed ? [nil] : line.paidPlaces
    coverage.set(places.map { Coverage.Part(ags: $0, covered: terms.coverageRate) }, for: line.key)
}

/// One for a lump that no other award of the programme covers, else zero; nil for everything that is no lump.
private func lump(_ terms: FrozenTerms, _ standing: Standing, in coverage: inout Coverage) throws(Refusal) -> Int64? {
    guard case .fixed(unit: .lump, _) = terms.financing else { return nil }
    guard standing.coveredByOthers[.lump] == nil else { return 0 }
    coverage.set([Coverage.Part(ags: nil, covered: .whole)], for: .lump)
    return 1
}

/// What is left of one line.
private struct LineAssessment {
    let terms: FrozenTerms
    let standing: Standing

    /// Order of cuts (rules.md 2): whole quantity, daily cap, share inside the territory, cut by the town.
    func assess(_ line: FrozenLine, dayMinutes: inout [Int: Int64]) throws(Refusal) -> AssessedLine {
        var reasons = line.reasons
        if isCovered(line) { reasons.append(.alreadyCovered) }
        var refused = !reasons.isEmpty
        var quantity = refused ? 0 : line.units
        var cut: Minutes?
        if !refused, let group = line.dayGroup, let maximum = terms.maxPerDay {
            let filled = dayMinutes[group, default: 0]
            let granted = min(quantity, max(0, maximum.minutes - filled))
            dayMinutes[group] = filled + granted
            if granted < quantity {
                reasons.append(.dailyCap)
                cut = Minutes(minutes: quantity - granted)
                refused = granted == 0
                quantity = granted
            }
        }
        // Members have no part of their own: whether one lies inside was decided by its connections.
        if !refused, terms.territory != nil, line.quantity != .unit {
            quantity = try line.sharing.units(of: quantity, where: terms.pays)
        }
        if !refused, let townCut = standing.cuts[line.key], !townCut.isLifted(by: terms.cutoffOn) {
            reasons.append(.cutByTown)
            quantity = min(quantity, townCut.leftUnits)
            refused = quantity == 0
        }
        return try result(line, reasons: reasons, refused: refused, quantity: refused ? 0 : quantity, cut: cut)
    }

    /// Whether a part that the award needs has less free coverage than the award's rate (rules.md 4).
    private func isCovered(_ line: FrozenLine) -> Bool {
        guard let others = standing.coveredByOthers[line.key] else { return false }
        if terms.financing.isFixed { return !others.isEmpty }
        let rate = terms.coverageRate.basisPoints
        guard rate > 0 else { return false }
        return others.contains { part in
            BasisPoints.whole.basisPoints - part.covered.basisPoints < rate && terms.pays(part.ags)
                && line.sharing.contains { $0 == part.ags }
        }
    }

    private func result(
        _ line: FrozenLine, reasons: [LineReason], refused: Bool, quantity: Int64, cut: Minutes?
    ) throws(Refusal) -> AssessedLine {
        let places = refused ? [] : line.sharing.places.filter(terms.pays)
        var result = AssessedLine(key: line.key, reasons: reasons, accepted: !refused, cut: cut, paidPlaces: places)
        switch line.quantity {
        case .money: result.amount = Money(cents: quantity)
        case .time(_, let rate):
            result.minutes = Minutes(minutes: quantity)
            result.amount = try Minutes(minutes: quantity).value(at: rate)
        case .length: result.length = Centimetres(centimetres: quantity)
        case .unit:
            if case .fixed(_, let amount) = terms.financing { result.amount = refused ? .zero : amount }
        }
        return result
    }
}

extension FrozenLine {
    /// The whole quantity in its smallest unit.
    fileprivate var units: Int64 {
        switch quantity {
        case .money(let money): money.cents
        case .time(let time, _): time.minutes
        case .length(let length): length.centimetres
        case .unit: 1
        }
    }
}

extension Cut {
    /// Whether the cut was lifted by the cut-off (rules.md 2).
    func isLifted(by cutoff: Day) -> Bool { liftedOn.map { $0 <= cutoff } ?? false }
}
