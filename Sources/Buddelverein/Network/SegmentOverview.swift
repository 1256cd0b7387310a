/// A segment as a list shows it on a day: length, parts, standing, and what was dug.
public struct SegmentOverview: Sendable, Hashable {
    /// The record, with the state that somebody recorded last.
    public var segment: Segment
    public var length: Centimetres
    /// By AGS, outside last (rules.md 1).
    public var parts: [MunicipalityPart]
    public var clearances: [Clearance]
    /// The state on the day: a cleared segment whose clearance has lapsed is planned again (DESIGN.md 4).
    public var standing: SegmentStatus
    public var dugWithoutClearance: Bool
    /// The sum of the dug stretches.
    public var dug: Centimetres
    /// Version of the row for optimistic locking.
    public var version: Int

    /// Judges a segment on a day.
    public init(
        segment: Segment, length: Centimetres, parts: [MunicipalityPart], clearances: [Clearance], diggingDays: [Day],
        dug: Centimetres, version: Int, on day: Day
    ) {
        self.segment = segment
        self.length = length
        self.parts = parts
        self.clearances = clearances
        standing = SegmentLifeCycle.standing(segment.status, required: clearances, on: day)
        dugWithoutClearance = SegmentLifeCycle.isDugWithoutClearance(
            recorded: segment.status, required: clearances, on: diggingDays)
        self.dug = dug
        self.version = version
    }

    /// Municipalities and lengths as formats.md prescribes them, `ags` null for outside.
    public var json: JSONValue {
        [
            "code": .string(segment.code), "kind": .string(segment.kind.rawValue),
            "status": .string(standing.rawValue), "length_m": .string(length.description),
            "municipalities": .array(
                parts.map {
                    [
                        "ags": $0.ags.map { .string($0.rawValue) } ?? .null,
                        "length_m": .string($0.length.description),
                    ]
                }),
        ]
    }
}
