import CLibPQ
import Glibc
import Logging

/// A private PostgreSQL server in a data folder: made on first use, started on demand, reached by a unix socket alone.
///
/// The cluster lies in `<data folder>/postgres` with data checksums, UTF-8 and fsync on. It listens to no network; its
/// socket lies in a folder that only the server's user may enter. Who may log in is decided by the user of the system
/// (peer): the server's own, the one that runs this program, and root.
/// Started by root it runs as an unprivileged user. Commands that start or stop it at the same moment take turns by a
/// lock on the data folder. The server outlives the program; `stop` ends it.
public actor EmbeddedServer {
    /// Its socket's number; no network port is opened.
    public static let port = 5432
    /// The role that may do everything in the cluster.
    public static let superuser = "postgres"

    /// How a server is made and run.
    public struct Options: Sendable, Hashable {
        /// False for tests only: the data may be lost when the machine goes down.
        public var durable = true
        /// The user that the server runs as where root starts it.
        public var serverUser = "postgres"
        public var minimumMajor = 15
        public var searchPaths = ServerInstallation.SearchPaths.standard
        /// The folder with the control files of extensions; nil for the installation's own.
        public var extensionFolder: String?
        /// How long to wait for another command at work on the same folder.
        public var lockTimeout: Duration = .seconds(120)
        /// More settings of the server.
        public var settings: [String: String] = [:]

        public init() {}
    }

    public enum Status: Hashable, Sendable {
        /// There is no cluster yet.
        case absent
        case stopped(major: Int)
        /// `started` in seconds since 1970.
        case running(major: Int, process: Int32, started: Int64, socketFolder: String)
    }

    public nonisolated let dataFolder: String
    public nonisolated let database: EmbeddedDatabase
    public nonisolated let options: Options
    let logger: Logger

    public nonisolated var clusterFolder: String { dataFolder + "/postgres" }
    public nonisolated var logFile: String { clusterFolder + "/server.log" }

    /// - Parameter dataFolder: an absolute path; made where it does not exist.
    public init(
        dataFolder: String, database: EmbeddedDatabase, options: Options = Options(),
        logger: Logger = Logger(label: "embedded-server")
    ) {
        precondition(dataFolder.hasPrefix("/"), "the data folder is an absolute path")
        self.dataFolder = dataFolder.count > 1 && dataFolder.hasSuffix("/") ? String(dataFolder.dropLast()) : dataFolder
        self.database = database
        self.options = options
        self.logger = logger
    }

    /// Starts the server where it does not run, and makes the cluster where there is none.
    /// - Returns: how to reach the database as its owner.
    /// - Throws: `EmbeddedServerError`; `CancellationError`.
    @discardableResult
    public func start() async throws -> PostgresConfiguration {
        try await mappingFailures {
            if let running = runningServer(), running.isReady, isAccessCurrent(),
                SocketFolder.answers(running.socketFolder)
            {
                return configuration(socketFolder: running.socketFolder)
            }
            let installation = try await installation()
            try await requireExtensions(installation)
            let account = try account()
            try await prepareDataFolder(for: account)
            let lock = try await lock()
            defer { withExtendedLifetime(lock) {} }
            if clusterMajor() == nil { try await createCluster(installation, as: account) }
            let socketFolder = try await launch(installation, as: account)
            return configuration(socketFolder: socketFolder)
        }
    }

    /// Stops the server where it runs; open sessions are ended, what was committed stays.
    /// - Throws: `EmbeddedServerError`.
    public func stop() async throws {
        try await mappingFailures {
            guard clusterMajor() != nil else { return }
            let lock = try await lock()
            defer { withExtendedLifetime(lock) {} }
            guard let running = runningServer() else { return }
            let installation = try await installation()
            let arguments = ["stop", "-D", clusterFolder, "-m", "fast", "-w", "-s", "-t", "120"]
            let outcome = try await account().command(installation.binary("pg_ctl"), arguments).run()
            if !outcome.isSuccess, running.isRunning(in: clusterFolder) {
                throw EmbeddedServerError.stopFailed(output: outcome.allOutput)
            }
        }
    }

    /// What there is in the data folder; changes nothing.
    /// - Throws: `EmbeddedServerError` where a folder is there that this user may not look into.
    public func status() throws -> Status {
        guard let major = try readClusterMajor() else { return .absent }
        guard let running = runningServer() else { return .stopped(major: major) }
        return .running(
            major: major, process: running.process, started: running.started, socketFolder: running.socketFolder)
    }

    /// The path of one of the server's own programs, such as `psql`, `pg_dump` and `pg_restore`.
    ///
    /// It is the one of the cluster's version; Debian's programs in `/usr/bin` are wrappers that look for other servers.
    /// - Throws: `EmbeddedServerError`.
    public func binary(_ name: String) async throws -> String {
        try await installation().binary(name)
    }

    /// The environment by which `psql`, `pg_dump` and `pg_restore` find the running server.
    public func environment(user: String? = nil) -> [String: String] {
        var environment = Subprocess.minimalEnvironment
        environment["PGHOST"] = runningServer()?.socketFolder
        environment["PGPORT"] = String(Self.port)
        environment["PGDATABASE"] = database.name
        environment["PGUSER"] = user ?? database.owner
        return environment
    }

    /// Runs the body and gives the failures of files and programs their own case.
    private func mappingFailures<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let failure as Files.Failure {
            throw EmbeddedServerError(failure)
        } catch let failure as Subprocess.LaunchFailure {
            throw EmbeddedServerError.startFailed(output: failure.description, logFile: logFile)
        }
    }

    private func lock() async throws -> FolderLock {
        guard let lock = try await FolderLock.acquire(dataFolder + "/postgres.lock", timeout: options.lockTimeout)
        else {
            throw EmbeddedServerError.busy(folder: dataFolder)
        }
        return lock
    }

    func configuration(socketFolder: String) -> PostgresConfiguration {
        PostgresConfiguration(
            socketFolder: socketFolder, port: Self.port, database: database.name, user: database.owner)
    }

    /// The server that runs in the cluster's folder; nil where none does, whatever its files say.
    func runningServer() -> PostmasterFile? {
        guard let file = PostmasterFile(folder: clusterFolder), file.isRunning(in: clusterFolder) else { return nil }
        return file
    }

    /// The version that made the cluster; nil where there is none, or none that this user can see.
    func clusterMajor() -> Int? {
        (try? readClusterMajor()) ?? nil
    }

    /// The same, with the reason where a cluster may be there but can't be read.
    private func readClusterMajor() throws -> Int? {
        do {
            return try Files.read(clusterFolder + "/PG_VERSION").flatMap { Int($0.trimmingNewlines()) }
        } catch let failure as Files.Failure {
            // Whoever may not enter the data folder still sees whose it is.
            let owner = [clusterFolder, dataFolder].lazy.compactMap { (try? Files.status($0))?.owner }.first
            guard let owner, owner != geteuid() else { throw EmbeddedServerError(failure) }
            throw EmbeddedServerError.folderOfAnother(
                folder: dataFolder, owner: ServerAccount(user: owner)?.name ?? String(owner))
        }
    }
}
