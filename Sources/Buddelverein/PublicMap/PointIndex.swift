/// Finds the points near a place: a grid of cells as wide as the farthest distance asked for.
struct PointIndex: Sendable {
    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }

    private let reach: Double
    private var cells: [Cell: [PlanePoint]] = [:]

    init(_ points: [PlanePoint], reach: Double) {
        self.reach = reach
        for point in points { cells[cell(of: point), default: []].append(point) }
    }

    private func cell(of point: PlanePoint) -> Cell {
        Cell(column: Int((point.east / reach).rounded(.down)), row: Int((point.north / reach).rounded(.down)))
    }

    /// Whether any of the points lies nearer than the reach.
    func hasPoint(near place: PlanePoint) -> Bool {
        let home = cell(of: place)
        for column in (home.column - 1)...(home.column + 1) {
            for row in (home.row - 1)...(home.row + 1) {
                let points = cells[Cell(column: column, row: row)] ?? []
                if points.contains(where: { $0.distance(to: place) < reach }) { return true }
            }
        }
        return false
    }
}
