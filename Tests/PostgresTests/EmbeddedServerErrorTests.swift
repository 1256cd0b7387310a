import Foundation
import Testing

@testable import Postgres

@Suite("Postgres: what can go wrong with the embedded server")
struct EmbeddedServerErrorTests {
    private func failure(
        _ folder: String, _ options: EmbeddedServer.Options = EmbeddedServerTests.options(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> EmbeddedServerError? {
        await thrown(
            EmbeddedServerError.self, { try await EmbeddedServerTests.server(folder, options).start() },
            sourceLocation: sourceLocation)
    }

    @Test("no installed server: the error names the package")
    func missingServer() async throws {
        let options = EmbeddedServerTests.options {
            $0.searchPaths = .init(
                pgConfig: ["/none/pg_config"], versionFolders: ["/none"], binaryFolders: ["/none/bin"])
        }
        let folder = try TestFolder.make()
        let failure = await failure(folder + "/data", options)
        #expect(
            failure == .serverMissing(searched: ["/none/*/bin", "/none/pg_config", "/none/bin"], package: "postgresql"))
        #expect(failure?.description.contains("apt-get install postgresql") == true)
        #expect(!Files.exists(folder + "/data"))
    }

    @Test("only servers that are too old")
    func tooOld() async throws {
        let failure = await failure(try TestFolder.make(), EmbeddedServerTests.options { $0.minimumMajor = 99 })
        guard case .serverTooOld(let installed, 99, "postgresql") = failure else {
            Issue.record("wrong failure: \(String(describing: failure))")
            return
        }
        #expect(!installed.isEmpty)
    }

    @Test("a cluster of another major version: the error says what to do")
    func otherMajorVersion() async throws {
        let folder = try TestFolder.make()
        let server = EmbeddedServerTests.server(folder)
        try await server.start()
        try await server.stop()
        let account = try await server.account()
        try Files.write("14\n", to: server.clusterFolder + "/PG_VERSION", owner: account)
        let failure = await failure(folder)
        guard case .otherMajorVersion(14, let installed, server.clusterFolder) = failure else {
            Issue.record("wrong failure: \(String(describing: failure))")
            return
        }
        #expect(!installed.isEmpty)
        #expect(failure?.description.contains("apt-get install postgresql-14") == true)
        #expect(try await server.status() == .stopped(major: 14))
    }

    @Test("a folder that can't be looked into is not taken for one that is not there")
    func unreadable() async throws {
        let folder = try TestFolder.make()
        let server = EmbeddedServerTests.server(folder)
        #expect(try await server.status() == .absent)
        // As root every folder can be read; a file in the cluster's place can't be entered by anybody.
        try Files.write("no folder", to: server.clusterFolder, owner: try #require(ServerAccount.current))
        await #expect(throws: EmbeddedServerError.self) { try await server.status() }
        #expect(await server.clusterMajor() == nil)
    }

    @Test("a missing extension: the error names the package, and nothing has been made")
    func missingExtension() async throws {
        let folder = try TestFolder.make()
        let database = EmbeddedDatabase(name: "town", owner: "town_owner", roles: [], extensions: ["postgis"])
        let options = EmbeddedServerTests.options { $0.extensionFolder = folder }
        let server = EmbeddedServer(dataFolder: folder + "/data", database: database, options: options)
        let failure = await thrown(EmbeddedServerError.self) { try await server.ensureDatabase() }
        guard case .extensionMissing("postgis", let package) = failure else {
            Issue.record("wrong failure: \(String(describing: failure))")
            return
        }
        let major = try #require(await ServerInstallation.all().first?.major)
        #expect(package == "postgresql-\(major)-postgis-3")
        #expect(!Files.exists(folder + "/data"))
    }

    @Test("an extension that the server itself does not know")
    func unknownExtension() async throws {
        let folder = try TestFolder.make()
        // The control file is there for the check before the start, but not where the server looks.
        try "".write(toFile: folder + "/odd.control", atomically: true, encoding: .utf8)
        let database = EmbeddedDatabase(name: "town", owner: "town_owner", roles: [], extensions: ["odd"])
        let options = EmbeddedServerTests.options { $0.extensionFolder = folder }
        let server = EmbeddedServer(dataFolder: folder + "/data", database: database, options: options)
        let failure = await thrown(EmbeddedServerError.self) { try await server.ensureDatabase() }
        #expect(failure == .extensionMissing(name: "odd", package: nil))
    }

    @Test("a socket folder that is open to others is refused")
    func unsafeSocketFolder() async throws {
        let folder = try TestFolder.make()
        let path = folder + "/socket"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        #expect(await failure(folder) == .socketFolderUnsafe(folder: path))
    }

    @Test("a lock that another command holds for too long")
    func busy() async throws {
        let folder = try TestFolder.make()
        let lock = try #require(try await FolderLock.acquire(folder + "/postgres.lock", timeout: .seconds(1)))
        #expect(
            await failure(folder, EmbeddedServerTests.options { $0.lockTimeout = .milliseconds(30) })
                == .busy(folder: folder))
        withExtendedLifetime(lock) {}
    }

    @Test("a data folder whose place is a file")
    func fileInTheWay() async throws {
        let folder = try TestFolder.make()
        try "x".write(toFile: folder + "/file", atomically: true, encoding: .utf8)
        guard case .folderNotWritable = await failure(folder + "/file/data") else {
            Issue.record("wrong failure")
            return
        }
    }

    @Test("settings that the server does not accept: the error carries what it said")
    func badSettings() async throws {
        let failure = await failure(
            try TestFolder.make(), EmbeddedServerTests.options { $0.settings = ["no_such_setting": "1"] })
        guard case .startFailed(let output, _) = failure else {
            Issue.record("wrong failure: \(String(describing: failure))")
            return
        }
        #expect(output.contains("no_such_setting"))
    }

    @Test(
        "as root: a folder that the server's user can't reach, and a user that does not exist",
        .enabled(if: geteuid() == 0))
    func asRoot() async throws {
        let folder = try TestFolder.make()
        try FileManager.default.createDirectory(
            atPath: folder + "/closed", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = folder + "/closed/data"
        #expect(await failure(path) == .folderNotReachable(folder: path, user: "postgres"))
        let options = EmbeddedServerTests.options { $0.serverUser = "no-such-user" }
        #expect(await failure(folder, options) == .userMissing(name: "no-such-user"))
    }

    @Test("a full disk, when the cluster is made and when it is started", .enabled(if: SmallDisk.isPossible))
    func fullDisk() async throws {
        let folder = try TestFolder.make()
        try await SmallDisk.with(megabytes: 10, at: folder + "/small") { disk in
            guard case .diskFull = await failure(disk + "/data") else {
                Issue.record("wrong failure")
                return
            }
            #expect(!Files.exists(disk + "/data/postgres"))
            #expect(!Files.exists(disk + "/data/postgres.new"))
        }
        try await SmallDisk.with(megabytes: 90, at: folder + "/large") { disk in
            let server = EmbeddedServerTests.server(disk + "/data")
            try await server.start()
            try await server.stop()
            let filling = open(disk + "/filling", O_WRONLY | O_CREAT, 0o600)
            let block = [UInt8](repeating: 1, count: 1 << 12)
            while write(filling, block, block.count) > 0 {}
            close(filling)
            guard case .diskFull = await failure(disk + "/data") else {
                Issue.record("wrong failure")
                return
            }
            unlink(disk + "/filling")
            try await server.start()
            try await server.stop()
        }
    }

    @Test(
        "what waits for a server is ended when the disk stays full, and the next start finds none in its way",
        .enabled(if: SmallDisk.isPossible))
    func fullWhileWaiting() async throws {
        let folder = try TestFolder.make()
        try await SmallDisk.with(megabytes: 90, at: folder + "/disk") { disk in
            let server = EmbeddedServerTests.server(disk + "/data")
            try await server.start()
            let filling = open(disk + "/filling", O_WRONLY | O_CREAT, 0o600)
            let block = [UInt8](repeating: 1, count: 1 << 12)
            while write(filling, block, block.count) > 0 {}
            close(filling)
            await #expect {
                try await server.givingUpOnFullDisk { try await Task.sleep(for: .seconds(3600)) }
            } throws: { error in
                guard case EmbeddedServerError.diskFull = error else { return false }
                return true
            }
            unlink(disk + "/filling")
            try await server.start()
            try await server.stop()
        }
    }

    @Test(
        "versions of servers are read",
        arguments: [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15), ("postgres (PostgreSQL) 17beta1", 17),
            ("something else", nil), ("postgres (PostgreSQL)", nil),
        ] as [(String, Int?)])
    func versions(_ text: String, _ major: Int?) {
        #expect(ServerInstallation.major(ofVersion: text) == major)
    }

