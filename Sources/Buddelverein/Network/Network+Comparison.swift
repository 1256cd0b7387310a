// States move forward and days are filled; a redrawn line becomes a new version.

extension Municipality: ImportedRecord {
    public var naturalKey: String { ags.description }

    public func compared(to recorded: Municipality) -> RecordComparison<Municipality> {
        self == recorded ? .unchanged : .advanced(self)
    }
}

extension Area: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: Area) -> RecordComparison<Area> {
        var merge = FieldMerge(self, into: recorded, remedy: .change)
        merge.following(\.name)
        merge.following(\.quota)
        merge.following(\.polygons)
        return merge.comparison
    }
}

extension Connection: ImportedRecord {
    public var naturalKey: String { code }

    /// Another holder contradicts, unless the plan finds the earlier one in holders.csv; see `ImportPlan`.
    public func compared(to recorded: Connection) -> RecordComparison<Connection> {
        var merge = FieldMerge(self, into: recorded, remedy: .change)
        merge.fixed("member_number", \.memberNumber, remedy: .nameEarlierHolder)
        merge.following(\.kind)
        merge.following(\.category)
        merge.following(\.area)
        merge.following(\.position)
        merge.following(\.leadLength)
        merge.forward(\.status)
        merge.filledOnce("laid_on", \.laidOn)
        merge.filledOnce("active_on", \.activeOn)
        return merge.comparison
    }
}

extension Holding: ImportedRecord {
    public var naturalKey: String { "\(connection)\u{1F}\(memberNumber)\u{1F}\(from)" }

    public func compared(to recorded: Holding) -> RecordComparison<Holding> {
        var merge = FieldMerge(self, into: recorded, remedy: .change)
        // Without a last day a holding runs until the next one begins, and that is how it is recorded.
        if until != nil { merge.fixed("until", \.until) }
        return merge.comparison
    }
}

extension Segment: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: Segment) -> RecordComparison<Segment> {
        var merge = FieldMerge(self, into: recorded, remedy: .change)
        merge.following(\.area)
        merge.following(\.connection)
        merge.fixed("kind", \.kind)
        merge.following(\.method)
        merge.following(\.surface)
        merge.following(\.plannedCoverCm)
        merge.forward(\.status)
        merge.following(\.conduits)
        merge.filledOnce("laid_on", \.laidOn)
        merge.following(\.line)
        return merge.comparison
    }
}

extension ProgressRecord: ImportedRecord {
    public var naturalKey: String { ref }

    public func compared(to recorded: ProgressRecord) -> RecordComparison<ProgressRecord> {
        var merge = FieldMerge(self, into: recorded, remedy: .reverse)
        merge.fixed("date", \.date)
        merge.fixed("segment", \.segment)
        merge.fixed("from_metre", \.from)
        merge.fixed("to_metre", \.to)
        merge.fixed("method", \.method)
        merge.fixed("cover_cm", \.coverCm)
        return merge.comparison
    }
}
