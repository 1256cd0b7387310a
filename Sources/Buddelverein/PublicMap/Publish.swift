/// Computes the publication (rules.md 8).
///
/// Guarantees: a pure function; the same records, settings and key give the same publication, in whatever order the
/// records come. Nothing else of the input is in it: no name of a person, no code, no date of a single line, no lead,
/// no connection point. Refuses with `looser_publication` settings that hide less than the rule, and with `overflow`.
public func publish(
    _ input: PublicationInput, settings: PublicationSettings = .rule, key: PublicationKey
) throws(Refusal) -> Publication {
    try settings.check()
    let figures = Generalisation(settings: settings)
    let associations = input.associations.naturallySorted(by: \.profile.code)
    let sketches = associations.map { AssociationSketch($0, figures: figures, key: key) }
    let lines = PublishedLines(
        trunks: sketches.flatMap(\.trunks),
        connections: input.associations.flatMap(\.connections).map { Projection.plane(position: $0.position) },
        settings: settings, key: key)
    var parts: [AssociationPublication] = []
    for (association, sketch) in zip(associations, sketches) {
        parts.append(
            try AssociationPublication(
                association, as: sketch, lines: lines, until: input.day, figures: figures, key: key))
    }
    let areas = parts.flatMap(\.areas)
    var totals = PublishedTotals()
    for part in parts { totals.add(part.published.totals) }
    return Publication(
        publishedAt: input.publishedAt, month: Month(of: input.day), settings: settings,
        attributions: input.attributions,
        municipalities: shownMunicipalities(
            input.municipalities, areas: areas, seats: Set(input.associations.map(\.profile.seatAgs))),
        associations: parts.map(\.published), areas: areas, lines: lines.lines, totals: totals)
}

/// The borders that a published area or a seat touches (by their surrounding rectangles), ordered by key.
private func shownMunicipalities(
    _ municipalities: [Municipality], areas: [PublishedArea], seats: Set<Ags>
) -> [PublishedMunicipality] {
    let frames = areas.compactMap { Frame($0.polygons) }
    return municipalities.sorted { $0.ags < $1.ags }.compactMap { municipality in
        let polygons = municipality.polygons.compactMap(PublishedPolygon.init)
        guard let frame = Frame(polygons) else { return nil }
        guard seats.contains(municipality.ags) || frames.contains(where: frame.touches) else { return nil }
        return PublishedMunicipality(ags: municipality.ags, name: municipality.name, polygons: polygons)
    }
}

/// The rectangle around borders.
private struct Frame {
    var west = Int32.max
    var south = Int32.max
    var east = Int32.min
    var north = Int32.min

    init?(_ polygons: [PublishedPolygon]) {
        guard !polygons.isEmpty else { return nil }
        for position in polygons.flatMap({ $0.rings[0] }) {
            west = min(west, position.longitude)
            east = max(east, position.longitude)
            south = min(south, position.latitude)
            north = max(north, position.latitude)
        }
    }

    func touches(_ other: Frame) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }
}