    @Test("each error says something of its own")
    func descriptions() {
        let all: [EmbeddedServerError] = [
            .serverMissing(searched: [], package: "p"), .serverTooOld(installed: [], minimum: 1, package: "p"),
            .otherMajorVersion(cluster: 1, installed: [], folder: "f"), .extensionMissing(name: "e", package: nil),
            .diskFull(folder: "f", output: ""), .folderNotReachable(folder: "f", user: "u"),
            .folderNotWritable(folder: "f", reason: "r"), .folderOfAnother(folder: "f", owner: "o"),
            .socketFolderUnsafe(folder: "f"), .userMissing(name: "u"), .cannotDropPrivileges(user: "u"),
            .busy(folder: "f"), .initializationFailed(output: "o"), .startFailed(output: "o", logFile: "l"),
            .stopFailed(output: "o"),
        ]
        #expect(Set(all.map(\.description)).count == all.count)
    }
}

/// A tiny file system in memory, which only root can mount.
enum SmallDisk {
    static let isPossible: Bool = {
        guard geteuid() == 0, let folder = try? TestFolder.make() else { return false }
        guard mount("tmpfs", folder, "tmpfs", 0, "size=1m") == 0 else { return false }
        return umount(folder) == 0
    }()

    nonisolated(nonsending) static func with(
        megabytes: Int, at folder: String, _ body: nonisolated(nonsending) (String) async throws -> Void
    ) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try #require(mount("tmpfs", folder, "tmpfs", 0, "size=\(megabytes)m,mode=755") == 0)
        defer { umount2(folder, 2) }
        try await body(folder)
    }
}
