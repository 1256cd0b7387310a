import Buddelverein

/// The coordinate systems that positions of a GeoJSON file can be in.
enum CoordinateSystem: Hashable, Sendable {
    case wgs84
    case utm32

    /// The system that the old `crs` member of a file names; WGS 84 without one.
    ///
    /// Refuses every system but these two with `unknown_coordinate_system`: a wrong guess moves a trench.
    static func read(_ root: JSONNode, file: String) throws(Refusal) -> CoordinateSystem {
        guard let member = root["crs"] else { return .wgs84 }
        if case .null = member.content { return .wgs84 }
        guard case .string(let name) = member["properties"]?["name"]?.content else {
            throw .unknownSystem("crs", at: Refusal.Place(file: file, line: member.line, field: "/crs"))
        }
        let place = Refusal.Place(file: file, line: member.line, field: "/crs/properties/name", value: name)
        let parts = name.uppercased().split { $0 == ":" }
        switch (parts.contains("EPSG") || parts.contains("OGC"), parts.last) {
        case (true, "25832"): return .utm32
        // ogr2ogr names the same axes in either way.
        case (true, "4326"), (true, "CRS84"): return .wgs84
        default: throw .unknownSystem(name, at: place)
        }
    }
}

/// Reads the geometry of one feature and checks it.
struct GeometryReader {
    let file: String
    let system: CoordinateSystem
    let limits: FileLimits
    private var vertices = 0

    init(file: String, system: CoordinateSystem, limits: FileLimits) {
        self.file = file
        self.system = system
        self.limits = limits
    }

    /// Refuses with `invalid_geometry`, and with `too_much_data` beyond the limit of vertices.
    mutating func read(_ node: JSONNode?, pointer: String) throws(Refusal) -> GeoJSONGeometry {
        guard let node, case .string(let type) = node["type"]?.content, let coordinates = node["coordinates"] else {
            throw fault("a geometry is missing", "eine Geometrie fehlt", pointer, node)
        }
        vertices = 0
        let pointer = pointer + "/coordinates"
        switch type {
        case "Point": return .point(try position(coordinates, pointer))
        case "LineString": return .line(try line(coordinates, pointer))
        case "Polygon": return .polygons([try polygon(coordinates, pointer)])
        case "MultiPolygon":
            var polygons: [Polygon] = []
            for (index, element) in try elements(coordinates, pointer).enumerated() {
                polygons.append(try polygon(element, "\(pointer)/\(index)"))
            }
            guard !polygons.isEmpty else { throw fault("it has no polygon", "sie hat kein Polygon", pointer, node) }
            return .polygons(polygons)
        default: throw fault("“\(type)” is not read here", "„\(type)“ wird hier nicht gelesen", pointer, node)
        }
    }

    private mutating func line(_ node: JSONNode, _ pointer: String) throws(Refusal) -> [Position] {
        let line = try positions(node, pointer)
        guard let first = line.first, line.contains(where: { $0 != first }) else {
            throw fault(
                "a line needs two different points", "eine Linie braucht zwei verschiedene Punkte", pointer, node)
        }
        return line
    }

    private mutating func polygon(_ node: JSONNode, _ pointer: String) throws(Refusal) -> Polygon {
        var rings: [[Position]] = []
        for (index, element) in try elements(node, pointer).enumerated() {
            let ring = try positions(element, "\(pointer)/\(index)")
            guard ring.count >= 4 else {
                throw fault(
                    "a ring needs four positions", "ein Ring braucht vier Positionen", "\(pointer)/\(index)", element)
            }
            guard ring.first == ring.last else {
                throw fault(
                    "a ring must end where it begins", "ein Ring muss enden, wo er beginnt", "\(pointer)/\(index)",
                    element)
            }
            guard Set(ring).count >= 3 else {
                throw fault(
                    "a ring needs three different points", "ein Ring braucht drei verschiedene Punkte",
                    "\(pointer)/\(index)", element)
            }
            rings.append(ring)
        }
        guard let exterior = rings.first else {
            throw fault("a polygon needs a ring", "ein Polygon braucht einen Ring", pointer, node)
        }
        return Polygon(exterior: exterior, holes: Array(rings.dropFirst()))
    }

