/// Finds the lines near a point without looking at all of them: a grid of cells that name the lines crossing them.
struct LineIndex: Sendable {
    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }

    private static let width = 200.0
    private var cells: [Cell: [Int]] = [:]

    /// The index over `lines`, found again by their position in the list; `reach` is the farthest distance asked for.
    init(_ lines: [PlaneLine], reach: Double) {
        for (index, line) in lines.enumerated() {
            for piece in 0..<(line.points.count - 1) {
                let (a, b) = (line.points[piece], line.points[piece + 1])
                let columns = Self.number(min(a.east, b.east) - reach)...Self.number(max(a.east, b.east) + reach)
                let rows = Self.number(min(a.north, b.north) - reach)...Self.number(max(a.north, b.north) + reach)
                for column in columns {
                    for row in rows {
                        let cell = Cell(column: column, row: row)
                        if cells[cell]?.last != index { cells[cell, default: []].append(index) }
                    }
                }
            }
        }
    }

    private static func number(_ metres: Double) -> Int { Int((metres / width).rounded(.down)) }

    /// The lines that may pass within reach of `point`, in ascending order; the caller measures.
    func candidates(near point: PlanePoint) -> [Int] {
        cells[Cell(column: Self.number(point.east), row: Self.number(point.north))] ?? []
    }
}
