extension SegmentLifeCycle {
    /// Whether anybody dug on a segment without clearance: on a day on which a required one was not valid, or while
    /// the segment is still planned.
    ///
    /// - Parameters:
    ///   - recorded: the last state somebody recorded, not what lapsed clearances make of it.
    ///   - days: days of work and progress on the segment.
    public static func isDugWithoutClearance(
        recorded: SegmentStatus, required: [Clearance], on days: some Sequence<Day>
    ) -> Bool {
        days.contains { recorded == .planned || isDugWithoutClearance(required: required, on: $0) }
    }
}
