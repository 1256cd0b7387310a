extension CostRecord {
    /// Whether nothing of the cost is open any more at the end of `day` (rules.md 2).
    public func isPaid(by day: Day) -> Bool { paidOn.map { $0 <= day } ?? false }

    /// What the cost counts with on `day`: gross, or net where the association deducts input tax; a paid one with
    /// what was really paid, net `round(paid * net / gross)` (rules.md 2); one still open in full (rules.md 5).
    public func counted(net countsNet: Bool, on day: Day) throws(Refusal) -> Money {
        guard isPaid(by: day), let paid, paid != gross, gross != .zero else { return countsNet ? net : gross }
        guard countsNet else { return paid }
        return Money(cents: try Division.rounded(Int128(paid.cents) * Int128(net.cents), by: Int128(gross.cents)))
    }
}
