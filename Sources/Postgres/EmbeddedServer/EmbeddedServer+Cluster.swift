import CLibPQ
import Glibc

// Finding the server's programs, making the cluster, writing its settings, starting it.
extension EmbeddedServer {
    /// The server to use: of the cluster's version, or the highest where there is no cluster.
    func installation() async throws -> ServerInstallation {
        let all = await ServerInstallation.all(in: options.searchPaths)
        let majors = Array(Set(all.map(\.major))).sorted(by: >)
        guard let highest = all.first else {
            throw EmbeddedServerError.serverMissing(searched: options.searchPaths.all, package: "postgresql")
        }
        if let cluster = clusterMajor() {
            guard let installation = all.first(where: { $0.major == cluster }) else {
                throw EmbeddedServerError.otherMajorVersion(
                    cluster: cluster, installed: majors, folder: clusterFolder)
            }
            return installation
        }
        guard highest.major >= options.minimumMajor else {
            throw EmbeddedServerError.serverTooOld(
                installed: majors, minimum: options.minimumMajor, package: "postgresql")
        }
        return highest
    }

    /// - Throws: `EmbeddedServerError.extensionMissing`, before anything is made.
    func requireExtensions(_ installation: ServerInstallation) async throws {
        let own = await installation.extensionFolder()
        guard let folder = options.extensionFolder ?? own else { return }
        for name in database.extensions where !Files.exists("\(folder)/\(name).control") {
            throw EmbeddedServerError.extensionMissing(
                name: name, package: installation.package(ofExtension: name))
        }
    }

    /// The user that the server runs as: of an existing cluster its owner, else this program's, as root the option's.
    func account() throws -> ServerAccount {
        let owner = try Files.status(clusterFolder)?.owner
        if geteuid() != 0 {
            guard let current = ServerAccount.current else {
                throw EmbeddedServerError.userMissing(name: String(geteuid()))
            }
            if let owner, owner != current.user {
                throw EmbeddedServerError.folderOfAnother(
                    folder: clusterFolder, owner: ServerAccount(user: owner)?.name ?? String(owner))
            }
            return current
        }
        if let owner, owner != 0, let account = ServerAccount(user: owner) { return account }
        guard let account = ServerAccount(name: options.serverUser) else {
            throw EmbeddedServerError.userMissing(name: options.serverUser)
        }
        return account
    }

    func prepareDataFolder(for account: ServerAccount) async throws {
        // The server's user must be able to pass through a folder of root's, but has no business to list it.
        try Files.createFolders(dataFolder, permissions: account.isCurrent ? 0o700 : 0o711)
        guard !account.isCurrent else { return }
        let check = try await account.command("/usr/bin/test", ["-x", dataFolder]).run()
        guard check.isSuccess else {
            throw EmbeddedServerError.folderNotReachable(folder: dataFolder, user: account.name)
        }
    }

    /// Makes the cluster beside its place and moves it there when it is whole, so that none is ever half made.
    func createCluster(_ installation: ServerInstallation, as account: ServerAccount) async throws {
        logger.info("making a database cluster of PostgreSQL \(installation.major)")
        let folder = clusterFolder + ".new"
        Files.removeTree(folder)
        guard try Files.makePrivateFolder(folder, owner: account) else {
            throw EmbeddedServerError.folderNotWritable(folder: folder, reason: "it could not be cleared")
        }
        var arguments = [
            "-D", folder, "-U", Self.superuser, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
            "--auth-local=peer", "--auth-host=reject", "--no-instructions",
        ]
        if !options.durable { arguments.append("--no-sync") }
        let outcome = try await account.command(installation.binary("initdb"), arguments).run()
        guard outcome.isSuccess else {
            Files.removeTree(folder)
            if EmbeddedServerError.tellsOfFullDisk(outcome.allOutput) {
                throw EmbeddedServerError.diskFull(folder: dataFolder, output: outcome.allOutput)
            }
            throw EmbeddedServerError.initializationFailed(output: outcome.allOutput)
        }
        guard rename(folder, clusterFolder) == 0 else { throw Files.Failure(path: clusterFolder, code: errno) }
    }

    /// Starts the server; a running one only learns who may log in.
    /// - Returns: the folder of its socket.
    func launch(_ installation: ServerInstallation, as account: ServerAccount) async throws -> String {
        try writeAccess(for: account)
        if let running = runningServer() {
            _ = kill(running.process, SIGHUP)
            if try await becomesReady(running.socketFolder) { return running.socketFolder }
            // It was about to end; from here on there is none.
        }
        let socketFolder = SocketFolder.path(dataFolder: dataFolder, account: account)
        guard try Files.makePrivateFolder(socketFolder, owner: account) else {
            throw EmbeddedServerError.socketFolderUnsafe(folder: socketFolder)
        }
        try writeSettings(socketFolder: socketFolder, for: account)
        PostmasterFile.removeIfStale(in: clusterFolder, socketFolder: socketFolder)
        rotateLog()
        try requireRoom()
        // The children of a server that was killed notice it after a moment; until then its memory is in use.
        for attempt in 1... {
            let mark = Files.tail(logFile, lines: 1_000_000)
            let arguments = ["start", "-D", clusterFolder, "-l", logFile, "-w", "-s", "-t", "600"]
            let command = try account.command(installation.binary("pg_ctl"), arguments)
            let outcome = try await givingUpOnFullDisk { try await command.run() }
            if outcome.isSuccess { break }
            let said = Files.tail(logFile, lines: 1_000_000).dropFirst(mark.count).trimmingNewlines()
            let output = [outcome.allOutput, said].filter { !$0.isEmpty }.joined(separator: "\n")
            if EmbeddedServerError.tellsOfFullDisk(output) {
                throw EmbeddedServerError.diskFull(folder: dataFolder, output: output)
            }
            let isLeftOver = output.contains("is still in use") || PostmasterFile.anyProcess(in: clusterFolder)
            guard isLeftOver, attempt < 50 else {
                throw EmbeddedServerError.startFailed(output: output, logFile: logFile)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        guard try await becomesReady(socketFolder) else {
            throw EmbeddedServerError.startFailed(output: Files.tail(logFile, lines: 5), logFile: logFile)
        }
        return socketFolder
    }

    private func becomesReady(_ socketFolder: String) async throws -> Bool {
        if Self.ping(socketFolder) == PQPING_OK { return true }
        return try await givingUpOnFullDisk { try await self.waitUntilReady(socketFolder) }
    }

    /// Waits while a running server recovers.
    /// - Returns: false where it has ended instead.
    private func waitUntilReady(_ socketFolder: String) async throws -> Bool {
        while Self.ping(socketFolder) != PQPING_OK {
            guard runningServer() != nil else { return false }
            try await Task.sleep(for: .milliseconds(50))
        }
        return true
    }

    private static func ping(_ socketFolder: String) -> PGPing {
        withCStrings(["host", "port", "dbname", "user"]) { names in
            withCStrings([socketFolder, String(port), "postgres", superuser]) { values in
                PQpingParams(names, values, 0)
            }
        }
    }

    private func rotateLog() {
        var status = stat()
        guard stat(logFile, &status) == 0, status.st_size > 10_000_000 else { return }
        rename(logFile, logFile + ".1")
    }
}
