/// The base interest rate from a day until the next row (rules.md 6).
public struct BaseRate: Hashable, Sendable {
    public var from: Day
    public var rate: BasisPoints

    public init(from: Day, rate: BasisPoints) {
        self.from = from
        self.rate = rate
    }

    /// The first 1 January or 1 July after the row begins: as long as the last row holds.
    var heldUntil: Day {
        let (year, month, _) = from.civil
        let next = month < 7 ? Day(year: year, month: 7, day: 1) : Day(year: year + 1, month: 1, day: 1)
        return next ?? .last
    }
}

/// rules.md 6: simple interest on a recovered amount, actual days / 365, at base rate plus margin.
///
/// `start` is inclusive, `repaid` exclusive; the pieces are summed exactly and rounded once. Refuses with
/// `missing_base_rate` a span that no row holds, naming the row, with `invalid_order` a repayment before the start, and
/// with `overflow`.
public func interest(
    on amount: Money, from start: Day, until repaid: Day, margin: BasisPoints, baseRates: [BaseRate]
) throws(Refusal) -> Money {
    guard start <= repaid else { throw .invalidOrder(start, repaid, fields: ("from", "until")) }
    let rows = baseRates.sorted { $0.from < $1.from }
    var sum: Int128 = 0
    var day = start
    while day < repaid {
        guard let index = rows.lastIndex(where: { $0.from <= day }) else { throw .missingBaseRate(day) }
        let end = index + 1 < rows.count ? rows[index + 1].from : rows[index].heldUntil
        guard day < end else { throw .missingBaseRate(end) }
        let pieceEnd = min(end, repaid)
        sum += Int128(day.days(until: pieceEnd)) * Int128(try (rows[index].rate + margin).basisPoints)
        day = pieceEnd
    }
    return Money(cents: try Division.rounded(sum * Int128(amount.cents), by: 10_000 * 365))
}

extension Refusal {
    /// No base rate holds on `day` (rules.md 6).
    public static func missingBaseRate(_ day: Day) -> Refusal {
        Refusal(
            .missingBaseRate,
            LocalizedText(
                en: "The base rate from \(day) is missing.",
                de: "Der Basiszinssatz ab \(day.text(in: .german)) fehlt."),
            cure: LocalizedText(
                en: "An administrator adds the row published by the Bundesbank.",
                de: "Die Verwaltung trägt den von der Bundesbank veröffentlichten Satz nach."),
            at: Place(field: "base_rates", value: day.description))
    }

    /// A first day lies after the last one.
    public static func invalidOrder(_ first: Day, _ last: Day, fields: (String, String)) -> Refusal {
        Refusal(
            .invalidOrder,
            LocalizedText(
                en: "\(fields.0) (\(first)) lies after \(fields.1) (\(last)).",
                de: "\(fields.0) (\(first.text(in: .german))) liegt nach \(fields.1) (\(last.text(in: .german)))."),
            at: Place(field: fields.0, value: first.description))
    }
}
