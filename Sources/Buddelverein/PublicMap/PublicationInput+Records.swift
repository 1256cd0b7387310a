extension PublicationInput.Association {
    /// The input of an association from its records as they stand on `day`.
    ///
    /// `work` and `gifts` are those that are not reversed; only confirmed ones count. Labour is the worker's, whoever
    /// it is credited to; machine time is no hour of anybody.
    public init(
        profile: AssociationProfile, areas: [Area], connections: [Connection], segments: [Segment],
        lengths: [String: Centimetres], changes: [PublicationInput.SegmentChange] = [], members: [Member],
        helpers: [Helper], work: [WorkRecord], gifts: [GiftRecord], subsidies: [PublicationInput.Subsidy], on day: Day
    ) {
        let areaOfSegment = Dictionary(segments.map { ($0.code, $0.area) }, uniquingKeysWith: { first, _ in first })
        let households = Dictionary(
            helpers.map { ($0.code, $0.memberNumber) }, uniquingKeysWith: { first, _ in first })
        func area(_ segment: String?) -> String? { segment.flatMap { areaOfSegment[$0] ?? nil } }
        let labour = work.compactMap { record -> PublicationInput.Contribution? in
            guard record.kind == .labour, record.confirmedBy != nil, record.date <= day else { return nil }
            guard let person = record.worker.map({ "helper \($0)" }) ?? record.memberNumber.map({ "member \($0)" })
            else { return nil }
            let household = record.worker.flatMap { households[$0] ?? nil }.map { "member \($0)" }
            return PublicationInput.Contribution(
                area: area(record.segment), date: record.date, person: person, household: household,
                amount: .labour(record.time))
        }
        let given = gifts.compactMap { record -> PublicationInput.Contribution? in
            guard record.confirmedBy != nil, record.date <= day else { return nil }
            return PublicationInput.Contribution(
                area: area(record.segment), date: record.date, person: "member \(record.memberNumber)",
                amount: .gift(record.value))
        }
        self.init(
            profile: profile, areas: areas, connections: connections, segments: segments, lengths: lengths,
            changes: changes,
            members: members.count { $0.joinedOn <= day && $0.leftOn.map { $0 > day } ?? true },
            helpers: helpers.count, contributions: labour + given, subsidies: subsidies)
    }
}
