import Buddelverein

/// Geometry as the database takes and gives it (OGC well-known binary, little-endian, two dimensions).
///
/// Coordinates travel as doubles, bit by bit, so what is read is what was written.
enum WellKnownBinary {
    private static let lineType: UInt32 = 2
    private static let polygonType: UInt32 = 3
    private static let multiPolygonType: UInt32 = 6

    static func line(_ positions: [Position]) -> [UInt8] {
        var bytes = header(lineType)
        append(positions, to: &bytes)
        return bytes
    }

    static func polygon(_ polygon: Polygon) -> [UInt8] {
        var bytes = header(polygonType)
        let rings = [polygon.exterior] + polygon.holes
        append(UInt32(rings.count), to: &bytes)
        for ring in rings { append(ring, to: &bytes) }
        return bytes
    }

    static func multiPolygon(_ polygons: [Polygon]) -> [UInt8] {
        var bytes = header(multiPolygonType)
        append(UInt32(polygons.count), to: &bytes)
        for polygon in polygons { bytes += self.polygon(polygon) }
        return bytes
    }

    /// The positions of a line; throws `WellKnownBinaryFailure` for anything else.
    static func readLine(_ bytes: [UInt8]) throws -> [Position] {
        var reader = Reader(bytes: bytes)
        guard try reader.header() == lineType else { throw WellKnownBinaryFailure() }
        return try reader.positions()
    }

    /// The polygons of a polygon or multi-polygon; throws `WellKnownBinaryFailure` for anything else.
    static func readPolygons(_ bytes: [UInt8]) throws -> [Polygon] {
        var reader = Reader(bytes: bytes)
        switch try reader.header() {
        case polygonType: return [try reader.rings()]
        case multiPolygonType:
            return try (0..<reader.count()).map { _ in
                guard try reader.header() == polygonType else { throw WellKnownBinaryFailure() }
                return try reader.rings()
            }
        default: throw WellKnownBinaryFailure()
        }
    }

    private static func header(_ type: UInt32) -> [UInt8] {
        var bytes: [UInt8] = [1]
        append(type, to: &bytes)
        return bytes
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func append(_ positions: [Position], to bytes: inout [UInt8]) {
        append(UInt32(positions.count), to: &bytes)
        for position in positions {
            for degrees in [position.longitude, position.latitude] {
                withUnsafeBytes(of: degrees.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0

        mutating func header() throws -> UInt32 {
            guard offset < bytes.count, bytes[offset] == 1 else { throw WellKnownBinaryFailure() }
            offset += 1
            return try number(UInt32.self)
        }

        mutating func count() throws -> Int {
            let count = Int(try number(UInt32.self))
            // No element is shorter than four bytes, so a wrong count can't make us reserve the memory.
            guard count <= (bytes.count - offset) / 4 else { throw WellKnownBinaryFailure() }
            return count
        }

        mutating func rings() throws -> Polygon {
            var rings = try (0..<count()).map { _ in try positions() }
            guard !rings.isEmpty else { throw WellKnownBinaryFailure() }
            return Polygon(exterior: rings.removeFirst(), holes: rings)
        }

        mutating func positions() throws -> [Position] {
            try (0..<count()).map { _ in
                let longitude = Double(bitPattern: try number(UInt64.self))
                return Position(longitude: longitude, latitude: Double(bitPattern: try number(UInt64.self)))
            }
        }

        private mutating func number<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
            let size = MemoryLayout<T>.size
            guard offset + size <= bytes.count else { throw WellKnownBinaryFailure() }
            defer { offset += size }
            return bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: T.self)) }
        }
    }
}

/// The database gave a geometry of another type than its column has; a mistake of the program, never of its user.
struct WellKnownBinaryFailure: Error {}
