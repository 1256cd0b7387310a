// What a funder set and a town decided stays as it was decided; an award gets its decisions one after the other.

extension Programme: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: Programme) -> RecordComparison<Programme> {
        var merge = FieldMerge(self, into: recorded, remedy: .anotherCode)
        merge.fixed("funder", \.funder)
        merge.fixed("ags", \.ags)
        if administeredBy != nil { merge.fixed("administered_by", \.administeredBy) }
        merge.fixed("title", \.title)
        merge.fixed("budget", \.budget)
        merge.fixed("financing", \.financing)
        merge.fixed("eligible", \.eligible)
        merge.fixed("unpaid_share_max", \.unpaidShareMax)
        merge.fixed("start_ban", \.startBan)
        merge.fixed("own_territory_only", \.ownTerritoryOnly)
        merge.fixed("cap_per_active_connection", \.capPerActiveConnection)
        merge.fixed("cash_ceiling", \.cashCeiling)
        merge.fixed("rounding", \.rounding)
        merge.fixed("minimum", \.minimum)
        merge.fixed("interest_margin", \.interestMargin)
        return merge.comparison
    }
}

extension Award: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: Award) -> RecordComparison<Award> {
        var merge = FieldMerge(self, into: recorded, remedy: .decide)
        merge.fixed("programme", \.programme)
        merge.filledOnce("applied_on", \.appliedOn)
        merge.filledOnce("early_start_on", \.earlyStartOn)
        merge.filledOnce("approved_on", \.approvedOn)
        merge.filledOnce("eligible_from", \.eligibleFrom)
        merge.filledOnce("eligible_until", \.eligibleUntil)
        merge.filledOnce("rate", \.rate)
        merge.filledOnce("maximum", \.maximum)
        merge.fixed("own_funds", \.ownFunds)
        merge.fixed("third_party_funds", \.thirdPartyFunds)
        return merge.comparison
    }
}

extension ClaimRecord: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: ClaimRecord) -> RecordComparison<ClaimRecord> {
        var merge = FieldMerge(self, into: recorded, remedy: .decide)
        merge.fixed("award", \.award)
        merge.fixed("cutoff_on", \.cutoffOn)
        merge.fixed("status", \.status)
        merge.fixed("approved", \.approved)
        merge.fixed("cuts", \.cutsInOrder, isFreeText: true)
        merge.fixed("revoked", \.revoked)
        return merge.comparison
    }

    /// The cuts by kind and line, since their order says nothing.
    var cutsInOrder: [Cut] {
        cuts.naturallySorted(by: \.ref).sorted { $0.kind.rawValue < $1.kind.rawValue }
    }
}
