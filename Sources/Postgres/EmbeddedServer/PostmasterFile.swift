import Glibc

/// What a running server says of itself in `postmaster.pid`; it may be left over from one that was killed.
struct PostmasterFile: Hashable, Sendable {
    let process: Int32
    /// Seconds since 1970.
    let started: Int64
    let port: Int
    let socketFolder: String
    let isReady: Bool

    /// nil where there is no file, or one that is being written.
    init?(folder: String) {
        guard let text = try? Files.read(folder + "/postmaster.pid") else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 5, let process = Int32(lines[0]), let started = Int64(lines[2]), let port = Int(lines[3])
        else { return nil }
        self.process = process
        self.started = started
        self.port = port
        socketFolder = lines[4]
        isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
    }

    /// True where the process is the server of this very folder and not another program that got its number.
    func isRunning(in folder: String) -> Bool {
        Self.process(process, worksIn: folder)
    }

    /// True where some process works in the folder, such as a server's child whose parent was killed.
    static func anyProcess(in folder: String) -> Bool {
        Files.names(in: "/proc").contains { name in
            Int32(name).map { Self.process($0, worksIn: folder) } ?? false
        }
    }

    /// Takes away the file of a server that was killed where the system has given its number to another program,
    /// by which the new server would believe that the old one still runs.
    static func removeIfStale(in folder: String, socketFolder: String) {
        guard let text = try? Files.read(folder + "/postmaster.pid"),
            let process = Int32(text.prefix(while: \.isNumber)), kill(process, 0) == 0 || errno == EPERM,
            !anyProcess(in: folder)
        else { return }
        unlink(folder + "/postmaster.pid")
        unlink(socketFolder + "/.s.PGSQL.\(EmbeddedServer.port).lock")
        unlink(socketFolder + "/.s.PGSQL.\(EmbeddedServer.port)")
    }

    /// A server and its children have the cluster as their working folder.
    private static func process(_ process: Int32, worksIn folder: String) -> Bool {
        if let current = resolved("/proc/\(process)/cwd") { return current == resolved(folder) }
        guard errno == EACCES else { return false }
        // In some containers not even root may see that of other users; then the arguments and the owner must do.
        guard let arguments = try? Files.read("/proc/\(process)/cmdline"),
            let owner = try? Files.status("/proc/\(process)")?.owner, let expected = try? Files.status(folder)?.owner
        else { return false }
        let words = arguments.split(separator: "\0")
        return owner == expected && (words.contains { $0 == folder } || arguments.hasPrefix("postgres: "))
    }

    /// The path without links; nil, with `errno` set, where it can't be followed.
    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
