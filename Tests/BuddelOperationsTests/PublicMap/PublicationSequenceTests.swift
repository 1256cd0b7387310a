import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@testable import BuddelOperations

/// Publications are one sequence: whole, in the order of the records they show, or not there.
@Suite("PublicMap: the sequence of publications")
struct PublicationSequenceTests {
    @Test("many at once: each is refused as busy or whole; the newest files belong together")
    func atOnce() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let outcomes = await withTaskGroup(of: RefusalCode?.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        await refusal { _ = try await town.owner.publishFeed(publisher: "Stelle \(index)") }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.contains(nil))
            #expect(outcomes.allSatisfy { $0 == nil || $0 == .busy })
            let latest = try await town.owner.latestPublication()
            #expect(latest.files.map(\.name).last == "manifest.json")
            let manifest = String(decoding: latest.files[5].bytes, as: UTF8.self)
            for file in latest.files.dropLast() { #expect(manifest.contains(file.sha256), "\(file.name)") }
            let written = outcomes.filter { $0 == nil }.count
            let whole = try await town.scratch.count(
                """
                select count(*)::int8 as n from feed.publications p
                where (select count(*) from feed.files f where f.publication_id = p.id) = 6
                """)
            #expect(whole == written)
        }
    }

    @Test("one whose view of the records is older than what is published does not follow it")
    func staleView() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            var seen = ""
            do {
                try await town.scratch.pool.withTransaction(isolation: .repeatableRead, retries: 0) { transaction in
                    _ = try await transaction.query("select set_config('buddel.user_id', '0', true)")
                    _ = try await town.owner.publishFeed()
                    try await PublicationPolicyStore(transaction).countPublication()
                }
            } catch {
                seen = "\(error)"
            }
            #expect(seen.contains("40001"), "\(seen)")
        }
    }

    @Test("one that fails half-way leaves the old one, and nothing of itself")
    func halfWay() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let before = try await town.owner.publishFeed()
            let events = try await town.scratch.rowCounts()
            try await town.scratch.asOwner {
                try await $0.executeScript(
                    """
                    create function feed.break_off() returns trigger language plpgsql as
                        $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$;
                    create trigger files_break before insert on feed.files for each row
                        when (new.name = 'segments.geojson') execute function feed.break_off();
                    """, name: "break publications")
            }
            #expect(await refusal { _ = try await town.owner.publishFeed(publisher: "Neu") } != nil)
            #expect(try await town.owner.latestPublication() == before)
            #expect(try await town.scratch.rowCounts() == events)
            try await town.scratch.asOwner { _ = try await $0.execute("drop trigger files_break on feed.files") }
            #expect(try await town.owner.publishFeed(publisher: "Neu") != before, "and the next one is written")
        }
    }

    @Test("ten are kept")
    func kept() async throws {
        try await PublishedTown.with("edges") { town async throws in
            for _ in 0..<12 { _ = try await town.owner.publishFeed() }
            #expect(try await town.scratch.count("select count(*)::int8 as n from feed.publications") == 10)
        }
    }
}
