/// A line of at least two different points in EPSG:25832, measured along itself in metres from its start.
struct PlaneLine: Hashable, Sendable {
    let points: [PlanePoint]
    /// The distance of each point from the start; the last one is the length.
    let marks: [Double]

    /// The line through `points`; nil if fewer than two of them differ.
    init?(_ points: [PlanePoint]) {
        var kept: [PlanePoint] = []
        var marks: [Double] = []
        for point in points {
            guard let last = kept.last, let mark = marks.last else {
                kept.append(point)
                marks.append(0)
                continue
            }
            let step = last.distance(to: point)
            guard step > 1e-6 else { continue }
            kept.append(point)
            marks.append(mark + step)
        }
        guard kept.count > 1 else { return nil }
        self.points = kept
        self.marks = marks
    }

    var length: Double { marks[marks.count - 1] }
    var start: PlanePoint { points[0] }
    var end: PlanePoint { points[points.count - 1] }

    /// The point `mark` metres from the start; before the start and beyond the end it is the start and the end.
    func point(at mark: Double) -> PlanePoint {
        guard mark > 0 else { return start }
        guard mark < length else { return end }
        let piece = pieceIndex(at: mark)
        let span = marks[piece + 1] - marks[piece]
        return points[piece].towards(points[piece + 1], share: (mark - marks[piece]) / span)
    }

    /// The index of the piece that holds `mark`, by bisection.
    private func pieceIndex(at mark: Double) -> Int {
        var (low, high) = (0, points.count - 2)
        while low < high {
            let middle = (low + high + 1) / 2
            if marks[middle] <= mark { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The distance in metres from `point` to the line, and where on the line it is nearest.
    func nearest(to point: PlanePoint) -> (distance: Double, mark: Double) {
        var best = (distance: Double.infinity, mark: 0.0)
        for piece in 0..<(points.count - 1) {
            let found = point.nearest(from: points[piece], to: points[piece + 1])
            if found.distance < best.distance {
                best = (found.distance, marks[piece] + found.share * (marks[piece + 1] - marks[piece]))
            }
        }
        return best
    }

    /// The part between two marks; nil where they are the same place.
    func part(from: Double, to: Double) -> PlaneLine? {
        let inner = points.indices.filter { marks[$0] > from && marks[$0] < to }.map { points[$0] }
        return PlaneLine([point(at: from)] + inner + [point(at: to)])
    }

    /// Points every `step` metres from `from` to `to`, both included; the last step may be shorter.
    ///
    /// A closed line goes on past its end: `to` may be up to one length beyond it.
    func spaced(from: Double, to: Double, step: Double) -> [PlanePoint] {
        var result: [PlanePoint] = []
        var index = 0
        while from + Double(index) * step < to - 1e-6 {
            result.append(point(around: from + Double(index) * step))
            index += 1
        }
        result.append(point(around: to))
        return result
    }

    private func point(around mark: Double) -> PlanePoint {
        mark > length ? point(at: mark - length) : point(at: mark)
    }
}
