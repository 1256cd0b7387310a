import BuddelStore
import DatabaseFixture
import Postgres

extension TownApp {
    /// Changes the database as its owner, who has first taken away every guard that is his: triggers, foreign keys, checks.
    func tamperAsOwner(_ statements: String...) async throws {
        let name: String = try await pool.transact { transaction in
            try await transaction.query("select current_database()::text as name").one().decode("name")
        }
        let superuser = try await TestCluster.shared.configuration(database: name)
        try await PostgresConnection.withConnection(superuser) { connection in
            try await connection.executeScript("set role \(Schema.ownerRole); \(Self.withoutGuards)")
            for statement in statements { try await connection.executeScript(statement) }
        }
    }

    private static let withoutGuards = """
        do $$ declare it record; begin
            for it in select c.oid::regclass as place from pg_class c
                where c.relnamespace = 'buddel'::regnamespace and c.relkind = 'r' and c.relhastriggers
            loop
                execute format('alter table %s disable trigger user', it.place);
            end loop;
            for it in select c.conrelid::regclass as place, c.conname as name from pg_constraint c
                where c.connamespace = 'buddel'::regnamespace and c.contype in ('f', 'c')
            loop
                execute format('alter table %s drop constraint %I', it.place, it.name);
            end loop;
        end $$;
        """
}
