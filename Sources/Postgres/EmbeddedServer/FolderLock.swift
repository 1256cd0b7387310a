import Glibc

/// A lock on a folder among all programs of this machine; gone when the program is, however it ended.
final class FolderLock: Sendable {
    private let file: Int32

    private init(file: Int32) {
        self.file = file
    }

    deinit {
        close(file)
    }

    /// Waits for the lock.
    /// - Returns: nil where it was not free in time.
    /// - Throws: `Files.Failure` where the lock file can't be made; `CancellationError`.
    static func acquire(_ path: String, timeout: Duration) async throws -> FolderLock? {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Files.Failure(path: path, code: errno) }
        let lock = FolderLock(file: file)
        let deadline = ContinuousClock.now + timeout
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw Files.Failure(path: path, code: errno) }
            guard ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: .milliseconds(20))
        }
        return lock
    }
}
