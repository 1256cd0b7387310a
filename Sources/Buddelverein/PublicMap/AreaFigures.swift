/// The figures of one published area, month by month.
struct AreaFigures {
    private let group: AreaGroup
    private let input: PublicationInput.Association
    private let codes: Set<String>
    private let changes: [String: [PublicationInput.SegmentChange]]
    private let last: Month
    private let figures: Generalisation
    /// Of each trunk the length that was drawn at its dead ends.
    private let drawnLengths: [String: Centimetres]

    init(
        _ group: AreaGroup, of input: PublicationInput.Association, until day: Day, figures: Generalisation,
        drawnLengths: [String: Centimetres]
    ) {
        self.drawnLengths = drawnLengths
        self.group = group
        self.input = input
        self.figures = figures
        codes = Set(group.codes)
        changes = Dictionary(grouping: input.changes, by: \.segment)
        last = Month(of: day)
    }

    func published(id: String, association: String) throws(Refusal) -> PublishedArea {
        let connections = input.connections.filter { $0.area.map(codes.contains) ?? false }
        let quotas = Set(group.areas.map(\.quota))
        return PublishedArea(
            id: id, association: association, name: group.areas.map(\.name).joined(separator: " + "),
            quota: quotas.count == 1 ? quotas.first ?? nil : nil,
            polygons: group.areas.flatMap(\.polygons).compactMap(PublishedPolygon.init),
            connections: figures.count(connections.count),
            live: figures.count(connections.filter { $0.status == .active }.count), months: try months())
    }

    private func months() throws(Refusal) -> [PublishedMonth] {
        let trunks = input.segments.filter { $0.kind == .trunk && ($0.area.map(codes.contains) ?? false) }
        let histories = trunks.map(history)
        let contributions = input.contributions.filter {
            ($0.area.map(codes.contains) ?? false) && Month(of: $0.date) <= last
        }
        let labour = try perMonth(contributions) { if case .labour(let time) = $0 { time.minutes } else { nil } }
        let gifts = try perMonth(contributions) { if case .gift(let value) = $0 { value.cents } else { nil } }
        var hours: [Month: PublishedFigure] = [:]
        for (month, people) in labour { hours[month] = try figures.hours(people) }
        var euros: [Month: PublishedFigure] = [:]
        for (month, people) in gifts { euros[month] = try figures.euros(people) }
        // A month that only a suppressed figure speaks of does not begin the list: it would tell that somebody worked.
        let shown = (Array(hours) + Array(euros)).filter { $0.value != .suppressed }.map(\.key)
        let known = histories.flatMap { $0.map { Month(of: $0.on) } } + shown
        let first = min(known.min() ?? last, last)
        var result: [PublishedMonth] = []
        for month in first.through(last) {
            result.append(
                PublishedMonth(
                    month: month, metres: try metres(trunks, histories: histories, at: month),
                    hours: hours[month] ?? .suppressed, gifts: euros[month] ?? .suppressed))
        }
        return result
    }

    /// The changes of a segment in order of their days; without any, the day it was laid is one.
    private func history(of segment: Segment) -> [PublicationInput.SegmentChange] {
        let changes = (changes[segment.code] ?? []).filter { Month(of: $0.on) <= last }
            .sorted { $0.on < $1.on || ($0.on == $1.on && $0.status.rank < $1.status.rank) }
        guard changes.isEmpty, let laidOn = segment.laidOn, segment.status.rank >= SegmentStatus.laid.rank else {
            return changes
        }
        return Month(of: laidOn) <= last
            ? [PublicationInput.SegmentChange(segment: segment.code, status: .laid, on: laidOn)] : []
    }

    /// Metres by state at the end of a month; in the last month the present state counts.
    private func metres(
        _ trunks: [Segment], histories: [[PublicationInput.SegmentChange]], at month: Month
    ) throws(Refusal) -> [SegmentStatus: Int64] {
        var sums: [SegmentStatus: Centimetres] = [:]
        for (trunk, history) in zip(trunks, histories) {
            let past = history.last { Month(of: $0.on) <= month }?.status ?? .planned
            let state = month == last ? trunk.status : past
            sums[state] = try (sums[state] ?? .zero) + length(of: trunk)
        }
        return sums.mapValues(figures.metres).filter { $0.value > 0 }
    }

    /// The length without what was drawn: the sum less the lines on the map would tell how far an end was walked back.
    private func length(of trunk: Segment) throws(Refusal) -> Centimetres {
        let (whole, drawn) = (input.lengths[trunk.code] ?? .zero, drawnLengths[trunk.code] ?? .zero)
        return whole > drawn ? try whole - drawn : .zero
    }

    /// What each person gave in each month.
    private func perMonth(
        _ contributions: [PublicationInput.Contribution], amount: (PublicationInput.Contribution.Amount) -> Int64?
    ) throws(Refusal) -> [Month: [Giver: Int64]] {
        var result: [Month: [Giver: Int64]] = [:]
        for contribution in contributions {
            guard let given = amount(contribution.amount) else { continue }
            let month = Month(of: contribution.date)
            let giver = Giver(person: contribution.person, household: contribution.household)
            let (sum, overflow) = (result[month]?[giver] ?? 0).addingReportingOverflow(given)
            guard !overflow else { throw .overflow }
            result[month, default: [:]][giver] = sum
        }
        return result
    }
}

extension SegmentStatus {
    /// The place in the life cycle, from 0.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
