import Buddelverein
import Postgres

/// Build areas.
public struct AreaStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// The key of an area; nil where there is none of that code.
    public func fetchID(code: String) async throws -> Int64? {
        try await session.query(
            SQL(
                name: "fetch area id",
                "select id from buddel.areas where association_id = \(association) and code = \(code)")
        ).oneOrNone()?.decode("id")
    }

    /// Adds areas, set-based.
    ///
    /// Refuses with `invalid_geometry` what is not one polygon; rings that cross break `areas_border_valid`, a taken
    /// code `areas_code_key`.
    public func insert(_ areas: [Area]) async throws {
        guard !areas.isEmpty else { return }
        let borders = try Self.borders(areas)
        try await session.execute(
            SQL(
                name: "insert areas",
                """
                insert into buddel.areas (association_id, code, name, quota_bp, border, border_wgs84)
                select \(association), g.code, g.name, g.quota, st_transform(b.border, 25832), b.border
                from unnest(\(areas.map(\.code)), \(areas.map(\.name)), \(areas.map(\.quota)), \(borders))
                    with ordinality as g (code, name, quota, border, position)
                cross join lateral (select st_geomfromwkb(g.border, 4326) as border) b
                order by g.position
                """))
    }

    /// Replaces name, quota and border of areas that are there; refuses as `insert` does.
    public func update(_ areas: [Area]) async throws {
        guard !areas.isEmpty else { return }
        let borders = try Self.borders(areas)
        try await session.execute(
            SQL(
                name: "update areas",
                """
                update buddel.areas a set name = g.name, quota_bp = g.quota, border = st_transform(b.border, 25832),
                    border_wgs84 = b.border, version = a.version + 1
                from unnest(\(areas.map(\.code)), \(areas.map(\.name)), \(areas.map(\.quota)), \(borders))
                    as g (code, name, quota, border)
                cross join lateral (select st_geomfromwkb(g.border, 4326) as border) b
                where a.association_id = \(association) and a.code = g.code
                """))
    }

    /// Replaces one area; false where `version` is not the row's any more. Refuses as `insert` does.
    ///
    /// Takes the area's row until the end of the transaction.
    public func update(_ area: Area, version: Int) async throws -> Bool {
        let taken = try await session.query(
            SQL(
                name: "take area",
                """
                select from buddel.areas
                where association_id = \(association) and code = \(area.code) and version = \(version) for update
                """)
        ).count
        guard taken == 1 else { return false }
        try await update([area])
        return true
    }

    /// All areas with their borders as they were given, in natural order of their codes.
    public func list() async throws -> [Area] { try await listStored().map(\.record) }

    /// All areas with the versions of their rows, in natural order.
    public func listStored() async throws -> [Stored<Area>] {
        try await session.query(
            SQL(
                name: "list areas",
                """
                select code, name, quota_bp, version,
                    st_asbinary(coalesce(border_wgs84, st_transform(border, 4326)), 'NDR') as border
                from buddel.areas where association_id = \(association)
                """)
        ).map { row in
            Stored(
                record: Area(
                    code: try row.decode("code"), name: try row.decode("name"), quota: try row.decode("quota_bp"),
                    polygons: try WellKnownBinary.readPolygons(try row.decode("border"))),
                version: try row.decode("version"))
        }.naturallySorted(by: \.record.code)
    }

    private static func borders(_ areas: [Area]) throws -> [[UInt8]] {
        try areas.map { area in
            guard area.polygons.count == 1 else { throw Refusal.areaIsOnePolygon(area.code) }
            return WellKnownBinary.polygon(area.polygons[0])
        }
    }
}
