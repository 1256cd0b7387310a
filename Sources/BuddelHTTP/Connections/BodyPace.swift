import NIOCore

/// Whether a client sends its body fast enough. Only the time counts in which the server waits for it: while the server
/// itself does not read, nobody is slow.
struct BodyPace {
    private let bounds: ServerBounds
    private let began: NIODeadline
    private var bytes = 0
    private var waited: TimeAmount = .zero
    private var waitingSince: NIODeadline?

    init(_ bounds: ServerBounds, at now: NIODeadline, isWaiting: Bool) {
        self.bounds = bounds
        began = now
        waitingSince = isWaiting ? now : nil
    }

    /// The server asks for more.
    mutating func asked(at now: NIODeadline) {
        waitingSince = waitingSince ?? now
    }

    /// Something came.
    mutating func arrived(_ count: Int, at now: NIODeadline) {
        bytes += count
        if let since = waitingSince { waited = waited + (now - since) }
        waitingSince = nil
    }

    /// Whether more came than any route takes.
    func isBeyond(_ limit: Int) -> Bool { bytes > limit }

    func isTooSlow(at now: NIODeadline) -> Bool {
        if now - began > .seconds(Int64(bounds.bodySeconds)) { return true }
        let waited = waited + (waitingSince.map { now - $0 } ?? .zero)
        guard waited > .seconds(Int64(bounds.graceSeconds)) else { return false }
        return Double(bytes) < Double(waited.nanoseconds) / 1e9 * Double(bounds.bytesPerSecond)
    }
}
