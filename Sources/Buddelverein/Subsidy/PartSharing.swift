/// How a quantity is shared among municipalities (rules.md 1).
public enum PartSharing: Hashable, Sendable {
    /// By the parts of one segment, by the place of a connection, or by the seat.
    case parts([MunicipalityPart])
    /// By percentages over several segments (ordered by code), then each by its parts.
    case segments([AllocatedParts])

    /// A segment's percentage of a cost, and its parts.
    public struct AllocatedParts: Hashable, Sendable {
        public var segment: String
        public var share: BasisPoints
        public var parts: [MunicipalityPart]

        public init(segment: String, share: BasisPoints, parts: [MunicipalityPart]) {
            self.segment = segment
            self.share = share
            self.parts = parts
        }
    }

    /// All in one municipality, or outside.
    public static func whole(in ags: Ags?) -> PartSharing {
        .parts([MunicipalityPart(ags: ags, length: Centimetres(centimetres: 1))])
    }

    /// Every municipality that has a part, once each, by AGS and outside last.
    public var places: [Ags?] {
        switch self {
        case .parts(let parts): return parts.map(\.ags)
        case .segments(let allocated):
            var seen: Set<Ags?> = []
            let all = allocated.flatMap(\.parts).filter { seen.insert($0.ags).inserted }
            return all.sorted(by: MunicipalityPart.precedes).map(\.ags)
        }
    }

    /// Whether any part satisfies `condition`.
    public func contains(where condition: (Ags?) -> Bool) -> Bool {
        switch self {
        case .parts(let parts): parts.contains { condition($0.ags) }
        case .segments(let allocated): allocated.contains { $0.parts.contains { condition($0.ags) } }
        }
    }

    /// The share of `quantity` that lies where `condition` holds; refuses with `no_weights` or `overflow`.
    public func units(of quantity: Int64, where condition: (Ags?) -> Bool) throws(Refusal) -> Int64 {
        switch self {
        case .parts(let parts):
            return try PartSharing.units(of: quantity, parts, where: condition)
        case .segments(let allocated):
            let shares = try Split.shares(of: quantity, by: allocated.map(\.share.basisPoints))
            var sum: Int64 = 0
            for (entry, share) in zip(allocated, shares) {
                sum += try PartSharing.units(of: share, entry.parts, where: condition)
            }
            return sum
        }
    }

    private static func units(
        of quantity: Int64, _ parts: [MunicipalityPart], where condition: (Ags?) -> Bool
    ) throws(Refusal) -> Int64 {
        // Most lines lie in one municipality: nothing to split.
        if parts.count == 1 { return condition(parts[0].ags) ? quantity : 0 }
        let shares = try Split.shares(of: quantity, by: parts.map(\.length.centimetres))
        return zip(parts, shares).reduce(0) { condition($1.0.ags) ? $0 + $1.1 : $0 }
    }

    /// The share of each municipality in the order of `places`; they add up to `quantity`.
    public func shares(of quantity: Int64) throws(Refusal) -> [(ags: Ags?, units: Int64)] {
        var result: [(ags: Ags?, units: Int64)] = []
        for place in places { result.append((place, try units(of: quantity) { $0 == place })) }
        return result
    }
}
