import Testing

@testable import BuddelHTTP

@Suite("Server: the queue")
struct WorkGateTests {
    /// Something that is done when the test says so.
    private actor Signal {
        private var isGiven = false
        private var waiters: [CheckedContinuation<Void, Never>] = []

        func give() {
            isGiven = true
            for waiter in waiters { waiter.resume() }
            waiters = []
        }

        func wait() async {
            if isGiven { return }
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    @Test("so many work, so many wait in their order, and the next is refused at once")
    func bounds() async throws {
        let gate = WorkGate(working: 2, waiting: 3)
        let signal = Signal()
        let tasks = (0..<5).map { _ in Task { try await gate.run { await signal.wait() } } }
        try await waitUntil { gate.counts == (2, 3) }
        let problem = await #expect(throws: Problem.self) { try await gate.run {} }
        #expect(problem?.status == .serviceUnavailable)
        #expect(problem?.headers[.retryAfter] != nil)
        await signal.give()
        for task in tasks { try await task.value }
        #expect(gate.counts == (0, 0))
        #expect(try await gate.run { 1 } == 1)
    }

    @Test("who is cancelled while waiting leaves his place, and who fails gives it back")
    func leaving() async throws {
        let gate = WorkGate(working: 1, waiting: 10)
        let signal = Signal()
        let first = Task { try await gate.run { await signal.wait() } }
        try await waitUntil { gate.counts.working == 1 }
        let waiters = (0..<10).map { _ in Task { try await gate.run {} } }
        try await waitUntil { gate.counts.waiting == 10 }
        for waiter in waiters { waiter.cancel() }
        for waiter in waiters { await #expect(throws: CancellationError.self) { try await waiter.value } }
        #expect(gate.counts == (1, 0))
        await signal.give()
        try await first.value
        struct Failure: Error {}
        await #expect(throws: Failure.self) { try await gate.run { throw Failure() } }
        #expect(gate.counts == (0, 0))
    }

    @Test("cancelled at the very moment of their turn, nobody takes a place with him")
    func race() async throws {
        let gate = WorkGate(working: 2, waiting: 1_000)
        for round in 0..<100 {
            let tasks = (0..<10).map { _ in Task { try await gate.run { await Task.yield() } } }
            for (index, task) in tasks.enumerated() where (index + round).isMultiple(of: 3) { task.cancel() }
            for task in tasks { _ = try? await task.value }
        }
        #expect(gate.counts == (0, 0))
    }

    @Test("what takes too long is cancelled and refused; what has an answer by then is answered")
    func deadline() async throws {
        #expect(try await withDeadline(.seconds(100)) { 1 } == 1)
        let problem = await #expect(throws: Problem.self) {
            try await withDeadline(.milliseconds(10)) { try await Task.sleep(for: .seconds(1_000)) }
        }
        #expect(problem?.code == "server_slow")
        #expect(problem?.headers[.retryAfter] != nil)
        let late = try await withDeadline(.milliseconds(10)) {
            try? await Task.sleep(for: .seconds(1_000))
            return "done all the same"
        }
        #expect(late == "done all the same")
        struct Failure: Error {}
        await #expect(throws: Failure.self) { try await withDeadline(.seconds(100)) { throw Failure() } }
    }
}
