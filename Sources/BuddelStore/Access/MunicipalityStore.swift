import Buddelverein
import Postgres

/// Municipalities and their borders.
public struct MunicipalityStore: Sendable {
    /// What loading borders did.
    public struct Loaded: Sendable, Hashable {
        public var added: [Ags]
        public var changed: [Ags]

        public var isEmpty: Bool { added.isEmpty && changed.isEmpty }
    }

    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds municipalities and replaces names and borders that differ; the same again changes nothing.
    ///
    /// Borders are projected to EPSG:25832 and repaired where rings cross there. Refuses with `invalid_geometry` a
    /// border that then encloses no area. Segments and connections keep what they had: see
    /// `SegmentStore.recomputeParts` and `ConnectionStore.recomputeMunicipalities`.
    public func upsert(_ municipalities: [Municipality]) async throws -> Loaded {
        let keys = municipalities.map(\.ags)
        let names = municipalities.map(\.name)
        let borders = municipalities.map { WellKnownBinary.multiPolygon($0.polygons) }
        let given: SQL = """
            with projected as (
                select g.ags, g.name, st_geomfromwkb(g.border, 4326) as border_wgs84,
                    st_transform(st_geomfromwkb(g.border, 4326), 25832) as border
                from unnest(\(keys), \(names), \(borders)) as g (ags, name, border)
            ), repaired as (
                select ags, name, border_wgs84, st_multi(st_collectionextract(
                    case when st_isvalid(border) then border else st_makevalid(border) end, 3)) as border
                from projected
            )
            """
        let empty = try await session.query(
            SQL(
                name: "list borders without area",
                "\(fragment: given) select ags from repaired where st_isempty(border) order by ags"))
        if !empty.isEmpty {
            throw Refusals(try empty.map { .borderIsNoArea(try $0.decode("ags")) })
        }
        let rows = try await session.query(
            SQL(
                name: "upsert municipalities",
                """
                \(fragment: given)
                insert into buddel.municipalities as m (ags, name, border, border_wgs84)
                select ags, name, border, border_wgs84 from repaired order by ags
                on conflict (ags) do update
                set name = excluded.name, border = excluded.border, border_wgs84 = excluded.border_wgs84, loaded_at = now()
                where m.name <> excluded.name or m.border_wgs84 is distinct from excluded.border_wgs84
                returning ags, xmax = 0 as is_new
                """))
        var loaded = Loaded(added: [], changed: [])
        for row in rows {
            let ags = try row.decode("ags", as: Ags.self)
            if try row.decode("is_new") { loaded.added.append(ags) } else { loaded.changed.append(ags) }
        }
        return loaded
    }

    /// All municipalities with their borders as they were given, by key.
    public func list() async throws -> [Municipality] {
        try await session.query(
            SQL(
                name: "list municipalities",
                """
                select ags, name, st_asbinary(coalesce(border_wgs84, st_transform(border, 4326)), 'NDR') as border
                from buddel.municipalities order by ags
                """)
        ).map { row in
            Municipality(
                ags: try row.decode("ags"), name: try row.decode("name"),
                polygons: try WellKnownBinary.readPolygons(try row.decode("border")))
        }
    }

    /// Keys and names without the borders, by key.
    public func listNames() async throws -> [(ags: Ags, name: String)] {
        try await session.query(
            SQL(name: "list municipality names", "select ags, name from buddel.municipalities order by ags")
        ).map { (try $0.decode("ags"), try $0.decode("name")) }
    }
}
