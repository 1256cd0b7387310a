import Buddelverein

/// `progress.json`: the figures by area and month, by association, and their sums.
struct ProgressFeed {
    private let publication: Publication

    init(_ publication: Publication) {
        self.publication = publication
    }

    var document: JSONValue {
        [
            "published_at": .string(FeedTime.text(publication.publishedAt)),
            "month": .string(publication.month.description),
            "units": ["metres": "m", "hours": "h", "gifts": "EUR", "subsidies": "EUR"],
            "areas": .array(publication.areas.map(area)),
            "associations": .array(publication.associations.map(association)),
            "totals": totals(publication.totals),
        ]
    }

    private func area(_ area: PublishedArea) -> JSONValue {
        let sums = area.totals
        return [
            "id": .string(area.id), "association": .string(area.association), "name": .string(area.name),
            "connections": .integer(area.connections), "live": .integer(area.live),
            "hours": .integer(sums.hours), "gifts": .integer(sums.gifts),
            "months": .array(area.months.map(month)),
        ]
    }

    private func month(_ month: PublishedMonth) -> JSONValue {
        [
            "month": .string(month.month.description), "metres": metres(month.metres), "hours": figure(month.hours),
            "gifts": figure(month.gifts),
        ]
    }

    private func association(_ association: PublishedAssociation) -> JSONValue {
        [
            "id": .string(association.id), "name": .string(association.name),
            "members": .integer(association.members), "helpers": .integer(association.helpers),
            "subsidies": .array(
                association.subsidies.map {
                    ["month": .string($0.month.description), "paid": figure($0.euros)]
                }),
            "totals": totals(association.totals),
        ]
    }

    private func totals(_ totals: PublishedTotals) -> JSONValue {
        [
            "connections": .integer(totals.connections), "live": .integer(totals.live),
            "metres": metres(totals.metres), "hours": .integer(totals.hours), "gifts": .integer(totals.gifts),
            "subsidies": .integer(totals.subsidies),
        ]
    }

    /// Metres by state in the order of the life cycle; states without any are left out.
    private func metres(_ metres: [SegmentStatus: Int64]) -> JSONValue {
        .object(
            JSONObject(
                SegmentStatus.allCases.compactMap { state in
                    metres[state].map { (state.rawValue, .integer($0)) }
                }))
    }

    private func figure(_ figure: PublishedFigure) -> JSONValue {
        switch figure {
        case .value(let value): ["value": .integer(value)]
        case .suppressed: ["value": nil, "suppressed": true]
        }
    }
}
