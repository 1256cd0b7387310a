/// The part of a publication that one association fills: its areas, its figures, its trunks.
struct AssociationPublication {
    let published: PublishedAssociation
    let areas: [PublishedArea]

    init(
        _ input: PublicationInput.Association, as sketch: AssociationSketch, lines: PublishedLines, until day: Day,
        figures: Generalisation, key: PublicationKey
    ) throws(Refusal) {
        let id = key.token("association\u{1F}" + input.profile.code)
        let drawnLengths = lines.drawnLengths[input.profile.code] ?? [:]
        var areas: [PublishedArea] = []
        for (group, areaId) in zip(sketch.groups, sketch.groupIds) {
            areas.append(
                try AreaFigures(group, of: input, until: day, figures: figures, drawnLengths: drawnLengths)
                    .published(id: areaId, association: id))
        }
        self.areas = areas
        published = try Self.association(input, id: id, areas: areas, until: day, figures: figures)
    }

    private static func association(
        _ input: PublicationInput.Association, id: String, areas: [PublishedArea], until day: Day,
        figures: Generalisation
    ) throws(Refusal) -> PublishedAssociation {
        var sums: [Month: Money] = [:]
        for subsidy in input.subsidies where subsidy.paidOn <= day {
            sums[Month(of: subsidy.paidOn), default: .zero] =
                try (sums[Month(of: subsidy.paidOn)] ?? .zero) + subsidy.amount
        }
        // A grant is paid to the association: all its members stand behind it alike.
        let isPublic = input.members >= figures.settings.minimumPeople
        let subsidies = sums.keys.sorted().map { month in
            PublishedAmount(
                month: month, euros: isPublic ? .value(figures.euros(sums[month] ?? .zero)) : .suppressed)
        }
        var totals = PublishedTotals()
        for area in areas { totals.add(area) }
        totals.subsidies = subsidies.compactMap(\.euros.value).reduce(0, +)
        return PublishedAssociation(
            id: id, name: input.profile.name, seat: input.profile.seatAgs, members: figures.count(input.members),
            helpers: figures.count(input.helpers), subsidies: subsidies, totals: totals)
    }
}

/// Which areas and trunks of an association are shown at all; the figures follow when all lines are drawn.
struct AssociationSketch {
    let groups: [AreaGroup]
    let groupIds: [String]
    /// Trunks of published areas; those of no area follow where the association shows any area at all.
    let trunks: [TrunkLine]

    init(_ input: PublicationInput.Association, figures: Generalisation, key: PublicationKey) {
        let code = input.profile.code
        groups = groupedAreas(
            input.areas,
            connections: Dictionary(input.connections.map { ($0.area ?? "", 1) }, uniquingKeysWith: +),
            minimum: figures.settings.minimumConnections)
        groupIds = groups.map { group in
            key.token((["area", code] + group.codes.prefix(1)).joined(separator: "\u{1F}"))
        }
        var areaIds: [String: String] = [:]
        for (group, id) in zip(groups, groupIds) {
            for code in group.codes { areaIds[code] = id }
        }
        let shared = groups.isEmpty ? nil : key.token("area\u{1F}" + code + "\u{1F}")
        trunks = input.segments.compactMap { segment in
            guard segment.kind == .trunk, let area = segment.area.map({ areaIds[$0] }) ?? shared else { return nil }
            return TrunkLine(
                association: code, segment: segment.code, area: area, state: segment.status,
                vertices: segment.line.map(Projection.plane(position:)))
        }
    }
}
