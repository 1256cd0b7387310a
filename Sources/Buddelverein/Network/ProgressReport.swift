/// How far the areas of an association are built, and whether enough take part.
public struct ProgressReport: Hashable, Sendable {
    /// One area; nil as its code gathers what belongs to none.
    public struct AreaRow: Hashable, Sendable {
        public var area: String?
        public var name: String
        public var quota: BasisPoints?
        public var connections: Int
        /// Contracted active connections, built or not.
        public var active: Int
        /// Connections whose service is live.
        public var live: Int
        /// Active of all connections; nil without any.
        public var takeUp: BasisPoints?
        /// Metres of segments by state.
        public var metres: [SegmentStatus: Centimetres]

        /// Whether the take-up reaches the quota; nil where one of them is not known.
        public var reachesQuota: Bool? {
            guard let quota, let takeUp else { return nil }
            return takeUp >= quota
        }
    }

    /// Metres dug in an area in a month.
    public struct MonthRow: Hashable, Sendable {
        public var area: String?
        public var month: Month
        public var metres: Centimetres
    }

    public var areas: [AreaRow]
    public var months: [MonthRow]

    /// What one segment adds: its area, standing and length.
    public struct Stretch: Hashable, Sendable {
        public var code: String
        public var area: String?
        public var status: SegmentStatus
        public var length: Centimetres
        public var laidOn: Day?

        public init(code: String, area: String?, status: SegmentStatus, length: Centimetres, laidOn: Day?) {
            self.code = code
            self.area = area
            self.status = status
            self.length = length
            self.laidOn = laidOn
        }
    }

    /// Sums up an association's records.
    ///
    /// A month's metres are those of the dug stretches; a laid segment without any counts whole in the month it was
    /// laid. Areas stand in natural order, what belongs to none last. Refuses with `overflow`.
    public init(
        areas: [Area], connections: [Connection], segments: [Stretch], progress: [ProgressRecord]
    ) throws(Refusal) {
        let known = areas.naturallySorted(by: \.code)
        let codes = Set(known.map(\.code))
        var rows: [AreaRow] = []
        for area in known {
            rows.append(try Self.row(area, connections, segments))
        }
        let loose =
            connections.contains { $0.area.map { !codes.contains($0) } ?? true }
            || segments.contains { $0.area.map { !codes.contains($0) } ?? true }
        if loose { rows.append(try Self.row(nil, connections, segments)) }
        self.areas = rows
        months = try Self.months(segments, progress)
    }

    private static func row(
        _ area: Area?, _ connections: [Connection], _ segments: [Stretch]
    ) throws(Refusal) -> AreaRow {
        let own = connections.filter { $0.area == area?.code }
        let active = own.count { $0.kind == .active }
        var metres: [SegmentStatus: Centimetres] = [:]
        for segment in segments where segment.area == area?.code {
            metres[segment.status] = try (metres[segment.status] ?? .zero) + segment.length
        }
        return AreaRow(
            area: area?.code, name: area?.name ?? "", quota: area?.quota, connections: own.count, active: active,
            live: own.count { $0.status == .active },
            takeUp: own.isEmpty ? nil : BasisPoints(basisPoints: Int64(active) * 10_000 / Int64(own.count)),
            metres: metres)
    }

    private static func months(
        _ segments: [Stretch], _ progress: [ProgressRecord]
    ) throws(Refusal) -> [MonthRow] {
        var sums: [String: [Month: Centimetres]] = [:]
        let areaOf = Dictionary(segments.map { ($0.code, $0.area ?? "") }, uniquingKeysWith: { first, _ in first })
        for stretch in progress {
            let area = areaOf[stretch.segment] ?? ""
            let month = Month(of: stretch.date)
            sums[area, default: [:]][month] = try (sums[area]?[month] ?? .zero) + (stretch.to - stretch.from)
        }
        let dug = Set(progress.map(\.segment))
        for segment in segments where !dug.contains(segment.code) {
            guard let laidOn = segment.laidOn else { continue }
            let area = segment.area ?? ""
            let month = Month(of: laidOn)
            sums[area, default: [:]][month] = try (sums[area]?[month] ?? .zero) + segment.length
        }
        return sums.naturallySorted(by: \.key).flatMap { area, months in
            months.sorted { $0.key < $1.key }.map {
                MonthRow(area: area.isEmpty ? nil : area, month: $0.key, metres: $0.value)
            }
        }
    }
}
