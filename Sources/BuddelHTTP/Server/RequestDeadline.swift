/// Runs the closure for a bounded time; then it is cancelled, which ends its statement in the database, too.
///
/// Throws `Problem.serverSlow` where time was up and the closure did not end well all the same; what it had finished by
/// then is answered. Waits for the closure to end, so that nothing goes on behind an answer.
func withDeadline<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        if let result = try await group.next() ?? nil { return result }
        group.cancelAll()
        guard let late = try? await group.next() ?? nil else { throw Problem.serverSlow }
        return late
    }
}
