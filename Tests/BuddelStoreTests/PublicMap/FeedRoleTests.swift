import BuddelStore
import DatabaseFixture
import Postgres
import Testing

/// Attacks by whoever has taken over the public server and its login.
@Suite("PublicMap: the role buddel_feed reads schema feed and nothing else")
struct FeedRoleTests {
    /// Names that a query of the superuser finds, and a connection as the public's role.
    private func asFeed(
        listing sql: SQL,
        _ body: @Sendable (_ names: [String], _ connection: PostgresConnection) async throws -> Void
    ) async throws {
        try await Tenant.withDatabase { pool async throws in
            let database = pool.configuration.database!
            let superuser = try await TestCluster.shared.configuration(database: database)
            let names = try await PostgresConnection.withConnection(superuser) { connection async throws in
                try await connection.query(sql).map { try $0.decode(0, as: String.self) }
            }
            let configuration = try await TestCluster.shared.configuration(database: database, user: Schema.feedRole)
            try await PostgresConnection.withConnection(configuration) { connection async throws in
                try await body(names, connection)
            }
        }
    }

    private func refused(_ connection: PostgresConnection, _ script: String) async throws -> String? {
        try await Town.constraint { try await connection.executeScript(script, name: "attack") }
    }

    @Test("no table, view or sequence of any other schema can be read")
    func relations() async throws {
        try await asFeed(
            listing: """
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'feed')
                order by 1
                """
        ) { names, connection async throws in
            #expect(names.count >= 70)
            for name in names {
                #expect(try await refused(connection, "select * from \(name) limit 1") == "SQLSTATE 42501", "\(name)")
            }
        }
    }

    @Test("no function of any other schema can be called, and none of its own announces or writes")
    func functions() async throws {
        try await asFeed(
            listing: """
                select p.oid::regproc || '(' || coalesce((select string_agg('null::' || format_type(t, null), ', ' order by i)
                    from unnest(p.proargtypes::oid[]) with ordinality as a(t, i)), '') || ')'
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in ('buddel', 'feed', 'migrations') and p.prokind = 'f' order by 1
                """
        ) { names, connection async throws in
            #expect(names.count >= 30)
            for call in names {
                #expect(try await refused(connection, "select \(call)") == "SQLSTATE 42501", "\(call)")
            }
        }
    }

    @Test("it writes nothing, becomes nobody else, and reads no file of the server")
    func writes() async throws {
        try await asFeed(listing: "select nspname::text from pg_namespace where nspname !~ '^pg_'") {
            schemas, connection async throws in
            let attacks =
                [
                    "insert into feed.publications (manifest_sha256) values (sha256('x'))",
                    "insert into feed.files values (1, 'a', 'b', 'c', sha256('c'))",
                    "update feed.files set name = 'x'", "delete from feed.publications", "truncate feed.files",
                    "drop table feed.files", "alter table feed.files disable row level security",
                    "set role buddel_app", "set role buddel_owner", "set session authorization postgres",
                    "select pg_read_file('/etc/passwd')", "copy feed.files to program 'cat'",
                    "copy feed.files from '/etc/passwd'", "select lo_import('/etc/passwd')",
                ] + schemas.filter { $0 != "information_schema" }.map { "create table \($0).mine (x int)" }
            for attack in attacks {
                #expect(try await refused(connection, attack) == "SQLSTATE 42501", "\(attack)")
            }
            // Saying who one is opens nothing: there is no table that would believe it.
            try await connection.executeScript("set buddel.user_id = '0'", name: "attack")
            #expect(try await refused(connection, "select from buddel.persons") == "SQLSTATE 42501")
        }
    }

    @Test("it reads what is published, all of it")
    func reads() async throws {
        try await asFeed(
            listing: """
                select oid::regclass::text from pg_class where relnamespace = 'feed'::regnamespace and relkind = 'r'
                """
        ) { names, connection async throws in
            #expect(names.sorted() == ["feed.files", "feed.publications"])
            for name in names { #expect(try await refused(connection, "select * from \(name)") == nil) }
        }
    }
}
