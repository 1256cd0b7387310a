extension MunicipalityPart {
    /// The share of one municipality in a line, as it was cut at the borders.
    public struct Share: Hashable, Sendable {
        public var ags: Ags?
        /// The geodesic length of the cut part; only its proportion to the others counts.
        public var metres: Double

        public init(ags: Ags?, metres: Double) {
            self.ags = ags
            self.metres = metres
        }
    }

    /// rules.md 1: the length of a line shared over the municipalities it was cut into, by largest remainder.
    ///
    /// Guarantees: the parts add up to `length`; they stand by AGS, outside last; parts of 0 cm are left out.
    /// Refuses with `no_weights` shares that are all zero.
    public static func split(_ length: Centimetres, by shares: [Share]) throws(Refusal) -> [MunicipalityPart] {
        let parts = shares.map { share in
            // A nanometre is far below what any line is drawn with, and whole numbers make the quotas exact.
            (part: MunicipalityPart(ags: share.ags, length: .zero), weight: Int64((share.metres * 1e9).rounded()))
        }.sorted { precedes($0.part, $1.part) }
        let lengths: [Centimetres] = try Split.shares(of: length, by: parts.map(\.weight))
        return zip(parts, lengths).map { MunicipalityPart(ags: $0.part.ags, length: $1) }.filter { $0.length > .zero }
    }
}
