/// The line without the points that lie within `tolerance` metres of the simpler line (Douglas-Peucker, rules.md 8).
///
/// The first and the last point always stay; both being the same place is fine (a ring). It works with a stack of its
/// own, so that a long line can't exhaust the thread's.
func simplified(_ points: [PlanePoint], tolerance: Double) -> [PlanePoint] {
    guard points.count > 2 else { return points }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
        guard last - first > 1 else { continue }
        var farthest = (index: first, distance: -1.0)
        for index in (first + 1)..<last {
            let distance = points[index].nearest(from: points[first], to: points[last]).distance
            if distance > farthest.distance { farthest = (index, distance) }
        }
        guard farthest.distance > tolerance else { continue }
        keep[farthest.index] = true
        open.append((first, farthest.index))
        open.append((farthest.index, last))
    }
    return points.indices.filter { keep[$0] }.map { points[$0] }
}
