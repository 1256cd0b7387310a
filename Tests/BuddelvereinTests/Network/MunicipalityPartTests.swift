import Buddelverein
import Testing

@Suite("Network: a length shared over municipalities (rules.md 1)")
struct MunicipalityPartTests {
    static let west = Ags(rawValue: "05978032")!
    static let east = Ags(rawValue: "05558036")!

    private func split(_ centimetres: Int64, _ shares: [(Ags?, Double)]) throws -> [(Ags?, Int64)] {
        try MunicipalityPart.split(
            Centimetres(centimetres: centimetres), by: shares.map { MunicipalityPart.Share(ags: $0.0, metres: $0.1) }
        ).map { ($0.ags, $0.length.centimetres) }
    }

    @Test("Parts stand by key, outside last, and add up to the whole")
    func order() throws {
        let parts = try split(1001, [(nil, 1), (Self.west, 1), (Self.east, 1)])
        #expect(parts.map(\.0) == [Self.east, Self.west, nil])
        #expect(parts.map(\.1) == [334, 334, 333])
    }

    @Test("Parts of 0 cm are left out")
    func nothing() throws {
        let parts = try split(1000, [(nil, 0.000_001), (Self.west, 10), (Self.east, 0)])
        #expect(parts.map(\.0) == [Self.west])
        #expect(parts.map(\.1) == [1000])
    }

    @Test("Shares that are all zero are refused")
    func noWeights() {
        #expect(throws: Refusal.noWeights) { try split(1000, [(nil, 0)]) }
    }

    @Test("A segment in JSON has the shape that formats.md prescribes")
    func json() {
        let segment = Segment(code: "S-1", kind: .trunk, status: .cleared, line: [])
        let overview = SegmentOverview(
            segment: segment, length: Centimetres(centimetres: 1001),
            parts: [
                MunicipalityPart(ags: Self.west, length: Centimetres(centimetres: 1000)),
                MunicipalityPart(ags: nil, length: Centimetres(centimetres: 1)),
            ], clearances: [Clearance(kind: .road)], diggingDays: [], dug: .zero, version: 1, on: .first)
        #expect(
            JSONWriter().text(overview.json)
                == #"{"code":"S-1","kind":"trunk","status":"planned","length_m":"10.01","municipalities":"#
                + #"[{"ags":"05978032","length_m":"10.00"},{"ags":null,"length_m":"0.01"}]}"#)
    }
}
