/// Areas that are published as one, since one of them alone would have too few connections.
struct AreaGroup: Sendable {
    /// In natural order of their codes.
    var areas: [Area]
    var connections: Int

    var codes: [String] { areas.map(\.code) }
}

/// Joins areas with too few connections to a neighbouring one (rules.md 8), within one association.
///
/// Guarantees: every group that comes back has at least `minimum` connections; areas for which no neighbour within
/// 2 km is left are in no group. The smallest group looks for its nearest neighbour first, ties by code, so that the
/// order of the areas does not matter.
func groupedAreas(_ areas: [Area], connections: [String: Int], minimum: Int) -> [AreaGroup] {
    var groups = areas.naturallySorted(by: \.code).map {
        AreaGroup(areas: [$0], connections: connections[$0.code] ?? 0)
    }
    let corners = Dictionary(
        areas.map { area in
            (area.code, area.polygons.flatMap(\.exterior).map(Projection.plane(position:)))
        }, uniquingKeysWith: { first, _ in first })
    func distance(_ left: AreaGroup, _ right: AreaGroup) -> Double {
        let lefts = left.codes.flatMap { corners[$0] ?? [] }
        let rights = right.codes.flatMap { corners[$0] ?? [] }
        return min(gap(from: lefts, to: rights), gap(from: rights, to: lefts))
    }
    var done: [AreaGroup] = []
    while let smallest = groups.indices.min(by: { groups[$0].connections < groups[$1].connections }),
        groups[smallest].connections < minimum
    {
        var group = groups.remove(at: smallest)
        let near = groups.indices.map { (index: $0, distance: distance(group, groups[$0])) }
            .filter { $0.distance <= 2_000 }
            .min { $0.distance < $1.distance }
        guard let near else { continue }
        let neighbour = groups.remove(at: near.index)
        group.areas = (group.areas + neighbour.areas).naturallySorted(by: \.code)
        group.connections += neighbour.connections
        groups.append(group)
        groups = groups.naturallySorted { $0.codes.first ?? "" }
    }
    done += groups
    return done
}

/// The smallest distance in metres from the corners `from` to the outline through `to`; endless without corners.
private func gap(from: [PlanePoint], to: [PlanePoint]) -> Double {
    guard let outline = PlaneLine(to) else { return .infinity }
    return from.map { outline.nearest(to: $0).distance }.min() ?? .infinity
}

extension Projection {
    /// The place in metres of a position.
    public static func plane(position: Position) -> PlanePoint {
        plane(longitude: position.longitude, latitude: position.latitude)
    }
}
