/// What the public may see of all associations on one day: generalised by rules.md 8, nothing else ever leaves.
public struct Publication: Hashable, Sendable {
    /// In seconds since 1970-01-01T00:00:00Z.
    public let publishedAt: Int64
    /// The last month that figures are given for.
    public let month: Month
    public let settings: PublicationSettings
    public let attributions: [Attribution]
    public let municipalities: [PublishedMunicipality]
    public let associations: [PublishedAssociation]
    public let areas: [PublishedArea]
    public let lines: [PublishedLine]
    public let totals: PublishedTotals
}

/// A municipality with its border.
public struct PublishedMunicipality: Hashable, Sendable {
    public let ags: Ags
    public let name: String
    public let polygons: [PublishedPolygon]
}

/// An association: its name, its town and coarse counts.
public struct PublishedAssociation: Hashable, Sendable {
    public let id: String
    public let name: String
    public let seat: Ags
    public let members: Int64
    public let helpers: Int64
    /// Subsidies received, in euros by month; suppressed where too few members stand behind them.
    public let subsidies: [PublishedAmount]
    public let totals: PublishedTotals
}

/// An amount of one month.
public struct PublishedAmount: Hashable, Sendable {
    public let month: Month
    public let euros: PublishedFigure
}

/// A build area, or several neighbouring ones that are published together.
public struct PublishedArea: Hashable, Sendable {
    public let id: String
    public let association: String
    public let name: String
    /// The take-up that must be reached; nil if none is set, or several areas have different ones.
    public let quota: BasisPoints?
    public let polygons: [PublishedPolygon]
    public let connections: Int64
    /// Connections with service.
    public let live: Int64
    public let months: [PublishedMonth]

    /// The sums of what is published of the area.
    public var totals: PublishedTotals {
        var totals = PublishedTotals()
        totals.add(self)
        return totals
    }
}

/// The figures of one area at the end of a month (metres) and within it (hours, gifts).
public struct PublishedMonth: Hashable, Sendable {
    public let month: Month
    /// Metres of trunk in each state at the end of the month; states without any are left out.
    public let metres: [SegmentStatus: Int64]
    /// Hours worked in the month; suppressed too where none were.
    public let hours: PublishedFigure
    /// Gifts of the month in euros; suppressed too where there were none.
    public let gifts: PublishedFigure
}

/// Sums of published figures, never of the figures behind them.
public struct PublishedTotals: Hashable, Sendable {
    public var connections: Int64 = 0
    public var live: Int64 = 0
    /// At the end of the last month.
    public var metres: [SegmentStatus: Int64] = [:]
    public var hours: Int64 = 0
    public var gifts: Int64 = 0
    public var subsidies: Int64 = 0

    /// Adds the published figures of an area.
    mutating func add(_ area: PublishedArea) {
        connections += area.connections
        live += area.live
        for (state, length) in area.months.last?.metres ?? [:] { metres[state, default: 0] += length }
        for month in area.months {
            hours += month.hours.value ?? 0
            gifts += month.gifts.value ?? 0
        }
    }

    /// Adds published totals.
    mutating func add(_ other: PublishedTotals) {
        connections += other.connections
        live += other.live
        for (state, length) in other.metres { metres[state, default: 0] += length }
        hours += other.hours
        gifts += other.gifts
        subsidies += other.subsidies
    }
}
