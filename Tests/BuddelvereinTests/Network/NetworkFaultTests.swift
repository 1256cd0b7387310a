import Buddelverein
import Testing

@Suite("Network: faults of records")
struct NetworkFaultTests {
    private let known = KnownRecords(
        members: [Member(number: "M-1", kind: .person, name: "Anna", joinedOn: day("2025-01-01"))],
        connections: ["C-1"],
        segments: ["S-1"], areas: ["A1"])

    private func found(_ faults: [Refusal]) -> [String] {
        faults.map { "\($0.code.rawValue) \($0.place?.field ?? "")" }
    }

    @Test("a connection has a known holder and area, lies on earth, and is laid before it is live")
    func connection() {
        let wrong = Connection(
            code: "C-2", memberNumber: "M-9", kind: .active, area: "A9",
            position: Position(longitude: 7, latitude: 107),
            leadLength: length("-1.00"), status: .planned, laidOn: day("2026-02-01"), activeOn: day("2026-01-01"))
        #expect(
            found(wrong.faults(known)) == [
                "unknown_member member_number", "unknown_area area", "invalid_value lead_metres",
                "invalid_value geometry",
                "invalid_order laid_on",
            ])
    }

    @Test("an area has a code and a name; a segment a line, a known area and a known connection")
    func segment() {
        #expect(found(Area(code: "", name: "", quota: percent("-1.00")).faults()).count == 3)
        let wrong = Segment(
            code: "S-2", area: "A9", connection: "C-9", kind: .lead, plannedCoverCm: -1, status: .planned,
            conduits: [Conduit(type: "7x1.5", count: 0)], line: [Position(longitude: 7, latitude: 51)])
        #expect(
            found(wrong.faults(known)) == [
                "unknown_area area", "unknown_connection connection", "invalid_value planned_cover_cm",
                "invalid_value conduits", "invalid_value geometry",
            ])
    }

    @Test("holdings of one connection don't overlap; one may begin on the day after the other's last")
    func holdings() {
        func holding(_ from: String, _ until: String?, _ connection: String = "C-1") -> Holding {
            Holding(connection: connection, memberNumber: "M-1", from: day(from), until: until.map(day))
        }
        let faults = Holding.overlapFaults([
            holding("2026-03-01", "2026-04-01"), holding("2026-01-01", "2026-02-28"), holding("2026-04-01", nil),
            holding("2026-03-01", nil, "C-2"), holding("2026-03-01", nil, "C-2"),
        ])
        #expect(faults.map(\.index) == [2, 4])
        #expect(faults.allSatisfy { $0.refusal.code == .holdingsOverlap })
        #expect(
            found(holding("2026-02-01", "2026-01-01", "C-9").faults(known)) == [
                "unknown_connection code", "invalid_order from",
            ])
    }

    @Test("stretches of one segment don't overlap and end within it")
    func progress() {
        func stretch(_ from: String, _ to: String) -> ProgressRecord {
            ProgressRecord(ref: "B-1", date: day("2026-04-01"), segment: "S-1", from: length(from), to: length(to))
        }
        let faults = ProgressRecord.overlapFaults([
            stretch("10.00", "20.00"), stretch("0.00", "10.00"), stretch("5.00", "6.00"), stretch("19.99", "30.00"),
        ])
        #expect(faults.map(\.index) == [2, 3])
        #expect(faults.allSatisfy { $0.refusal.code == .progressOverlap })
        #expect(found(stretch("5.00", "5.00").faults(known)) == ["invalid_value to_metre"])
        #expect(found(stretch("0.00", "10.01").faults(known, length: length("10.00"))) == ["invalid_value to_metre"])
        #expect(found(stretch("-1.00", "10.00").faults(known)) == ["invalid_value from_metre"])
    }
}
