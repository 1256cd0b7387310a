/// A published stretch of trunk: opaque, generalised, of one area and one state.
public struct PublishedLine: Hashable, Sendable {
    public let id: String
    public let association: String
    /// The id of the published area.
    public let area: String
    public let state: SegmentStatus
    /// At least two different places.
    public let positions: [PublishedPosition]
}
