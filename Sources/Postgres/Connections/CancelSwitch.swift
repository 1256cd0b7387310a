import CLibPQ
import Glibc
import Synchronization

/// Ends the query that runs on a connection, from any thread.
///
/// A query is begun, sent and ended; a request between these moments cancels this query and never the next one.
/// The server ignores a request that arrives before the query does, so the request is repeated until the query ends.
final class CancelSwitch: Sendable {
    private struct State {
        var handle: Handle?
        var query = 0
        var isRunning = false
    }

    /// `@unchecked Sendable`: libpq made the cancel handle for use by any thread; it is freed once, here.
    private final class Handle: @unchecked Sendable {
        let pointer: OpaquePointer
        init(_ pointer: OpaquePointer) { self.pointer = pointer }
        deinit { PQfreeCancel(pointer) }
    }

    private let state = Mutex(State())

    /// Takes the handle of a connection that has just been opened.
    func attach(to link: OpaquePointer) {
        let handle = PQgetCancel(link).map { Handle($0) }
        state.withLock { $0.handle = handle }
    }

    /// Announces a query.
    /// - Returns: its number, for `cancel`.
    func begin() -> Int {
        state.withLock { state in
            state.query += 1
            state.isRunning = true
            return state.query
        }
    }

    /// The query has ended; waits for a request that is on its way, so that it can't hit the next query.
    func end() {
        state.withLock { $0.isRunning = false }
    }

    /// Asks the server to end the query, from a thread of its own, since a request blocks for a round trip.
    func cancel(_ query: Int) {
        guard state.withLock({ $0.isRunning && $0.query == query }) else { return }
        startThread(name: "cancel") { [self] in
            var pause: UInt32 = 2_000
            while request(query) {
                usleep(pause)
                pause = min(pause * 2, 500_000)
            }
        }
    }

    private func request(_ query: Int) -> Bool {
        state.withLock { state in
            guard state.isRunning, state.query == query, let handle = state.handle else { return false }
            var message = [CChar](repeating: 0, count: 256)
            _ = PQcancel(handle.pointer, &message, Int32(message.count))
            return true
        }
    }
}
