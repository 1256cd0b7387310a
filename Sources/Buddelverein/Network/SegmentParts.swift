/// How much of something lies in one municipality; `ags` nil is outside every loaded border (rules.md 1).
public struct MunicipalityPart: Hashable, Sendable {
    public var ags: Ags?
    public var length: Centimetres

    public init(ags: Ags?, length: Centimetres) {
        self.ags = ags
        self.length = length
    }

    /// The order of rules.md 1: by AGS, outside last.
    public static func precedes(_ left: MunicipalityPart, _ right: MunicipalityPart) -> Bool {
        switch (left.ags, right.ags) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        case (nil, _): false
        }
    }
}

/// The parts of segments per municipality, as the database cut them at the borders (rules.md 1).
///
/// Guarantees: parts stand by AGS, outside last; parts of 0 cm are left out.
public struct SegmentParts: Hashable, Sendable {
    private var bySegment: [String: [MunicipalityPart]]

    public init(_ parts: [String: [MunicipalityPart]] = [:]) {
        bySegment = parts.mapValues { parts in
            parts.filter { $0.length > .zero }.sorted(by: MunicipalityPart.precedes)
        }
    }

    /// The parts of a segment; nil for a segment that is not known.
    public subscript(_ segment: String) -> [MunicipalityPart]? { bySegment[segment] }
}
