import Glibc

// A server on a full disk may start without being able to say so: neither its log nor the file by which `pg_ctl` knows
// that it is ready can grow. What waits for it therefore looks at the disk itself.
extension EmbeddedServer {
    /// Below this the server can't even write its log and its lock file.
    private static let leastRoom = 128 << 10
    /// How long the disk may stay full while a server starts, before it is given up; a checkpoint may still free some.
    private static let patience: Duration = .seconds(20)

    /// Refuses to start a server that could not write a thing.
    /// - Throws: `EmbeddedServerError.diskFull`.
    func requireRoom() throws {
        guard !isFull else { throw EmbeddedServerError.diskFull(folder: dataFolder, output: "") }
    }

    /// Runs what waits for a starting server, and ends both once the disk has stayed full for a while.
    /// - Throws: `EmbeddedServerError.diskFull`; what the body throws.
    func givingUpOnFullDisk<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await self.watchDisk()
                return nil
            }
            defer { group.cancelAll() }
            guard let result = try await group.next(), let result else {
                // It would go on trying, and hold up every command behind this one.
                if let running = runningServer() { _ = kill(running.process, SIGQUIT) }
                throw EmbeddedServerError.diskFull(folder: dataFolder, output: "")
            }
            return result
        }
    }

    /// Returns once the disk has been full for long enough.
    private func watchDisk() async throws {
        let clock = ContinuousClock()
        var fullSince: ContinuousClock.Instant?
        while true {
            try await Task.sleep(for: .milliseconds(500))
            guard isFull else {
                fullSince = nil
                continue
            }
            let since = fullSince ?? clock.now
            fullSince = since
            if clock.now - since >= Self.patience { return }
        }
    }

    private nonisolated var isFull: Bool {
        var disk = statvfs()
        guard statvfs(clusterFolder, &disk) == 0, disk.f_blocks > 0 else { return false }
        return disk.f_bavail * disk.f_frsize < UInt(Self.leastRoom)
    }
}
