import Synchronization

/// Lets a bounded number work at a time and a bounded number wait, in order of arrival; the next is refused at once.
final class WorkGate: Sendable {
    private struct Waiter {
        let id: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var working = 0
        var waiters: [Waiter] = []
        var lastId = 0
    }

    private let maximumWorking: Int
    private let maximumWaiting: Int
    private let state = Mutex(State())

    init(working: Int, waiting: Int) {
        precondition(working > 0 && waiting >= 0, "somebody must be able to work")
        maximumWorking = working
        maximumWaiting = waiting
    }

    /// How many work, and how many wait.
    var counts: (working: Int, waiting: Int) { state.withLock { ($0.working, $0.waiters.count) } }

    /// Runs the closure when it is its turn.
    ///
    /// Throws `Problem.busy` where too many wait already, `CancellationError` where the task was cancelled while it
    /// waited; its place is free again then.
    func run<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async throws {
        let id = state.withLock { state in
            state.lastId += 1
            return state.lastId
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer: Result<Void, any Error>? = state.withLock { state in
                    // The handler below may have run before there was anything for it to find.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.working < maximumWorking {
                        state.working += 1
                        return .success(())
                    }
                    guard state.waiters.count < maximumWaiting else { return .failure(Problem.busy) }
                    state.waiters.append(Waiter(id: id, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next = state.withLock { state -> Waiter? in
            if state.waiters.isEmpty {
                state.working -= 1
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.continuation.resume()
    }
}
