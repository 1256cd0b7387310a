import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Network: what the database refuses")
struct NetworkConstraintTests {
    typealias Offence = AssociationConstraintTests.Offence

    private static let version: SQL = """
        insert into buddel.segment_versions (association_id, segment_id, number, line, line_wgs84, length_cm, part_count)
        select association_id, segment_id, 2, line, line_wgs84, 1000, 2 from buddel.segment_versions
        """

    static let offences: [Offence] = [
        Offence(
            "areas_border_valid",
            "insert into buddel.areas (association_id, code, name, border) values (1, 'A9', 'x', st_geomfromtext('POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))', 25832))"
        ),
        Offence(
            "areas_quota_range",
            "insert into buddel.areas (association_id, code, name, quota_bp, border) values (1, 'A9', 'x', 10001, st_geomfromtext('POLYGON((0 0, 1 0, 1 1, 0 0))', 25832))"
        ),
        Offence(
            "connections_code_key",
            "insert into buddel.connections (association_id, code, kind, location, longitude, latitude) select association_id, code, kind, location, longitude, latitude from buddel.connections"
        ),
        Offence(
            "connections_area_fkey",
            "insert into buddel.connections (association_id, code, kind, location, longitude, latitude, area_id) select 2, 'C-9', kind, location, longitude, latitude, (select id from buddel.areas where association_id = 1) from buddel.connections"
        ),
        Offence(
            "holdings_no_overlap",
            "insert into buddel.holdings (association_id, connection_id, member_id, during) select association_id, connection_id, member_id, daterange('2026-01-01', '2026-02-01') from buddel.holdings"
        ),
        Offence("holdings_during_not_empty", "update buddel.holdings set during = 'empty'"),
        Offence(
            "holdings_member_fkey",
            "update buddel.holdings set member_id = (select min(id) from buddel.members where association_id = 2)"),
        Offence("connection_events_append_only", "update buddel.connection_events set state = 'active'"),
        Offence("connection_events_append_only", "delete from buddel.connection_events"),
        Offence("segment_events_append_only", "update buddel.segment_events set state = 'laid'"),
        Offence("segment_events_append_only", "delete from buddel.segment_events"),
        Offence(
            "segment_events_segment_fkey",
            "insert into buddel.segment_events (association_id, segment_id, state, user_id) select 2, id, 'laid', 0 from buddel.segments"
        ),
        Offence(
            "segments_connection_of_lead",
            "update buddel.segments set connection_id = (select min(id) from buddel.connections)"),
        Offence(
            "segment_versions_length_positive",
            "insert into buddel.segment_versions (association_id, segment_id, number, line, line_wgs84, length_cm, part_count) select association_id, segment_id, 2, line, line_wgs84, 0, 1 from buddel.segment_versions"
        ),
        Offence("segment_versions_parts_add_up", version),
        Offence(
            "segment_parts_once",
            "insert into buddel.segment_parts (association_id, segment_id, version_number, position, ags, length_cm, before_cm) select association_id, segment_id, 2, n, ags, 500, 500 * (n - 1) from buddel.segment_parts, generate_series(1, 2) n"
        ),
        Offence(
            "segment_parts_chain_fkey",
            "insert into buddel.segment_parts (association_id, segment_id, version_number, position, ags, length_cm, before_cm) select association_id, segment_id, 2, n, case n when 1 then ags end, 500, 499 * (n - 1) from buddel.segment_parts, generate_series(1, 2) n"
        ),
        Offence(
            "segment_parts_starts_at_zero",
            "insert into buddel.segment_parts (association_id, segment_id, version_number, position, ags, length_cm, before_cm) select association_id, segment_id, 2, 1, ags, 500, 1 from buddel.segment_parts"
        ),
        Offence(
            "clearances_valid_after_grant",
            "insert into buddel.clearances (association_id, segment_id, kind, granted_on, valid_until) select 1, id, 'road', '2026-02-01', '2026-01-01' from buddel.segments"
        ),
        Offence(
            "clearances_kind_known",
            "insert into buddel.clearances (association_id, segment_id, kind) select 1, id, 'moon' from buddel.segments"
        ),
        Offence(
            "progress_no_overlap",
            "insert into buddel.progress (association_id, ref, segment_id, on_date, from_cm, to_cm, user_id) select 1, 'B-9', id, '2026-01-01', 999, 2000, 0 from buddel.segments"
        ),
        Offence(
            "progress_forward",
            "insert into buddel.progress (association_id, ref, segment_id, on_date, from_cm, to_cm, user_id) select 1, 'B-9', id, '2026-01-01', 3000, 3000, 0 from buddel.segments"
        ),
        Offence(
            "progress_ref_key",
            "insert into buddel.progress (association_id, ref, segment_id, on_date, from_cm, to_cm, user_id) select 1, 'B-1', id, '2026-01-01', 3000, 4000, 0 from buddel.segments"
        ),
        Offence("progress_append_only", "update buddel.progress set to_cm = 1001"),
    ]

