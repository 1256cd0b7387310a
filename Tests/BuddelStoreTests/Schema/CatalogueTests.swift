import DatabaseFixture
import Postgres
import Testing

@testable import BuddelStore

/// Rules of sql/README.md that hold for every object of both schemas, asked of PostgreSQL's own catalogue.
@Suite("Schema: what holds for every table")
struct CatalogueTests {
    /// Tables without row-level security; there is none. Who adds one says here why everybody may read it.
    private static let unguarded: Set<String> = []

    /// Names that a query finds; each rule is written so that what it finds is wrong.
    private func found(_ sql: SQL) async throws -> [String] {
        try await TestCluster.shared.withBuddel { pool async throws in
            try await Tenant.asOwner(of: pool) { connection async throws in
                try await connection.query(sql).map { try $0.decode(0, as: String.self) }
            }
        }
    }

    @Test("Every table, view, column of a table and function has a comment")
    func comments() async throws {
        let found = try await found(
            """
            select c.oid::regclass::text from pg_class c
            where c.relnamespace in ('buddel'::regnamespace, 'feed'::regnamespace) and c.relkind in ('r', 'p', 'v')
                and obj_description(c.oid, 'pg_class') is null
            union all
            select c.oid::regclass || '.' || a.attname from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace in ('buddel'::regnamespace, 'feed'::regnamespace) and c.relkind in ('r', 'p')
                and col_description(c.oid, a.attnum) is null
            union all
            select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace in ('buddel'::regnamespace, 'feed'::regnamespace)
                and obj_description(p.oid, 'pg_proc') is null
            """)
        #expect(found == [])
    }

    @Test("Every constraint has a name that somebody gave it, since it becomes an error code")
    func names() async throws {
        let found = try await found(
            """
            select conrelid::regclass || ' ' || conname from pg_constraint
            where connamespace in ('buddel'::regnamespace, 'feed'::regnamespace)
                and conname ~ '(_check[0-9]*|_excl[0-9]*|_(key|fkey|pkey)[0-9]+)$'
            """)
        #expect(found == [])
    }

    @Test("Every foreign key says what a deletion does")
    func deletions() async throws {
        let found = try await found(
            """
            select conrelid::regclass || ' ' || conname from pg_constraint
            where connamespace in ('buddel'::regnamespace, 'feed'::regnamespace) and contype = 'f' and confdeltype = 'a'
            """)
        #expect(found == [])
    }

    @Test("Between rows of associations every foreign key carries the association")
    func composite() async throws {
        let found = try await found(
            """
            with tenant as (select attrelid, attnum from pg_attribute where attname = 'association_id' and attnum > 0)
            select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
            join tenant here on here.attrelid = k.conrelid join tenant there on there.attrelid = k.confrelid
            where k.connamespace = 'buddel'::regnamespace and k.contype = 'f' and not exists (
                select from generate_subscripts(k.conkey, 1) as i
                where k.conkey[i] = here.attnum and k.confkey[i] = there.attnum)
            """)
        #expect(found == [])
        let tenants = try await self.found(
            """
            select c.relname::text from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'association_id'
            where c.relnamespace = 'buddel'::regnamespace and c.relkind = 'r' and not exists (
                select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey))
            """)
        #expect(tenants == [], "a row's association must exist")
    }

    @Test("Row-level security is on everywhere, and every table with it has a policy for reading")
    func rowLevelSecurity() async throws {
        let found = try await found(
            """
            select c.relname::text from pg_class c
            where c.relnamespace in ('buddel'::regnamespace, 'feed'::regnamespace) and c.relkind in ('r', 'p')
                and (not c.relrowsecurity or not exists (
                    select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('r', '*')))
            """)
        #expect(Set(found) == Self.unguarded)
        let views = try await self.found(
            """
            select c.relname::text from pg_class c where c.relnamespace = 'buddel'::regnamespace and c.relkind = 'v'
                and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'
            """)
        #expect(views == [], "a view asks with the rights of who reads it")
    }

    @Test("Functions with the owner's rights have a fixed search path; none is open to everybody")
    func functions() async throws {
        let found = try await found(
            """
            select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace in ('buddel'::regnamespace, 'feed'::regnamespace)
                and (has_function_privilege('public', p.oid, 'execute') or p.prosecdef and not exists (
                    select from unnest(p.proconfig) as setting where setting like 'search\\_path=%'))
            """)
        #expect(found == [])
    }

    @Test("The program owns nothing, and may neither change nor delete what is append-only")
    func privileges() async throws {
        let found = try await found(
            """
            select c.relname::text from pg_class c
            where c.relnamespace in ('buddel'::regnamespace, 'feed'::regnamespace)
                and pg_get_userbyid(c.relowner) <> 'buddel_owner'
            union all
            select c.relname::text from pg_class c join pg_trigger t on t.tgrelid = c.oid
            where t.tgfoid = 'buddel.refuse_change'::regproc and t.tgtype & 16 > 0
                and (has_table_privilege('buddel_app', c.oid, 'update') or has_table_privilege('buddel_app', c.oid, 'delete')
                    or has_table_privilege('buddel_app', c.oid, 'truncate'))
            """)
        #expect(found == [])
    }

    @Test("Each refusal in the table stands for a rule that the database has")
    func refusals() async throws {
        let known = try await found(
            """
            select conname::text from pg_constraint where connamespace in ('buddel'::regnamespace, 'feed'::regnamespace)
            union
            select c.relname::text from pg_class c where c.relnamespace = 'buddel'::regnamespace and c.relkind = 'i'
            union
            select m[1] from pg_proc p, regexp_matches(p.prosrc, 'constraint = ''(\\w+)''', 'g') as m
            where p.pronamespace = 'buddel'::regnamespace
            """)
        let unknown = Set(ConstraintRefusals.table.keys).subtracting(known)
        #expect(unknown == [])
    }
}
