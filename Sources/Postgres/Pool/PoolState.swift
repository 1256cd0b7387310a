/// The decisions of a pool without its connections, tasks and clocks: what happens is told to it, what is to be done
/// it answers. Moments are durations since any fixed start.
///
/// Invariant: connections that are being opened, idle or lent never number more than the maximum; as many connections
/// are being opened as there are waiters without one, as far as the maximum allows.
struct PoolState {
    struct Limits: Sendable, Hashable {
        var minimum: Int
        var maximum: Int
        var maximumWaiting: Int
        var acquireTimeout: Duration
        var idleTimeout: Duration
        var maximumAge: Duration
    }

    enum Command: Hashable {
        case open(slot: Int)
        case close(slot: Int)
        case lend(slot: Int, waiter: Int)
        case fail(waiter: Int, PoolFailure)
    }

    private enum Phase: Hashable {
        case opening
        case idle(since: Duration)
        case lent
    }

    private struct Slot {
        var phase: Phase
        var opened: Duration
    }

    private struct Waiter {
        let id: Int
        let deadline: Duration
    }

    let limits: Limits
    private var slots: [Int: Slot] = [:]
    /// Idle slots; the last one was used last and is lent first, so that the others grow old and go.
    private var idle: [Int] = []
    private var waiters: [Waiter] = []
    private var nextSlot = 0
    private(set) var isClosed = false

    init(limits: Limits) {
        precondition(limits.minimum >= 0 && limits.maximum >= max(1, limits.minimum), "bounds of the pool")
        self.limits = limits
    }

    var total: Int { slots.count }
    var idleCount: Int { idle.count }
    var waitingCount: Int { waiters.count }
    var lentCount: Int { slots.values.count { $0.phase == .lent } }
    private var openingCount: Int { slots.values.count { $0.phase == .opening } }

    /// Somebody wants a connection.
    mutating func acquire(waiter: Int, deadline: Duration, now: Duration) -> [Command] {
        if isClosed { return [.fail(waiter: waiter, .closed)] }
        if let slot = idle.popLast() {
            slots[slot]?.phase = .lent
            return [.lend(slot: slot, waiter: waiter)]
        }
        if waiters.count >= limits.maximumWaiting { return [.fail(waiter: waiter, .tooManyWaiting)] }
        waiters.append(Waiter(id: waiter, deadline: deadline))
        return openAsNeeded(now: now)
    }

    /// A connection has been opened.
    mutating func opened(slot: Int, now: Duration) -> [Command] {
        slots[slot]?.opened = now
        return makeAvailable(slot: slot, now: now)
    }

    /// A connection could not be opened; the first waiter learns it, the others try on.
    mutating func openFailed(slot: Int, now: Duration) -> [Command] {
        slots[slot] = nil
        var commands: [Command] = []
        if !waiters.isEmpty {
            commands.append(.fail(waiter: waiters.removeFirst().id, .notOpened))
        }
        return commands + openAsNeeded(now: now)
    }

    /// A connection comes back.
    mutating func returned(slot: Int, isUsable: Bool, now: Duration) -> [Command] {
        guard let state = slots[slot], state.phase == .lent else { return [] }
        if !isUsable || isClosed || now - state.opened >= limits.maximumAge {
            slots[slot] = nil
            return [.close(slot: slot)] + openAsNeeded(now: now)
        }
        return makeAvailable(slot: slot, now: now)
    }

    /// A waiter has gone; nothing if it has its answer already.
    mutating func cancelled(waiter: Int) -> [Command] {
        guard let index = waiters.firstIndex(where: { $0.id == waiter }) else { return [] }
        waiters.remove(at: index)
        return [.fail(waiter: waiter, .cancelled)]
    }

    /// Time has passed: waiters give up, idle connections beyond the minimum go, missing ones are opened.
    mutating func tick(now: Duration) -> [Command] {
        var commands: [Command] = []
        for waiter in waiters where waiter.deadline <= now {
            commands.append(.fail(waiter: waiter.id, .timedOut))
        }
        waiters.removeAll { $0.deadline <= now }
        for slot in idle {
            guard let state = slots[slot], case .idle(let since) = state.phase else { continue }
            let isTooOld = now - state.opened >= limits.maximumAge
            let isSpare = now - since >= limits.idleTimeout && total > limits.minimum
            if isTooOld || isSpare {
                slots[slot] = nil
                commands.append(.close(slot: slot))
            }
        }
        idle.removeAll { slots[$0] == nil }
        return commands + openAsNeeded(now: now)
    }

    /// No more connections are lent; those that are lent are closed when they come back.
    mutating func close() -> [Command] {
        isClosed = true
        let commands =
            waiters.map { Command.fail(waiter: $0.id, .closed) } + idle.map { Command.close(slot: $0) }
        for slot in idle { slots[slot] = nil }
        waiters = []
        idle = []
        return commands
    }

    private mutating func makeAvailable(slot: Int, now: Duration) -> [Command] {
        if isClosed {
            slots[slot] = nil
            return [.close(slot: slot)]
        }
        if !waiters.isEmpty {
            slots[slot]?.phase = .lent
            return [.lend(slot: slot, waiter: waiters.removeFirst().id)]
        }
        slots[slot]?.phase = .idle(since: now)
        idle.append(slot)
        return []
    }

    private mutating func openAsNeeded(now: Duration) -> [Command] {
        guard !isClosed else { return [] }
        let wanted = max(waiters.count - openingCount, limits.minimum - total)
        let allowed = min(wanted, limits.maximum - total)
        guard allowed > 0 else { return [] }
        return (0..<allowed).map { _ in
            nextSlot += 1
            slots[nextSlot] = Slot(phase: .opening, opened: now)
            return .open(slot: nextSlot)
        }
    }
}

/// Why the pool gave no connection.
public enum PoolFailure: String, Error, Hashable, Sendable, CustomStringConvertible {
    /// No connection became free in time.
    case timedOut = "no database connection became free in time"
    /// So many wait already that one more has no prospect.
    case tooManyWaiting = "too many requests wait for a database connection"
    case closed = "the connection pool is closed"
    case cancelled = "the request for a database connection was cancelled"
    /// The server can't be reached; callers see the error of the connection instead.
    case notOpened = "no database connection could be opened"

    public var description: String { rawValue }
}
