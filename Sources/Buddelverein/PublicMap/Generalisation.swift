/// A figure as the public sees it.
public enum PublishedFigure: Hashable, Sendable {
    case value(Int64)
    /// Too few people stand behind it, or one of them gave more than half.
    case suppressed

    /// The figure; nil where it is suppressed.
    public var value: Int64? {
        if case .value(let value) = self { value } else { nil }
    }
}

/// A take-up as the public sees it.
public enum PublishedTakeUp: Hashable, Sendable {
    /// Percent, rounded down to a multiple of five.
    case percent(Int64)
    case over(Int64)
}

/// Somebody who stands behind a figure; never published.
struct Giver: Hashable {
    let person: String
    let household: String
}

/// Makes figures coarse (rules.md 8). All roundings go down, so that a figure never promises more than there is.
struct Generalisation {
    let settings: PublicationSettings

    /// A count of connections, members or helpers.
    func count(_ count: Int) -> Int64 { down(Int64(count), to: settings.countStep) }

    /// A length, in metres.
    func metres(_ length: Centimetres) -> Int64 { down(length.centimetres / 100, to: settings.metresStep) }

    /// Money, in euros.
    func euros(_ money: Money) -> Int64 { down(money.cents / 100, to: settings.eurosStep) }

    /// The take-up of published connections among premises; it says nothing that the published count does not say.
    func takeUp(connections: Int64, premises: Int64) -> PublishedTakeUp? {
        guard premises > 0 else { return nil }
        let percent = connections * 100 / premises
        return percent > settings.takeUpLimit ? .over(settings.takeUpLimit) : .percent(percent / 5 * 5)
    }

    /// Hours that several people worked; without anybody's they are suppressed too, or the word would tell of the first.
    func hours(_ minutes: [Giver: Int64]) throws(Refusal) -> PublishedFigure {
        guard let total = try safeTotal(minutes) else { return .suppressed }
        return .value(down(total / 60, to: settings.hoursStep))
    }

    /// Euros that several people gave.
    func euros(_ cents: [Giver: Int64]) throws(Refusal) -> PublishedFigure {
        guard let total = try safeTotal(cents) else { return .suppressed }
        return .value(euros(Money(cents: total)))
    }

    /// The sum; nil if fewer people than asked for stand behind it, or one gave more than the allowed share.
    ///
    /// The share is a household's: the hours of a family of five are that household's hours.
    private func safeTotal(_ parts: [Giver: Int64]) throws(Refusal) -> Int64? {
        let given = parts.filter { $0.value > 0 }
        guard given.count >= settings.minimumPeople else { return nil }
        var total: Int64 = 0
        var households: [String: Int64] = [:]
        for (giver, part) in given {
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { throw .overflow }
            total = sum
            households[giver.household, default: 0] += part
        }
        guard let largest = households.values.max() else { return nil }
        let (share, shareOverflow) = largest.multipliedReportingOverflow(by: BasisPoints.whole.basisPoints)
        let (limit, limitOverflow) = total.multipliedReportingOverflow(by: settings.maximumShare.basisPoints)
        guard !shareOverflow, !limitOverflow else { throw .overflow }
        return share > limit ? nil : total
    }

    private func down(_ value: Int64, to step: Int64) -> Int64 {
        value > 0 ? value / step * step : 0
    }
}