    private mutating func positions(_ node: JSONNode, _ pointer: String) throws(Refusal) -> [Position] {
        let elements = try elements(node, pointer)
        var positions: [Position] = []
        positions.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            positions.append(try position(element, "\(pointer)/\(index)"))
        }
        return positions
    }

    private mutating func position(_ node: JSONNode, _ pointer: String) throws(Refusal) -> Position {
        vertices += 1
        guard vertices <= limits.vertices else {
            throw .tooManyVertices(limits.vertices, at: place(pointer, node))
        }
        let numbers = try elements(node, pointer)
        // A third number is the height above the ellipsoid, which Buddel has no use for.
        guard (2...4).contains(numbers.count), case .number(let first) = numbers[0].content,
            case .number(let second) = numbers[1].content, let x = Double(first), let y = Double(second)
        else {
            throw fault("a position is two numbers", "eine Position sind zwei Zahlen", pointer, node)
        }
        switch system {
        case .wgs84:
            guard (-180...180).contains(x), (-90...90).contains(y) else {
                throw fault(
                    "[\(first), \(second)] is no longitude and latitude in degrees (for metres, name EPSG:25832 in “crs”)",
                    "[\(first), \(second)] ist keine Länge und Breite in Grad (für Meter nennen Sie EPSG:25832 in „crs“)",
                    pointer, node)
            }
            return Position(longitude: x, latitude: y)
        case .utm32:
            guard (0...1_000_000).contains(x), (0...9_400_000).contains(y) else {
                throw fault(
                    "[\(first), \(second)] is no easting and northing in metres",
                    "[\(first), \(second)] ist kein Rechts- und Hochwert in Metern", pointer, node)
            }
            let position = Projection.geographic(PlanePoint(east: x, north: y))
            return Position(longitude: position.longitude, latitude: position.latitude)
        }
    }

    private func elements(_ node: JSONNode, _ pointer: String) throws(Refusal) -> [JSONNode] {
        if case .array(let elements) = node.content { return elements }
        throw fault("here must stand a list", "hier muss eine Liste stehen", pointer, node)
    }

    private func place(_ pointer: String, _ node: JSONNode?) -> Refusal.Place {
        Refusal.Place(file: file, line: node?.line, field: pointer)
    }

    private func fault(_ english: String, _ german: String, _ pointer: String, _ node: JSONNode?) -> Refusal {
        Refusal(
            .invalidGeometry,
            LocalizedText(en: "The geometry is wrong: \(english).", de: "Die Geometrie ist falsch: \(german)."),
            cure: LocalizedText(
                en: "Write GeoJSON (RFC 7946), longitude before latitude.",
                de: "Schreiben Sie GeoJSON (RFC 7946), Länge vor Breite."),
            at: place(pointer, node))
    }
}

extension Refusal {
    static func unknownSystem(_ name: String, at place: Place) -> Refusal {
        Refusal(
            .unknownCoordinateSystem,
            LocalizedText(
                en: "The coordinate system “\(name)” can't be read.",
                de: "Das Koordinatensystem „\(name)“ kann nicht gelesen werden."),
            cure: LocalizedText(
                en: "Save it as WGS 84 (no “crs”) or ETRS89 / UTM 32N (EPSG:25832).",
                de: "Speichern Sie es als WGS 84 (ohne „crs“) oder ETRS89 / UTM 32N (EPSG:25832)."),
            at: place)
    }

    static func tooManyVertices(_ count: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "The geometry has more than \(count) vertices.",
                de: "Die Geometrie hat mehr als \(count) Stützpunkte."),
            cure: LocalizedText(en: "Simplify it.", de: "Vereinfachen Sie sie."), at: place)
    }
}
