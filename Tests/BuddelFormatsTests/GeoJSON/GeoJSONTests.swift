import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: GeoJSON")
struct GeoJSONTests {
    private func area(_ geometry: String, crs: String = "") -> (areas: [Area], issues: FileIssues) {
        let text = """
            {"type":"FeatureCollection",\(crs)"features":[
            {"type":"Feature","properties":{"code":"A1","name":"Nord","quota":"70.00"},"geometry":\(geometry)}]}
            """
        let issues = FileIssues()
        let areas = AreasFile.read(Array(text.utf8), limits: FileLimits(), issues: issues)
        return (areas.filter(\.unjudged.isEmpty).map(\.record), issues)
    }

    private func segment(
        _ geometry: String, crs: String = "", limits: FileLimits = FileLimits()
    ) -> (
        segments: [Segment], issues: FileIssues
    ) {
        let text = """
            {"type":"FeatureCollection",\(crs)"features":[
            {"type":"Feature","properties":{"code":"S-1","kind":"trunk","status":"planned"},"geometry":\(geometry)}]}
            """
        let issues = FileIssues()
        let segments = SegmentsFile.read(Array(text.utf8), limits: limits, issues: issues)
        return (segments.filter(\.unjudged.isEmpty).map(\.record), issues)
    }

    private static let line = #"{"type":"LineString","coordinates":[[7.4,51.7],[7.41,51.71,80.5]]}"#

