import Logging

/// Lends connections, never more than its maximum at a time.
///
/// Who waits is served in order of arrival, up to a time-out; a cancelled waiter leaves at once and takes no
/// connection with it. A connection is checked before it is lent; what comes back with an open transaction is
/// rolled back, and what can't be is dropped.
public actor Pool {
    /// The bounds of a pool.
    public struct Limits: Sendable, Hashable {
        public var minimum = 0
        public var maximum = 10
        /// How many may wait at a time; the next one is refused at once.
        public var maximumWaiting = 1000
        public var acquireTimeout: Duration = .seconds(10)
        /// An idle connection beyond the minimum is closed after this time.
        public var idleTimeout: Duration = .seconds(300)
        /// A connection is closed when it is this old and comes back.
        public var maximumAge: Duration = .seconds(3600)

        public init() {}

        public init(maximum: Int) {
            self.maximum = maximum
        }
    }

    public nonisolated let configuration: PostgresConfiguration
    public nonisolated let limits: Limits
    private let logger: Logger
    private var state: PoolState
    private var connections: [Int: PostgresConnection] = [:]
    private var waiters: [Int: Waiter] = [:]
    private var nextWaiter = 0
    private var lastOpenError: (any Error)?
    private var upkeep: Task<Void, Never>?
    private let start = ContinuousClock.now

    private struct Waiter {
        let continuation: CheckedContinuation<Lease, any Error>
        var timer: Task<Void, any Error>?
    }

    struct Lease: Sendable {
        let slot: Int
        let connection: PostgresConnection
    }

    public init(
        _ configuration: PostgresConfiguration, limits: Limits = Limits(), logger: Logger = Logger(label: "postgres")
    ) {
        self.configuration = configuration
        self.limits = limits
        self.logger = logger
        state = PoolState(
            limits: .init(
                minimum: limits.minimum, maximum: limits.maximum, maximumWaiting: limits.maximumWaiting,
                acquireTimeout: limits.acquireTimeout, idleTimeout: limits.idleTimeout,
                maximumAge: limits.maximumAge))
    }

    deinit {
        upkeep?.cancel()
    }

    /// Lends a connection to the closure; it must not escape.
    /// - Throws: what the closure throws; `PoolFailure`; `PostgresError` where no connection can be opened;
    ///   `CancellationError`.
    @discardableResult
    public nonisolated(nonsending) func withConnection<T>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        let lease = try await acquire()
        do {
            let result = try await body(lease.connection)
            await giveBack(lease)
            return result
        } catch {
            await giveBack(lease)
            throw error
        }
    }

    /// Closes the pool: waiters fail, idle connections go, lent ones when they come back.
    public func close() async {
        upkeep?.cancel()
        await run(state.close())
    }

    /// How many connections exist, are idle, are lent, and how many wait.
    public var counts: (total: Int, idle: Int, lent: Int, waiting: Int) {
        (state.total, state.idleCount, state.lentCount, state.waitingCount)
    }

    private var now: Duration { start.duration(to: .now) }

    private func acquire() async throws -> Lease {
        startUpkeep()
        let deadline = now + limits.acquireTimeout
        while true {
            try Task.checkCancellation()
            let lease = try await wait(until: deadline)
            if Task.isCancelled {
                await giveBack(lease)
                throw CancellationError()
            }
            if await lease.connection.isAlive() { return lease }
            // The server has closed it while it was idle; each turn drops one such connection, so this ends.
            logger.info("an idle connection was closed by the server")
            await run(state.returned(slot: lease.slot, isUsable: false, now: now))
        }
    }

    private func wait(until deadline: Duration) async throws -> Lease {
        nextWaiter += 1
        let id = nextWaiter
        do {
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    waiters[id] = Waiter(continuation: continuation)
                    perform(state.acquire(waiter: id, deadline: deadline, now: now))
                    // Most requests have their answer by now and need no timer.
                    guard waiters[id] != nil else { return }
                    waiters[id]?.timer = Task { [weak self, start] in
                        try await Task.sleep(until: start + deadline, clock: .continuous)
                        await self?.tick()
                    }
                }
            } onCancel: {
                Task { await self.cancel(waiter: id) }
            }
        } catch PoolFailure.cancelled {
            throw CancellationError()
        }
    }

    private func giveBack(_ lease: Lease) async {
        let isUsable = await lease.connection.settle()
        await run(state.returned(slot: lease.slot, isUsable: isUsable, now: now))
    }

    private func cancel(waiter: Int) {
        perform(state.cancelled(waiter: waiter))
    }

    private func tick() {
        perform(state.tick(now: now))
    }

    private func run(_ commands: [PoolState.Command]) async {
        perform(commands)
    }

    private func perform(_ commands: [PoolState.Command]) {
        for command in commands {
            switch command {
            case .open(let slot):
                Task { await self.open(slot: slot) }
            case .close(let slot):
                // The last reference goes; libpq says goodbye to the server on the connection's own thread.
                if let connection = connections.removeValue(forKey: slot) {
                    Task { await connection.close() }
                }
            case .lend(let slot, let waiter):
                answer(waiter, with: .success(Lease(slot: slot, connection: connections[slot]!)))
            case .fail(let waiter, .notOpened):
                answer(waiter, with: .failure(lastOpenError ?? PoolFailure.notOpened))
            case .fail(let waiter, let failure):
                answer(waiter, with: .failure(failure))
            }
        }
    }

    private func answer(_ id: Int, with result: Result<Lease, any Error>) {
        guard let waiter = waiters.removeValue(forKey: id) else {
            preconditionFailure("a waiter is answered once")
        }
        waiter.timer?.cancel()
        waiter.continuation.resume(with: result)
    }

    private func open(slot: Int) async {
        do {
            let connection = try await PostgresConnection.connect(configuration, logger: logger)
            connections[slot] = connection
            perform(state.opened(slot: slot, now: now))
        } catch {
            lastOpenError = error
            perform(state.openFailed(slot: slot, now: now))
        }
    }

    /// Closes what has been idle for too long, as long as the pool exists.
    private func startUpkeep() {
        guard upkeep == nil else { return }
        upkeep = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(15))
                guard let self else { return }
                await self.tick()
            }
        }
    }
}
