import Buddelverein

/// The codes that records of a folder may refer to.
///
/// A kind of codes is judged when the keys of its file were all read or the database's codes are known; of any other
/// kind, everything that is referred to counts as known.
struct FolderCodes {
    /// What the domain's checks compare with.
    let records: KnownRecords
    /// Codes of helpers; nil where they can't be judged.
    let helpers: Set<String>?
    private let lines: [LineKind: Set<String>]

    init(_ folder: CaseFolder, known: KnownCodes, except lacking: Set<CaseFile>) {
        let own = folder.records.adding(folder.spoilt.records)
        func judged(_ file: CaseFile, _ known: Set<String>?, _ codes: [String]) -> Set<String>? {
            guard !lacking.contains(file), folder.files.contains(file) || known != nil else { return nil }
            return (known ?? []).union(codes)
        }
        let members = judged(.members, known.members, own.members.map(\.number))
        let helpers = judged(.helpers, known.helpers.map { Set($0.keys) }, own.helpers.map(\.code))
        let connections = judged(.connections, known.connections, own.connections.map(\.code))
        let segments = judged(.segments, known.segments, own.segments.map(\.code))
        var households = known.helpers ?? [:]
        for helper in own.helpers { households.updateValue(helper.memberNumber, forKey: helper.code) }
        if helpers == nil {
            for worker in own.work.compactMap(\.worker) where households[worker] == nil {
                households.updateValue(nil, forKey: worker)
            }
        }
        self.helpers = helpers
        var judgedBy = KnownRecords(
            memberNumbers: members ?? Self.members(named: own), households: households,
            connections: connections ?? Set(own.holders.map(\.connection) + own.segments.compactMap(\.connection)),
            segments: segments ?? Self.segments(named: own),
            areas: judged(.areas, known.areas, own.areas.map(\.code))
                ?? Set(own.connections.compactMap(\.area) + own.segments.compactMap(\.area)),
            programmes: judged(.programmes, known.programmes, own.programmes.map(\.code))
                ?? Set(own.awards.map(\.programme)),
            awards: judged(.awards, known.awards, own.awards.map(\.code)) ?? Set(own.claims.map(\.award)),
            costCategories: known.costCategories, tasks: known.tasks, machineClasses: known.machineClasses)
        judgedBy.today = known.today
        records = judgedBy
        var lines: [LineKind: Set<String>] = [:]
        lines[.cost] = judged(.costs, known.costs, own.costs.map(\.ref))
        lines[.labour] = judged(.work, known.work, own.work.map(\.ref))
        lines[.machine] = lines[.labour]
        lines[.gift] = judged(.gifts, known.gifts, own.gifts.map(\.ref))
        if let members, let connections, let segments { lines[.unit] = members.union(connections).union(segments) }
        self.lines = lines
    }

    /// The refs that a cut of that kind may name; nil where they can't be judged. A lump has none of these.
    func lines(_ kind: LineKind) -> Set<String>? { lines[kind] }

    private static func members(named own: CaseRecords) -> Set<String> {
        var members = Set(own.members.map(\.number))
        members.formUnion(own.members.compactMap(\.successor))
        members.formUnion(own.helpers.compactMap(\.memberNumber))
        members.formUnion(own.connections.map(\.memberNumber))
        members.formUnion(own.holders.map(\.memberNumber))
        members.formUnion(own.work.compactMap(\.memberNumber))
        members.formUnion(own.work.compactMap(\.confirmedBy))
        members.formUnion(own.gifts.map(\.memberNumber))
        members.formUnion(own.gifts.compactMap(\.confirmedBy))
        members.formUnion(own.payments.compactMap(\.memberNumber))
        return members
    }

    private static func segments(named own: CaseRecords) -> Set<String> {
        var segments = Set(own.segments.map(\.code))
        segments.formUnion(own.progress.map(\.segment))
        segments.formUnion(own.work.compactMap(\.segment))
        segments.formUnion(own.gifts.compactMap(\.segment))
        segments.formUnion(own.costs.flatMap(\.segments).map(\.segment))
        return segments
    }
}
