import BuddelOperations
import Buddelverein
import Foundation
import Testing

@Suite("Network: segments, areas and connections added and changed by hand")
struct DrawSegmentsTests {
    private static func segment(
        _ code: String = "", _ kind: SegmentKind = .trunk, connection: String? = nil, to longitude: Double = 7.43
    ) -> Segment {
        Segment(
            code: code, area: "A1", connection: connection, kind: kind, method: .plough, surface: .field,
            plannedCoverCm: 60, status: .planned, conduits: [Conduit(type: "12x7", count: 1)],
            line: [Position(longitude: 7.42, latitude: 51.65), Position(longitude: longitude, latitude: 51.65)])
    }

    @Test("Segments get the next code of their kind, their measures, and the clearances they need")
    func adding() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let connection = try await app.addConnection(TownApp.connection("M-1"), in: nil).code
            let added = try await app.addSegments(
                [Self.segment(), Self.segment("", .lead, connection: connection), Self.segment("T-7"), Self.segment()],
                needing: [.ownerConsent, .road], in: nil)
            #expect(added.map(\.code) == ["S-2", "L-1", "T-7", "S-3"])
            let shown = try await app.fetchSegment("L-1", in: nil)
            #expect(shown.overview.segment == added[1])
            #expect(shown.overview.length == Centimetres(centimetres: 69_212))
            #expect(shown.overview.parts.map(\.ags) == [TownApp.ags])
            #expect(shown.clearances.map(\.clearance.kind) == [.ownerConsent, .road])
            let uncleared = await refusal { try await app.moveSegment("L-1", to: .cleared, in: nil) }
            #expect(uncleared == .clearanceMissing)
            let codes = [
                await refusal { _ = try await app.addSegments([Self.segment("S-1")], in: nil) },
                await refusal { _ = try await app.addSegments([Self.segment("S-9"), Self.segment("S-9")], in: nil) },
                await refusal { _ = try await app.addSegments([Self.segment("S-9", connection: connection)], in: nil) },
                await refusal {
                    _ = try await app.addSegments([Self.segment("S-9", .lead, connection: "C-9")], in: nil)
                },
                await refusal { _ = try await app.addSegments([Self.segment("S-9", to: 7.42)], in: nil) },
                await refusal { _ = try await app.addSegments([Self.segment("S-9", to: 7.420_000_001)], in: nil) },
            ]
            #expect(
                codes == [
                    .alreadyExists, .duplicateKey, .invalidValue, .unknownConnection, .invalidValue, .invalidGeometry,
                ])
            #expect(try await app.listSegments(in: nil).count == 5)
            let audited = try await town.audited(by: 0).filter { $0.hasPrefix("network.change") }
            #expect(
                audited.suffix(4) == [
                    "network.change S-2", "network.change L-1", "network.change T-7", "network.change S-3",
                ])
        }
    }

    @Test("A file in the form of segments.geojson is taken whole or not at all; a segment takes its new line from one")
    func files() async throws {
        try await TownApp.with { town async throws in
            let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).geojson").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            func write(_ features: [String]) throws {
                let text = #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}"
                try Data(text.utf8).write(to: URL(filePath: path))
            }
            func feature(_ code: String, _ kind: String, to longitude: String) -> String {
                #"{"type":"Feature","properties":{"code":""# + code + #"","kind":""# + kind
                    + #"","status":"planned"},"geometry":{"type":"LineString","coordinates":[[7.42,51.65],["#
                    + longitude + ",51.65]]}}"
            }
            try write([feature("S-8", "trunk", to: "7.43"), feature("S-9", "river", to: "7.43")])
            #expect(await refusal { _ = try await town.owner.addSegments(fromFile: path, in: nil) } != nil)
            #expect(try await town.owner.listSegments(in: nil).count == 1)
            try write([feature("S-8", "trunk", to: "7.43"), feature("S-9", "lead", to: "7.44")])
            let added = try await town.owner.addSegments(fromFile: path, in: nil)
            #expect(added.map(\.code) == ["S-8", "S-9"])

            try write([feature("S-8", "trunk", to: "7.44")])
            try await town.owner.editSegment("S-8", lineFile: path, in: nil)
            let lengths = try await town.owner.listSegments(in: nil).map(\.length)
            #expect(lengths[1] == lengths[2])
            #expect(
                await refusal { try await town.owner.editSegment("S-9", lineFile: path, in: nil) } == .notFound)
        }
    }

    @Test("A changed line is a new version; it may not end before what is dug, and only one of two editors wins")
    func editing() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let seen = try await app.fetchSegment("S-1", in: nil).overview
            _ = try await app.recordProgress([SegmentLifeTests.stretch("S-1", 500, 600)], in: nil)
            let changed = try await app.editSegment("S-1", in: nil, version: seen.version) {
                $0.surface = .meadow
                $0.code = "other"
                $0.status = .accepted
                $0.line[1].longitude = 7.435
            }
            #expect(changed.code == "S-1")
            #expect(changed.status == .planned)
            let now = try await app.fetchSegment("S-1", in: nil)
            #expect(now.overview.segment.surface == .meadow)
            #expect(now.overview.length > seen.length)
            #expect(now.progress.count == 1)
            let codes = [
                await refusal { try await app.editSegment("S-1", in: nil, version: seen.version) { $0.method = .hdd } },
                await refusal { try await app.editSegment("S-1", in: nil) { $0.line[1].longitude = 7.425 } },
                await refusal { try await app.editSegment("S-1", in: nil) { $0.area = "A9" } },
                await refusal { try await app.editSegment("S-9", in: nil) },
            ]
            #expect(codes == [.contentChanged, .invalidValue, .unknownArea, .notFound])
            #expect(try await app.fetchSegment("S-1", in: nil).overview.segment.method == nil)
        }
    }

    @Test("An area and a connection are changed as they were seen; holder and state have acts of their own")
    func areasAndConnections() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let area = try await app.fetchArea("A1", in: nil)
            try await app.editArea("A1", in: nil, version: area.version) {
                $0.name = "Westen"
                $0.quota = nil
            }
            let renamed = try await app.fetchArea("A1", in: nil).record
            #expect(renamed.name == "Westen")
            #expect(renamed.quota == nil)
            #expect(renamed.polygons == area.record.polygons)

            let code = try await app.addConnection(TownApp.connection("M-1"), in: nil).code
            let seen = try await app.fetchConnection(code, in: nil).version
            try await app.editConnection(code, in: nil, version: seen) {
                $0.kind = .passive
                $0.leadLength = nil
                $0.position.longitude = 7.49
                $0.memberNumber = "M-2"
                $0.status = .active
            }
            let moved = try await app.fetchConnection(code, in: nil)
            #expect(moved.connection.kind == .passive)
            #expect(moved.connection.leadLength == nil)
            #expect(moved.connection.memberNumber == "M-1")
            #expect(moved.connection.status == .planned)
            #expect(moved.ags == nil)
            let lead = try await town.user("lead", .areaLead)
            let auditor = try await town.user("auditor", .auditor)
            try await lead.editArea("A1", in: nil) { $0.name = "West" }
            let codes = [
                await refusal { try await app.editArea("A1", in: nil, version: area.version) { $0.name = "Ost" } },
                await refusal { try await app.editArea("A1", in: nil) { $0.name = "" } },
                await refusal { try await app.editArea("A9", in: nil) },
                await refusal { try await app.editConnection(code, in: nil, version: seen) { $0.kind = .active } },
                await refusal { try await app.editConnection(code, in: nil) { $0.area = "A9" } },
                await refusal { try await app.editConnection("C-9", in: nil) { $0.kind = .active } },
                await refusal { try await auditor.editArea("A1", in: nil) { $0.name = "Ost" } },
                await refusal { try await auditor.editConnection(code, in: nil) { $0.kind = .active } },
                await refusal { try await auditor.editSegment("S-1", in: nil) },
                await refusal { _ = try await auditor.addSegments([Self.segment()], in: nil) },
            ]
            #expect(
                codes == [
                    .contentChanged, .missingValue, .notFound, .contentChanged, .unknownArea, .notFound,
                    .notAllowed, .notAllowed, .notAllowed, .notAllowed,
                ])
        }
    }
}
