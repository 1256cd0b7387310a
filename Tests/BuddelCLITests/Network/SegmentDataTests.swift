import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Network: flags of a segment")
struct SegmentDataTests {
    private static let empty = Segment(
        code: "S-1", area: "A1", kind: .trunk, surface: .field, status: .planned, line: [])

    @Test("Line and conduits are read from one flag each; a hyphen empties, what is not given stays")
    func flags() throws {
        var segment = Self.empty
        try SegmentData.parse([
            "--line", "7.42 51.65, 7.43 51.66,7.44 51.67", "--conduits", "1*12x7; 2*50", "--surface", "-", "--cover",
            "60",
            "--method", "hdd",
        ]).apply(to: &segment)
        #expect(segment.line.map(\.longitude) == [7.42, 7.43, 7.44])
        #expect(segment.conduits == [Conduit(type: "12x7", count: 1), Conduit(type: "50", count: 2)])
        #expect(segment.surface == nil)
        #expect(segment.area == "A1")
        #expect(segment.plannedCoverCm == 60)
        #expect(segment.method == .hdd)
    }

    @Test(
        "What can't be read is refused",
        arguments: [
            ["--line", "7.42"], ["--line", "7.42 north"], ["--line", "nan 51"], ["--conduits", "12x7"],
            ["--conduits", "0*50"], ["--cover", "deep"], ["--method", "spoon"], ["--surface", "lava"],
        ])
    func unreadable(_ words: [String]) throws {
        let data = try SegmentData.parse(words)
        #expect {
            var segment = Self.empty
            try data.apply(to: &segment)
        } throws: {
            [.invalidValue, .unknownChoice].contains(($0 as? Refusal)?.code)
        }
    }
}
