/// A trunk segment as the publication sees it: where it runs and with which others it is drawn as one line.
struct TrunkLine: Sendable {
    let association: String
    let segment: String
    /// The published area; segments of one area and one state are merged.
    let area: String
    let state: SegmentStatus
    let line: PlaneLine

    /// Nil where the vertices are all one place.
    init?(association: String, segment: String, area: String, state: SegmentStatus, vertices: [PlanePoint]) {
        guard let line = PlaneLine(vertices) else { return nil }
        self.association = association
        self.segment = segment
        self.area = area
        self.state = state
        self.line = line
    }

    /// What is shown of a trunk, or of the chain that begins with it.
    init(_ trunk: TrunkLine, cutTo line: PlaneLine) {
        (association, segment, area, state) = (trunk.association, trunk.segment, trunk.area, trunk.state)
        self.line = line
    }

    /// The identity of an end. Which one is `low` is told by a fixed slanted direction, so that neither a new survey
    /// nor a line drawn from the other side changes it, and roads along the compass are no close call.
    func identity(ofStart atStart: Bool) -> EndIdentity {
        func along(_ point: PlanePoint) -> Double { point.east + 0.414 * point.north }
        let startIsLow = along(line.start) <= along(line.end)
        return EndIdentity(
            association: association, segment: segment, side: startIsLow == atStart ? .low : .high)
    }
}
