/// Everything a publication is computed from: the private records of all associations on one day.
///
/// The whole of it comes from one read-only transaction, so that the figures agree with each other.
public struct PublicationInput: Sendable {
    /// When the publication is computed, in seconds since 1970-01-01T00:00:00Z.
    public var publishedAt: Int64
    /// The same moment as a day in Europe/Berlin; figures run up to its month.
    public var day: Day
    /// Borders that may be shown; only those that a published area or a seat touches are.
    public var municipalities: [Municipality]
    public var associations: [Association]
    /// Who made the borders and under which licence they may be shown, as configured by the installation.
    public var attributions: [Attribution]

    public init(
        publishedAt: Int64, day: Day, municipalities: [Municipality], associations: [Association],
        attributions: [Attribution] = [.federalBorders]
    ) {
        self.publishedAt = publishedAt
        self.day = day
        self.municipalities = municipalities
        self.associations = associations
        self.attributions = attributions
    }

    /// The records of one association.
    public struct Association: Sendable {
        public var profile: AssociationProfile
        public var areas: [Area]
        public var connections: [Connection]
        /// Trunks and leads; only trunks are ever published.
        public var segments: [Segment]
        /// The geodesic length of each trunk by its code (rules.md 1).
        public var lengths: [String: Centimetres]
        /// When segments came to a state, as far as known; a segment is `planned` before its first change.
        public var changes: [SegmentChange]
        /// How many members it has on the day.
        public var members: Int
        /// How many helpers it has.
        public var helpers: Int
        /// Confirmed work and gifts that are not reversed.
        public var contributions: [Contribution]
        /// Subsidies that the town has paid, less what came back.
        public var subsidies: [Subsidy]

        public init(
            profile: AssociationProfile, areas: [Area], connections: [Connection], segments: [Segment],
            lengths: [String: Centimetres], changes: [SegmentChange] = [], members: Int, helpers: Int = 0,
            contributions: [Contribution] = [], subsidies: [Subsidy] = []
        ) {
            self.profile = profile
            self.areas = areas
            self.connections = connections
            self.segments = segments
            self.lengths = lengths
            self.changes = changes
            self.members = members
            self.helpers = helpers
            self.contributions = contributions
            self.subsidies = subsidies
        }
    }

    /// A segment came to a state on a day.
    public struct SegmentChange: Hashable, Sendable {
        public var segment: String
        public var status: SegmentStatus
        public var on: Day

        public init(segment: String, status: SegmentStatus, on: Day) {
            self.segment = segment
            self.status = status
            self.on = on
        }
    }

    /// What one person gave: the worker of an hour (rules.md 5), the giver of a gift.
    public struct Contribution: Hashable, Sendable {
        public enum Amount: Hashable, Sendable {
            case labour(Minutes)
            case gift(Money)
        }

        /// The area of the voucher's segment; nil for work that belongs to none, which counts for no area.
        public var area: String?
        public var date: Day
        /// Tells persons apart; never published.
        public var person: String
        /// Tells households apart, since five of one family are one household; never published.
        public var household: String
        public var amount: Amount

        /// `household` is the person's own where nothing is given.
        public init(area: String?, date: Day, person: String, household: String? = nil, amount: Amount) {
            self.area = area
            self.date = date
            self.person = person
            self.household = household ?? person
            self.amount = amount
        }
    }

    /// Money that the association got from a town.
    public struct Subsidy: Hashable, Sendable {
        public var paidOn: Day
        public var amount: Money

        public init(paidOn: Day, amount: Money) {
            self.paidOn = paidOn
            self.amount = amount
        }
    }
}

/// Whose data are shown and under which licence; it stands wherever the data stand.
public struct Attribution: Hashable, Sendable {
    public var text: String
    public var licence: String
    public var url: String

    public init(text: String, licence: String, url: String) {
        self.text = text
        self.licence = licence
        self.url = url
    }

    /// The simplified municipal borders of the Federal Agency for Cartography and Geodesy.
    public static let federalBorders = Attribution(
        text: "© GeoBasis-DE / BKG 2013 (data changed)", licence: "dl-de/by-2-0",
        url: "https://www.govdata.de/dl-de/by-2-0")
}
