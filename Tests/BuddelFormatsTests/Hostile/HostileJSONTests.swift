import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: hostile JSON and GeoJSON")
struct HostileJSONTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        let what: String
        let file: CaseFile
        let bytes: [UInt8]
        let code: RefusalCode
        let line: Int?
        let field: String?

        init(
            _ what: String, _ file: CaseFile, _ text: String, _ code: RefusalCode, line: Int? = 1, field: String? = nil
        ) {
            (self.what, self.file, bytes) = (what, file, Array(text.utf8))
            (self.code, self.line, self.field) = (code, line, field)
        }

        var testDescription: String { what }
    }

    static func feature(_ coordinates: String, type: String = "LineString") -> String {
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"S-1","kind":"trunk","status":"planned"},
        "geometry":{"type":"\(type)","coordinates":\(coordinates)}}]}
        """
    }

    static let json: [Hostile] = [
        Hostile("nothing", .awards, "", .invalidJSON),
        Hostile("a NUL", .awards, "[\0]", .invalidText),
        Hostile("an escaped NUL", .awards, "[\n{\"code\":\"\\u0000\"}]", .invalidJSON, line: 2),
        Hostile("a lone surrogate", .awards, "[{\"code\":\"\\ud83d\"}]", .invalidJSON),
        Hostile("surrogates in the wrong order", .awards, "[{\"code\":\"\\udc00\\ud83d\"}]", .invalidJSON),
        Hostile("a name twice", .awards, "[{\"code\":\"A\",\n\"code\":\"B\"}]", .invalidJSON, line: 2, field: "code"),
        Hostile(
            "a name twice, once escaped", .awards, "[{\"code\":\"A\",\"c\\u006fde\":\"B\"}]", .invalidJSON,
            field: "code"),
        Hostile("a name twice in two forms", .awards, "[{\"ü\":1,\"u\u{308}\":2}]", .invalidJSON),
        Hostile("100,000 lists deep", .awards, String(repeating: "[", count: 100_000), .tooMuchData),
        Hostile("100,000 objects deep", .awards, "[" + String(repeating: "{\"a\":", count: 100_000), .tooMuchData),
        Hostile("a number where an object belongs", .awards, "[1e400]", .invalidValue, field: "/0"),
        Hostile(
            "an amount with a huge exponent", .awards, "[{\"maximum\":1e99999999999999999999}]", .invalidAmount,
            field: "/0/maximum"),
        Hostile("a number of 100 digits", .awards, "[\(String(repeating: "9", count: 100))]", .invalidJSON),
        Hostile("NaN", .awards, "[NaN]", .invalidJSON),
        Hostile("minus infinity", .awards, "[-Infinity]", .invalidJSON),
        Hostile("hexadecimal", .awards, "[0x10]", .invalidJSON),
        Hostile("a text of 2 MB", .awards, "[\"\(String(repeating: "a", count: 2 << 20))\"]", .tooMuchData),
        Hostile(
            "40 accents, escaped", .awards, "[\"a\(String(repeating: "\\u0315\\u0300", count: 20))\"]", .invalidText),
        Hostile("an object where a list belongs", .awards, "{}", .invalidValue),
        Hostile("lists where objects belong", .awards, "[[],\n[]]", .invalidValue, line: nil, field: "/0"),
        Hostile(
            "an amount that is an object", .awards, "[{\"code\":\"A\",\n\"maximum\":{}}]", .invalidValue, line: 2,
            field: "/0/maximum"),
        Hostile(
            "an amount beyond 64 bit", .awards, "[{\"maximum\":\"99999999999999999999.00\"}]", .overflow,
            field: "/0/maximum"),
        Hostile("comments", .awards, "/* */ []", .invalidJSON),
        Hostile("something behind it", .awards, "[]\n[]", .invalidJSON, line: 2),
    ]

    static let geometry = "/features/0/geometry/coordinates"

    static let geo: [Hostile] = [
        Hostile(
            "an infinite longitude", .segments, feature("[[1e400,51],[7,51]]"), .invalidGeometry, line: 3,
            field: geometry + "/0"),
        Hostile(
            "a longitude beyond the globe", .segments, feature("[[7,51],[1e300,51]]"), .invalidGeometry, line: 3,
            field: geometry + "/1"),
        Hostile(
            "a text as a coordinate", .segments, feature("[[7,51],[\"7\",51]]"), .invalidGeometry, line: 3,
            field: geometry + "/1"),
        Hostile(
            "no coordinate", .segments, feature("[[7,51],[7,null]]"), .invalidGeometry, line: 3, field: geometry + "/1"),
        Hostile(
            "one coordinate", .segments, feature("[[7,51],[7]]"), .invalidGeometry, line: 3, field: geometry + "/1"),
        Hostile("seven coordinates", .segments, feature("[[7,51],[7,51,1,1,1,1,1]]"), .invalidGeometry, line: 3),
        Hostile("one point as a line", .segments, feature("[[7,51],[7,51]]"), .invalidGeometry, line: 3),
        Hostile("an empty line", .segments, feature("[]"), .invalidGeometry, line: 3),
        Hostile("coordinates nested too deep", .segments, feature("[[[[7,51]]]]"), .invalidGeometry, line: 3),
        Hostile(
            "a collection of geometries", .segments, feature("[]", type: "GeometryCollection"), .invalidGeometry,
            line: 3),
        Hostile("a curve", .segments, feature("[[7,51],[8,51]]", type: "CircularString"), .invalidGeometry, line: 3),
        Hostile(
            "an open ring", .areas, feature("[[[7,51],[8,51],[8,52],[7,52]]]", type: "Polygon"), .invalidGeometry,
            line: 3),
        Hostile(
            "a ring of one point", .areas, feature("[[[7,51],[7,51],[7,51],[7,51]]]", type: "Polygon"),
            .invalidGeometry, line: 3),
        Hostile("no polygon", .municipalities, feature("[]", type: "MultiPolygon"), .invalidGeometry, line: 3),
        Hostile(
            "features that are no list", .segments, "{\"type\":\"FeatureCollection\",\"features\":{}}", .invalidGeometry
        ),
        Hostile(
            "an unknown coordinate system", .segments,
            "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},\"features\":[]}",
            .unknownCoordinateSystem),
        Hostile(
            "a million and one vertices", .segments,
            feature("[" + String(repeating: "[7,51],", count: 1_000_000) + "[8,51]]"), .tooMuchData, line: 3),
    ]

    @Test("it is refused with its code, line and pointer", arguments: json + geo)
    func refused(hostile: Hostile) throws {
        let (_, issues) = Corpus.read(hostile.file, hostile.bytes)
        let refusal = try #require(issues.refusals.first { $0.code == hostile.code }, "\(issues.refusals)")
        #expect(refusal.place?.file == hostile.file.rawValue)
        if let line = hostile.line { #expect(refusal.place?.line == line) }
        if let field = hostile.field { #expect(refusal.place?.field == field) }
    }

    @Test(
        "numbers beyond floating point are no values of ours", arguments: ["1e400", "-1e999", "1e99999999999999999999"])
    func infinite(number: String) throws {
        let refusal = try #require(throws: Refusal.self) { try JSONValue(parsing: Array("[\(number)]".utf8)) }
        #expect(refusal.code == .invalidJSON && refusal.place?.value == number)
    }

    @Test("10 million vertices are refused within bounded memory")
    func manyVertices() throws {
        // Spread over features, so that the values of the file and not the vertices of one line end it.
        let line = "[" + String(repeating: "[7,51],", count: 100_000) + "[8,51]]"
        let one =
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":\(line)}}"
        let text =
            "{\"type\":\"FeatureCollection\",\"features\":[" + String(repeating: one + ",", count: 99) + one + "]}"
        let before = try PeakMemory.kilobytes()
        let (_, issues) = Corpus.read(.segments, Array(text.utf8))
        #expect(issues.refusals.map(\.code) == [.tooMuchData])
        #expect(try PeakMemory.kilobytes() - before < 2 << 20)
    }

    @Test("an object with very many members is read in time that grows with their number")
    func manyMembers() throws {
        // By searching each of them again this would be ten billion comparisons.
        let rates = (0..<100_000).map { "\"m\($0)\":\"x\"" }.joined(separator: ",")
        let text = "[{\"code\":\"P\",\"eligible\":{\"machine_rates\":{\(rates)}}}]"
        let (_, issues) = Corpus.read(.programmes, Array(text.utf8))
        #expect(issues.isFull && issues.refusals.last?.code == .tooMuchData)
    }

    @Test("a record with very many refused parts is judged in time that grows with their number")
    func manyParts() throws {
        let cuts = (0..<4_000).map { "{\"kind\":\"cost\",\"ref\":\"K \($0)\",\"left\":\"x\",\"why\":\"w\"}" }
        let claims = """
            [{"code":"A/1","award":"A","cutoff_on":"2026-01-01","status":"submitted","cuts":[\(cuts.joined(separator: ","))]}]
            """
        let refusals = try #require(throws: Refusals.self) {
            try CaseFixture.withFolder(["claims.json": claims]) { try CaseFolder.read($0) }
        }
        #expect(refusals.all.count >= 4_000 && refusals.all.last?.code != .tooMuchData)
    }
}
