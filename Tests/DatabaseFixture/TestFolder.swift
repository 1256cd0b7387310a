import Foundation
import Postgres
import Synchronization

/// Folders under /tmp that belong to a running test process, and the servers in them.
public enum TestFolder {
    private static let prefix = "bt-"
    private static let parent = "/tmp"

    private struct Owned {
        var folders: [String] = []
        /// Open, and locked as long as this process lives.
        var locks: [Int32] = []
        var isRegistered = false
    }

    private static let owned = Mutex(Owned())

    /// Makes a folder that goes, with a server in it, when the process exits.
    public static func make() throws -> String {
        removeOrphans()
        let name = String(UInt32.random(in: .min ... .max), radix: 36)
        let hidden = "\(parent)/.\(prefix)\(name)"
        let folder = "\(parent)/\(prefix)\(name)"
        // The server's user must be able to pass through.
        guard mkdir(hidden, 0o711) == 0, chmod(hidden, 0o711) == 0 else { throw CocoaError(.fileWriteUnknown) }
        let lock = open(hidden + "/owner.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // Locked before others can see it, so that none takes it for an orphan.
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, rename(hidden, folder) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        owned.withLock { owned in
            owned.folders.append(folder)
            owned.locks.append(lock)
            if !owned.isRegistered {
                owned.isRegistered = true
                atexit { TestFolder.removeOwned() }
            }
        }
        return folder
    }

    static func startServer(roles: [String]) async throws -> EmbeddedServer {
        var options = EmbeddedServer.Options()
        options.durable = false
        options.settings = ["max_connections": "400", "autovacuum": "off"]
        let database = EmbeddedDatabase(name: "scratch", owner: EmbeddedServer.superuser, roles: roles, extensions: [])
        let server = EmbeddedServer(dataFolder: try make(), database: database, options: options)
        try await server.ensureDatabase()
        return server
    }

    private static func removeOwned() {
        for folder in owned.withLock({ $0.folders }) { remove(folder) }
    }

    private static func removeOrphans() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let folder = parent + "/" + name
            let lock = open(folder + "/owner.lock", O_RDWR | O_CLOEXEC)
            guard lock >= 0 else { continue }
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { remove(folder) }
            close(lock)
        }
    }

    /// Ends the servers anywhere below the folder and removes it.
    private static func remove(_ folder: String) {
        let inner = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for path in inner where path.hasSuffix("postmaster.pid") {
            guard let text = try? String(contentsOfFile: folder + "/" + path, encoding: .utf8),
                let process = Int32(text.prefix { $0.isNumber }),
                let arguments = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8),
                arguments.contains(folder)
            else { continue }
            // At once, without a checkpoint: the data goes anyway.
            kill(process, SIGQUIT)
            for _ in 0..<500 where kill(process, 0) == 0 { usleep(10_000) }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }
}