    /// The two towns with a connection, a segment and a dug stretch in association `a`.
    private func withNetwork(_ body: (Pool) async throws -> Void) async throws {
        try await Town.withDatabase { pool async throws in
            try await pool.transact { transaction async throws in
                try await AreaStore(transaction, in: 1).insert([
                    Area(code: "A1", name: "West", polygons: Town.municipalities[0].polygons)
                ])
                try await ConnectionStore(transaction, in: 1).insert([Town.connection("C-1", of: "M-1")])
                try await SegmentStore(transaction, in: 1).insert([Town.segment("S-1")])
                try await ProgressStore(transaction, in: 1).insert([
                    ProgressRecord(
                        ref: "B-1", date: Day(parsing: "2026-03-01"), segment: "S-1", from: .zero,
                        to: Centimetres(centimetres: 1000))
                ])
            }
            try await body(pool)
        }
    }

    @Test("The statement fails on its constraint", arguments: offences)
    func refused(_ offence: Offence) async throws {
        try await withNetwork { pool async throws in
            let constraint = try await Town.constraint {
                try await pool.transact { transaction async throws in
                    _ = try await transaction.execute(offence.statement)
                }
            }
            // Where no privilege is given at all, that is said before any trigger is asked.
            let isAppendOnly = offence.constraint.hasSuffix("_events_append_only")
            #expect(constraint == (isAppendOnly ? "SQLSTATE 42501" : offence.constraint))
        }
    }

    @Test("Events refuse the owner, too")
    func eventsRefuseTheOwner() async throws {
        try await TestCluster.shared.withDatabase(.buddel) { pool async throws in
            _ = try await pool.transact { transaction async throws in
                _ = try await MunicipalityStore(transaction).upsert(Town.municipalities)
                let id = try await AssociationStore(transaction).insert(Town.profile("a"))
                try await SegmentStore(transaction, in: id).insert([Town.segment("S-1")])
            }
            let constraint = try await Town.constraint {
                try await pool.transact { transaction async throws in
                    _ = try await transaction.execute("delete from buddel.segment_events")
                }
            }
            #expect(constraint == "segment_events_append_only")
        }
    }

    @Test("A stretch is reversed once, and its metres are free again")
    func reversedOnce() async throws {
        try await withNetwork { pool async throws in
            try await pool.transact { transaction async throws in
                let store = ProgressStore(transaction, in: 1)
                let first = try await store.reverse("B-1")
                let second = try await store.reverse("B-1")
                #expect(first)
                #expect(!second)
                try await store.insert([
                    ProgressRecord(
                        ref: "B-2", date: Day(parsing: "2026-03-02"), segment: "S-1", from: .zero,
                        to: Centimetres(centimetres: 500))
                ])
                let refs = try await store.list().map(\.ref)
                #expect(refs == ["B-2"])
            }
        }
    }

    @Test("Two sessions can't both dig the same metres")
    func sameMetresAtOnce() async throws {
        try await withNetwork { pool async throws in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 2...9 {
                    group.addTask {
                        do {
                            try await pool.transact { transaction async throws in
                                try await ProgressStore(transaction, in: 1).insert([
                                    ProgressRecord(
                                        ref: "B-\(number)", date: Day(parsing: "2026-03-02"), segment: "S-1",
                                        from: Centimetres(centimetres: 1000), to: Centimetres(centimetres: 2000))
                                ])
                            }
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
        }
    }
}
