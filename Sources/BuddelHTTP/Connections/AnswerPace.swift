import NIOCore

/// Whether a client takes its answer fast enough, looked at in windows of the grace time: in each it must take what the
/// least rate makes of it, or all there is.
struct AnswerPace {
    private let window: TimeAmount
    private let leastTaken: Int
    private var began: NIODeadline?
    private var taken = 0
    private var pending = 0

    init(_ bounds: ServerBounds) {
        window = .seconds(Int64(bounds.graceSeconds))
        leastTaken = bounds.graceSeconds * bounds.bytesPerSecond
    }

    /// Looks at how many bytes wait to be taken; true where the client is too slow.
    mutating func isTooSlow(pending now: Int, at moment: NIODeadline) -> Bool {
        defer { pending = now }
        guard now > 0 else {
            began = nil
            return false
        }
        guard let began else {
            self.began = moment
            taken = 0
            return false
        }
        taken += max(0, pending - now)
        guard moment - began >= window else { return false }
        if taken < leastTaken { return true }
        self.began = moment
        taken = 0
        return false
    }
}
