import Foundation
import Testing

@testable import Postgres

@Suite("Postgres: embedded server")
struct EmbeddedServerTests {
    static let database = EmbeddedDatabase(
        name: "town", owner: "town_owner", roles: ["town_owner", "town_app"], extensions: ["btree_gist"])

    static func options(_ change: (inout EmbeddedServer.Options) -> Void = { _ in }) -> EmbeddedServer.Options {
        var options = EmbeddedServer.Options()
        options.durable = false
        change(&options)
        return options
    }

    static func server(_ folder: String, _ options: EmbeddedServer.Options = options()) -> EmbeddedServer {
        EmbeddedServer(dataFolder: folder, database: database, options: options)
    }

    private func value(_ sql: SQL, _ configuration: PostgresConfiguration) async throws -> String {
        try await PostgresConnection.withConnection(configuration) {
            try await $0.query(sql).one().decode(0, as: String.self)
        }
    }

    @Test("a durable cluster is made on first use: checksums, UTF-8, fsync, no network, a private socket, no terminal")
    func firstStart() async throws {
        let folder = try TestFolder.make()
        let server = Self.server(folder + "/new/data", .init())
        #expect(try await server.status() == .absent)
        let owner = try await server.ensureDatabase()
        #expect(try await server.ensureDatabase() == owner)
        #expect(try await value("show data_checksums", owner) == "on")
        #expect(try await value("show server_encoding", owner) == "UTF8")
        #expect(try await value("show fsync", owner) == "on")
        #expect(try await value("show full_page_writes", owner) == "on")
        #expect(try await value("show listen_addresses", owner) == "")
        #expect(try await value("select current_user::text", owner) == "town_owner")
        #expect(
            try await value("select datcollate from pg_database where datname = current_database()", owner) == "C.UTF-8"
        )
        #expect(
            try await value("select extname::text from pg_extension where extname = 'btree_gist'", owner)
                == "btree_gist")
        let app = try await server.configuration(user: "town_app")
        #expect(try await value("select current_user::text", app) == "town_app")
        #expect(try await value("select rolsuper::text from pg_roles where rolname = current_user", app) == "false")

        guard case .running(let major, let process, _, let socketFolder) = try await server.status() else {
            Issue.record("it does not run")
            return
        }
        #expect(major >= 15)
        let socket = try #require(try Files.status(socketFolder))
        #expect(socket.permissions == 0o700)
        #expect(getsid(process) == process)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/0") == "/dev/null")
        if geteuid() == 0 {
            #expect(socket.owner != 0)
            #expect(try Files.status("/proc/\(process)")?.owner == socket.owner)
        }
        try await server.stop()
        #expect(try await server.status() == .stopped(major: major))
        try await server.stop()
        #expect(
            await thrown(PostgresError.self) { _ = try await PostgresConnection.connect(owner) }?.sqlState
                == .unableToConnect)
    }

    @Test("commands that start it at the same moment all find one and the same server")
    func simultaneousStarts() async throws {
        let folder = try TestFolder.make()
        let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let server = Self.server(folder)
                    try await server.ensureDatabase()
                    guard case .running(_, let process, _, _) = try await server.status() else { return 0 }
                    return process
                }
            }
            return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
        }
        #expect(processes.count == 1)
        #expect(!processes.contains(0))
    }

    @Test("after kill -9 it starts again with everything that was committed, also where its number has a new owner")
    func killed() async throws {
        let folder = try TestFolder.make()
        let server = Self.server(folder, .init())
        let owner = try await server.ensureDatabase()
        try await PostgresConnection.withConnection(owner) {
            try await $0.execute("create table kept as select 7 as n")
        }
        for reuse in [false, true] {
            guard case .running(_, let process, _, _) = try await server.status() else { continue }
            kill(process, SIGKILL)
            try await eventually { await server.runningServer() == nil }
            #expect(Files.exists(server.clusterFolder + "/postmaster.pid"))
            if reuse { try await impersonate(server, process: process) }
            let again = try await server.start()
            #expect(try await value("select n::text from kept", again) == "7")
        }
        // Killed with the children still there: the new server waits until they have gone.
        guard case .running(_, let process, _, _) = try await server.status() else { return }
        kill(process, SIGKILL)
        try await eventually { await server.runningServer() == nil }
        #expect(try await value("select n::text from kept", try await Self.server(folder, .init()).start()) == "7")
    }

    /// Puts the number of another process into the files that the killed server has left.
    private func impersonate(_ server: EmbeddedServer, process: Int32) async throws {
        try await eventually { !PostmasterFile.anyProcess(in: server.clusterFolder) }
        for path in [server.clusterFolder + "/postmaster.pid", server.dataFolder + "/socket/.s.PGSQL.5432.lock"] {
            let text = try #require(try Files.read(path))
            let other = String(getpid()) + text.drop { $0.isNumber }
            try Files.write(other, to: path, owner: try await server.account())
        }
    }

    @Test("a data folder too long for a socket gets a short private folder for it")
    func longPath() async throws {
        let folder = try TestFolder.make() + "/" + String(repeating: "a long name with ' in it/", count: 6) + "end"
        let server = Self.server(folder)
        let owner = try await server.ensureDatabase()
        #expect(try await value("select 'x'::text", owner) == "x")
        let socketFolder = try #require(owner.host)
        #expect(!socketFolder.hasPrefix(folder))
        #expect(try Files.status(socketFolder)?.permissions == 0o700)
        #expect(try await Self.server(folder).start() == owner)
        try await server.stop()
        Files.removeTree(socketFolder)
    }

    @Test("a data folder may be moved while it is stopped")
    func moved() async throws {
        let folder = try TestFolder.make()
        let server = Self.server(folder + "/before")
        let owner = try await server.ensureDatabase()
        try await PostgresConnection.withConnection(owner) {
            try await $0.execute("create table kept as select 7 as n")
        }
        try await server.stop()
        try FileManager.default.moveItem(atPath: folder + "/before", toPath: folder + "/after")
        #expect(try await value("select n::text from kept", try await Self.server(folder + "/after").start()) == "7")
    }

    @Test("what an interrupted creation has left is cleared away")
    func interruptedCreation() async throws {
        let folder = try TestFolder.make()
        try FileManager.default.createDirectory(
            atPath: folder + "/postgres.new/base", withIntermediateDirectories: true)
        try "15\n".write(toFile: folder + "/postgres.new/PG_VERSION", atomically: true, encoding: .utf8)
        let owner = try await Self.server(folder).ensureDatabase()
        #expect(try await value("select 'x'::text", owner) == "x")
        #expect(!Files.exists(folder + "/postgres.new"))
    }

    @Test("a running server lets in roles that a newer program brings")
    func newRoles() async throws {
        let folder = try TestFolder.make()
        try await Self.server(folder).ensureDatabase()
        let newer = EmbeddedDatabase(
            name: "town", owner: "town_owner", roles: ["town_owner", "town_reader"], extensions: [])
        let server = EmbeddedServer(dataFolder: folder, database: newer, options: Self.options())
        try await server.ensureDatabase()
        let reader = try await server.configuration(user: "town_reader")
        #expect(try await value("select current_user::text", reader) == "town_reader")
    }

    @Test("the server's own programs find it by the environment")
    func programs() async throws {
        let server = try await TestCluster.shared.server()
        let environment = await server.environment(user: "postgres")
        let psql = Subprocess(
            try await server.binary("psql"), ["-XAtc", "select current_database()"], environment: environment)
        let outcome = try await psql.run()
        #expect(outcome.output == "scratch\n")
        #expect(outcome.isSuccess)
    }
}
