import BuddelOperations
import Buddelverein
import Testing

@Suite("Network: life of a segment")
struct SegmentLifeTests {
    private func day(_ text: String) throws -> Day { try Day(parsing: text) }

    @Test("A segment goes through all its states, each step once")
    func wholeLife() async throws {
        try await TownApp.with { town async throws in
            for status in SegmentStatus.allCases.dropFirst() {
                try await town.owner.moveSegment("S-1", to: status, in: nil)
            }
            let overview = try await town.owner.fetchSegment("S-1", in: nil).overview
            #expect(overview.segment.status == .accepted)
            #expect(overview.segment.laidOn == TownApp.today)
            #expect(await refusal { try await town.owner.moveSegment("S-1", to: .laid, in: nil) } == .moveNotAllowed)
            #expect(await refusal { try await town.owner.moveSegment("S-9", to: .laid, in: nil) } == .notFound)
        }
    }

    @Test("Cleared needs every required clearance that day; one that lapses takes the segment back")
    func clearances() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            try await app.addClearance(Clearance(kind: .road), of: "S-1", in: nil)
            #expect(await refusal { try await app.moveSegment("S-1", to: .cleared, in: nil) } == .clearanceMissing)
            let from = try day("2026-04-01")
            let until = try day("2026-04-30")
            let id = try await app.addClearance(
                Clearance(kind: .road, validFrom: from, validUntil: until), of: "S-1", in: nil)
            let count = try await app.listClearances(in: nil).count
            #expect(count == 1)
            try await app.moveSegment("S-1", to: .cleared, in: nil)
            let valid = try await app.listSegments(on: until, in: nil)[0]
            let lapsed = try await app.listSegments(on: until.adding(days: 1), in: nil)[0]
            #expect(valid.standing == .cleared)
            #expect(lapsed.standing == .planned)
            #expect(lapsed.json["status"] == "planned")

            let later = try day("2026-05-31")
            try await app.editClearance(id, in: nil) { $0.clearance.validUntil = later }
            let renewed = try await app.listSegments(on: later, in: nil)[0]
            #expect(renewed.standing == .cleared)
            let stale = await refusal { try await app.editClearance(id, in: nil, version: 1) { $0.note = "x" } }
            #expect(stale == .contentChanged)
            let backwards = await refusal {
                try await app.editClearance(id, in: nil) { $0.clearance.validUntil = Day(number: 0) }
            }
            #expect(backwards == .invalidOrder)
            #expect(await refusal { try await app.editClearance(999, in: nil) { _ in } } == .notFound)
        }
    }

    @Test("Digging without clearance is kept and flagged, never refused")
    func dugWithoutClearance() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            try await app.addClearance(Clearance(kind: .ownerConsent), of: "S-1", in: nil)
            let recorded = try await app.recordProgress([Self.stretch("S-1", 0, 100)], in: nil)
            #expect(recorded.map(\.dugWithoutClearance) == [true])
            let outcome = try await app.moveSegment("S-1", to: .inProgress, in: nil)
            #expect(outcome.dugWithoutClearance)
            let overview = try await app.listSegments(in: nil)[0]
            #expect(overview.dugWithoutClearance)
            #expect(overview.dug == Centimetres(centimetres: 10_000))
        }
    }

    @Test("A stale version is a conflict, for segments, connections, members and the association")
    func staleVersions() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let added = try await app.addConnection(TownApp.connection("M-1"), in: nil)
            try await app.moveSegment("S-1", to: .cleared, in: nil, version: 1)
            try await app.moveConnection(added.code, to: .ductLaid, in: nil, version: 1)
            try await app.editMember("M-1", in: nil, version: 1) { $0.city = "Selm" }
            try await app.editAssociation(nil, version: 1) { $0.name = "Neu" }
            let codes = [
                await refusal { try await app.moveSegment("S-1", to: .inProgress, in: nil, version: 1) },
                await refusal { try await app.moveConnection(added.code, to: .active, in: nil, version: 1) },
                await refusal { try await app.transferConnection(added.code, to: "M-2", in: nil, version: 1) },
                await refusal { try await app.editMember("M-1", in: nil, version: 1) { $0.city = "Olfen" } },
                await refusal { try await app.editAssociation(nil, version: 1) { $0.name = "Alt" } },
            ]
            #expect(codes == Array(repeating: RefusalCode.contentChanged, count: 5))
        }
    }

    @Test("Stretches get the next ref; overlaps, stretches beyond the end and backwards ones are refused")
    func progress() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let recorded = try await app.recordProgress(
                [Self.stretch("S-1", 0, 100), Self.stretch("S-1", 100, 200)], in: nil)
            #expect(recorded.map(\.record.ref) == ["B-1", "B-2"])
            let codes = [
                await refusal { _ = try await app.recordProgress([Self.stretch("S-1", 150, 250)], in: nil) },
                await refusal { _ = try await app.recordProgress([Self.stretch("S-1", 300, 9000)], in: nil) },
                await refusal { _ = try await app.recordProgress([Self.stretch("S-1", 400, 300)], in: nil) },
                await refusal { _ = try await app.recordProgress([Self.stretch("S-9", 0, 1)], in: nil) },
                await refusal { try await app.reverseProgress("B-9", in: nil) },
            ]
            #expect(codes == [.progressOverlap, .invalidValue, .invalidValue, .unknownSegment, .notFound])
            try await app.reverseProgress("B-2", in: nil)
            let again = try await app.recordProgress([Self.stretch("S-1", 150, 250)], in: nil)
            #expect(again.map(\.record.ref) == ["B-3"])

            let report = try await app.reportProgress(in: nil)
            #expect(report.months.map(\.metres) == [Centimetres(centimetres: 20_000)])
            #expect(report.areas[0].metres[.planned] != nil)
        }
    }

    static func stretch(_ segment: String, _ from: Int64, _ to: Int64) -> ProgressRecord {
        ProgressRecord(
            ref: "", date: TownApp.today, segment: segment, from: Centimetres(centimetres: from * 100),
            to: Centimetres(centimetres: to * 100))
    }

    @Test("Who may what: an area lead moves and digs, an auditor and a member do not")
    func roles() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead)
            let auditor = try await town.user("auditor", .auditor)
            let member = try await town.user("member", .member, member: "M-1")
            try await lead.moveSegment("S-1", to: .cleared, in: nil)
            let read = try await auditor.listSegments(in: nil)
            #expect(read.count == 1)
            let codes = [
                await refusal { try await auditor.moveSegment("S-1", to: .inProgress, in: nil) },
                await refusal { _ = try await auditor.recordProgress([Self.stretch("S-1", 0, 1)], in: nil) },
                await refusal { _ = try await member.listSegments(in: nil) },
                await refusal {
                    _ = try await lead.addMember(
                        Member(number: "", kind: .farm, name: "X", joinedOn: TownApp.today), in: nil)
                },
                await refusal { _ = try await lead.loadMunicipalities([]) },
            ]
            #expect(codes == Array(repeating: RefusalCode.notAllowed, count: 5))
        }
    }
}
