import Postgres
import Testing

@Suite("Postgres: configuration")
struct ConfigurationTests {
    @Test("a URL is read, with several hosts in it")
    func url() throws {
        let url = "postgresql://ada:pass%20word@one.example:5433,two.example/town?target_session_attrs=read-write"
        let configuration = try PostgresConfiguration(url: url)
        #expect(configuration.host == "one.example,two.example")
        #expect(configuration.database == "town")
        #expect(configuration.user == "ada")
        #expect(configuration.description.contains("target_session_attrs=read-write"))
    }

    @Test("the keyword form is read")
    func keywords() throws {
        let configuration = try PostgresConfiguration(url: "host=/var/run/postgresql port=6000 dbname=town user=ada")
        #expect(configuration.host == "/var/run/postgresql")
        #expect(configuration.port == 6000)
    }

    @Test("the password is shown by no description, dump or error")
    func password() throws {
        let configuration = try PostgresConfiguration(url: "postgresql://ada:s3cret@host/town")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("s3cret"))
        }
        do {
            _ = try PostgresConfiguration(url: "postgresql://ada:s3cret@host:port:x/%zz")
            Issue.record("nothing was thrown")
        } catch let error as PostgresError {
            #expect(error.sqlState == .misuse)
            #expect(!String(reflecting: error).contains("s3cret"))
        }
    }

    @Test("of several hosts the first that answers is used")
    func severalHosts() async throws {
        let real = try await TestCluster.shared.configuration(database: "scratch")
        let host = try #require(real.host)
        let url =
            "host=/nonexistent,\(host) port=5432,5432 dbname=scratch user=postgres target_session_attrs=read-write"
        try await PostgresConnection.withConnection(try PostgresConfiguration(url: url)) { connection in
            let count = try await connection.query("select 1 as a").count
            #expect(count == 1)
        }
    }

    @Test("options in the URL are kept beside the time-outs")
    func options() async throws {
        let host = try #require(try await TestCluster.shared.configuration().host)
        var configuration = try PostgresConfiguration(
            url: "host=\(host) dbname=scratch user=postgres options='-c work_mem=5MB'")
        configuration.statementTimeout = .seconds(9)
        configuration.applicationName = "a test"
        try await PostgresConnection.withConnection(configuration) { connection in
            let memory = try await connection.query("show work_mem").one().decode(0, as: String.self)
            #expect(memory == "5MB")
            let timeout = try await connection.query("show statement_timeout").one().decode(0, as: String.self)
            #expect(timeout == "9s")
            let name = try await connection.query("show application_name").one().decode(0, as: String.self)
            #expect(name == "a test")
        }
    }
}
