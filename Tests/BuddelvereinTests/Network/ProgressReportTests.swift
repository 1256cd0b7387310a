import Buddelverein
import Testing

@Suite("Network: progress report, life of a connection, digging days")
struct ProgressReportTests {
    private func day(_ text: String) throws -> Day { try Day(parsing: text) }

    private func connection(_ code: String, _ kind: ConnectionKind, area: String?) -> Connection {
        Connection(
            code: code, memberNumber: "M-1", kind: kind, area: area, position: Position(longitude: 7, latitude: 51),
            status: .planned)
    }

    @Test("Metres by area, state and month; take-up against the quota; what belongs to no area stands last")
    func report() throws {
        let quota = BasisPoints(basisPoints: 6667)
        let report = try ProgressReport(
            areas: [Area(code: "A10", name: "Ten"), Area(code: "A2", name: "Two", quota: quota)],
            connections: [
                connection("C-1", .active, area: "A2"), connection("C-2", .active, area: "A2"),
                connection("C-3", .passive, area: "A2"), connection("C-4", .active, area: nil),
            ],
            segments: [
                .init(
                    code: "S-1", area: "A2", status: .laid, length: Centimetres(centimetres: 500),
                    laidOn: day("2026-03-09")),
                .init(code: "S-2", area: "A2", status: .inProgress, length: Centimetres(centimetres: 900), laidOn: nil),
                .init(
                    code: "S-3", area: "A2", status: .laid, length: Centimetres(centimetres: 100),
                    laidOn: day("2026-05-01")),
            ],
            progress: [
                ProgressRecord(
                    ref: "B-1", date: day("2026-03-01"), segment: "S-2", from: .zero, to: Centimetres(centimetres: 300)),
                ProgressRecord(
                    ref: "B-2", date: day("2026-04-01"), segment: "S-2", from: Centimetres(centimetres: 300),
                    to: Centimetres(centimetres: 400)),
            ])
        #expect(report.areas.map(\.area) == ["A2", "A10", nil])
        #expect(report.areas[0].takeUp == BasisPoints(basisPoints: 6666))
        #expect(report.areas[0].reachesQuota == false)
        #expect(report.areas[1].takeUp == nil)
        #expect(
            report.areas[0].metres == [
                .laid: Centimetres(centimetres: 600), .inProgress: Centimetres(centimetres: 900),
            ])
        #expect(report.months.map(\.month.description) == ["2026-03", "2026-04", "2026-05"])
        #expect(report.months.map(\.metres.centimetres) == [800, 100, 100])
    }

    @Test("A connection moves forward, steps may be left out, never back, never before its duct")
    func connectionLife() throws {
        var connection = connection("C-1", .active, area: nil)
        #expect(ConnectionLifeCycle.next(after: .planned) == [.ductLaid, .fibreBlown, .active])
        #expect(ConnectionLifeCycle.next(after: .active).isEmpty)
        connection.status = .ductLaid
        connection.laidOn = try day("2026-03-01")
        let early = try day("2026-02-28")
        let later = try day("2026-03-01")
        try ConnectionLifeCycle.requireMove(of: connection, to: .active, on: later)
        #expect { try ConnectionLifeCycle.requireMove(of: connection, to: .active, on: early) } throws: {
            ($0 as? Refusal)?.code == .invalidOrder
        }
        #expect { try ConnectionLifeCycle.requireMove(of: connection, to: .planned, on: later) } throws: {
            ($0 as? Refusal)?.code == .moveNotAllowed
        }
    }

    @Test("Digging is flagged while planned, or on a day on which a required clearance was not valid")
    func diggingDays() throws {
        let march = Clearance(kind: .road, validFrom: try day("2026-03-01"), validUntil: try day("2026-03-31"))
        let (inside, outside) = (try day("2026-03-31"), try day("2026-04-01"))
        func flagged(_ status: SegmentStatus, _ days: [Day]) -> Bool {
            SegmentLifeCycle.isDugWithoutClearance(recorded: status, required: [march], on: days)
        }
        #expect(!flagged(.cleared, []))
        #expect(!flagged(.planned, []))
        #expect(flagged(.planned, [inside]))
        #expect(!flagged(.laid, [inside]))
        #expect(flagged(.laid, [inside, outside]))
        #expect(!SegmentLifeCycle.isDugWithoutClearance(recorded: .laid, required: [], on: [outside]))
    }

    @Test(
        "The next code is one above the largest of its form",
        arguments: [
            ([], "M-1"), (["M-2", "M-10", "X-99", "M-x"], "M-11"), (["M-007"], "M-8"),
            (["M-99999999999999999999"], "M-1"),
        ])
    func nextCode(used: [String], next: String) {
        #expect(NaturalOrder.next(prefix: "M-", after: used) == next)
    }
}