    @Test("positions are read, heights left out")
    func line() {
        let (segments, issues) = segment(Self.line)
        #expect(issues.refusals.isEmpty && issues.warnings.isEmpty)
        #expect(
            segments.first?.line == [
                Position(longitude: 7.4, latitude: 51.7), Position(longitude: 7.41, latitude: 51.71),
            ])
    }

    @Test("holes of polygons are kept")
    func polygon() {
        let ring = "[[7,51],[8,51],[8,52],[7,51]]"
        let hole = "[[7.5,51.2],[7.6,51.2],[7.6,51.3],[7.5,51.2]]"
        let (areas, issues) = area(#"{"type":"Polygon","coordinates":[\#(ring),\#(hole)]}"#)
        #expect(issues.refusals.isEmpty)
        #expect(areas.first?.polygons.first?.exterior.count == 4)
        #expect(areas.first?.polygons.first?.holes.count == 1)
    }

    @Test(
        "wrong geometries are refused with their pointer",
        arguments: [
            "null", "{}", #"{"type":"Circle","coordinates":[]}"#, #"{"type":"LineString"}"#,
            #"{"type":"LineString","coordinates":[]}"#, #"{"type":"LineString","coordinates":[[7,51]]}"#,
            #"{"type":"LineString","coordinates":[[7,51],[7,51]]}"#, #"{"type":"LineString","coordinates":[[7],[8]]}"#,
            #"{"type":"LineString","coordinates":[["7","51"],[8,51]]}"#, #"{"type":"LineString","coordinates":7}"#,
            #"{"type":"LineString","coordinates":[[391000,5728000],[391001,5728000]]}"#,
            #"{"type":"LineString","coordinates":[[7,91],[7,51]]}"#,
            #"{"type":"LineString","coordinates":[[1e999,51],[7,51]]}"#,
            #"{"type":"Point","coordinates":[7,51]}"#, #"{"type":"Polygon","coordinates":[]}"#,
            #"{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51.1]]]}"#,
            #"{"type":"Polygon","coordinates":[[[7,51],[8,51],[7,51]]]}"#,
            #"{"type":"Polygon","coordinates":[[[7,51],[8,51],[7,51],[7,51]]]}"#,
            #"{"type":"MultiPolygon","coordinates":[]}"#,
        ])
    func wrong(geometry: String) {
        let (segments, issues) = segment(geometry)
        #expect(segments.isEmpty)
        #expect(issues.refusals.map(\.code) == [.invalidGeometry])
        #expect(issues.refusals.first?.place?.field?.hasPrefix("/features/0") == true)
        #expect(issues.refusals.first?.place?.line == 2)
    }

    @Test("vertices are bounded")
    func vertices() {
        var limits = FileLimits()
        limits.vertices = 1
        #expect(segment(Self.line, limits: limits).issues.refusals.map(\.code) == [.tooMuchData])
    }

    @Test("an area is one polygon")
    func areaOfTwoPolygons() {
        let ring = "[[[7,51],[8,51],[8,52],[7,51]]]"
        let (areas, issues) = area(#"{"type":"MultiPolygon","coordinates":[\#(ring),\#(ring)]}"#)
        #expect(areas.isEmpty)
        #expect(issues.refusals.map(\.code) == [.invalidGeometry])
    }

    @Test("metres in EPSG:25832 become degrees as PROJ computes them, to a tenth of a millimetre")
    func utm32() throws {
        let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25832"}},"#
        // Computed with gdaltransform -s_srs EPSG:25832 -t_srs EPSG:4258 (PROJ 9.1).
        let points: [(Double, Double, Double, Double)] = [
            (388000.123, 5726000.456, 7.38024736486066, 51.6738002874522),
            (404567.89, 5729876.54, 7.61871012903237, 51.7117009018418),
            (300000, 5250000, 6.35074461127592, 47.3728302060449),
            (700000, 6100000, 12.1275820608252, 55.006604102173),
            (280000, 5600000, 5.89697823282113, 50.5105671607855),
        ]
        let coordinates = points.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        let (segments, issues) = segment(#"{"type":"LineString","coordinates":[\#(coordinates)]}"#, crs: crs)
        #expect(issues.refusals.isEmpty && issues.warnings.isEmpty)
        let line = try #require(segments.first?.line)
        for (position, point) in zip(line, points) {
            #expect(abs(position.longitude - point.2) < 1.5e-9)
            #expect(abs(position.latitude - point.3) < 1e-9)
        }
    }

    @Test("degrees that name EPSG:25832 are no metres")
    func negativeMetres() {
        let crs = #""crs":{"type":"name","properties":{"name":"EPSG:25832"}},"#
        let geometry = #"{"type":"LineString","coordinates":[[-7,51],[7,51]]}"#
        #expect(segment(geometry, crs: crs).issues.refusals.map(\.code) == [.invalidGeometry])
    }

    @Test(
        "names of WGS 84 are read, every other system is refused",
        arguments: [
            (#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#, true),
            (#"{"type":"name","properties":{"name":"EPSG:4326"}}"#, true), ("null", true),
            (#"{"type":"name","properties":{"name":"EPSG:31466"}}"#, false), ("7", false), ("{}", false),
        ])
    func systems(crs: String, isRead: Bool) {
        let (segments, issues) = segment(Self.line, crs: "\"crs\":\(crs),")
        #expect(segments.count == (isRead ? 1 : 0))
        #expect(issues.refusals.map(\.code) == (isRead ? [] : [.unknownCoordinateSystem]))
    }

    @Test(
        "swapped and far away coordinates are warned of",
        arguments: [
            ("[[51.7,7.4],[51.71,7.41]]", FileWarning.Kind.swappedCoordinates), ("[[-74,40.7],[-74,40.8]]", .farAway),
        ])
    func neighbourhood(coordinates: String, kind: FileWarning.Kind) {
        let (segments, issues) = segment(#"{"type":"LineString","coordinates":\#(coordinates)}"#)
        #expect(segments.count == 1)
        #expect(issues.warnings.map(\.kind) == [kind])
    }

    @Test(
        "only a FeatureCollection is read",
        arguments: ["[]", "{}", #"{"type":"Feature"}"#, #"{"type":"FeatureCollection"}"#])
    func noCollection(text: String) {
        let issues = FileIssues()
        #expect(AreasFile.read(Array(text.utf8), limits: FileLimits(), issues: issues).isEmpty)
        #expect(issues.refusals.map(\.code) == [.invalidGeometry])
    }
}
