import BuddelFormats
import BuddelStore
import Buddelverein
import Foundation
import Postgres

/// A worked case of `Tests/Cases`, loaded through the stores.
struct WorkedCase {
    static let names = ["edges", "ondrup", "ternsche"]

    let folder: URL
    let records: CaseRecords

    init(_ name: String) throws {
        folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Cases").appending(path: name)
        records = try CaseFolder.read(folder.path(percentEncoded: false)).records
    }

    /// Loads members and network in the order of their references; the association's key.
    func load(_ session: any PostgresSession, municipalitiesFirst: Bool = true) async throws -> Int64 {
        var profile = records.association!
        let municipalities = MunicipalityStore(session)
        if municipalitiesFirst {
            _ = try await municipalities.upsert(records.municipalities)
        } else {
            // Only the seat, far away, so that everything lies outside at first.
            profile.seatAgs = Ags(rawValue: "01001000")!
            _ = try await municipalities.upsert([
                Municipality(ags: profile.seatAgs, name: "Fern", polygons: [Town.rectangle(9, 54, 9.1, 54.1)])
            ])
        }
        let association = try await AssociationStore(session).insert(profile)
        try await AreaStore(session, in: association).insert(records.areas)
        try await MemberStore(session, in: association).insert(records.members)
        try await HelperStore(session, in: association).insert(records.helpers)
        try await ConnectionStore(session, in: association).insert(records.connections)
        try await HoldingStore(session, in: association).insertEarlier(records.holders)
        try await SegmentStore(session, in: association).insert(records.segments)
        try await ProgressStore(session, in: association).insert(records.progress)
        return association
    }

    /// What the independent reference says: code, length and parts per municipality.
    func expectedSegments() throws -> [ExpectedSegment] {
        let url = folder.appending(path: "expected/segments.json")
        return try JSONDecoder().decode([ExpectedSegment].self, from: Data(contentsOf: url))
    }
}

/// One element of `expected/segments.json`.
struct ExpectedSegment: Decodable, Equatable {
    struct Part: Decodable, Equatable {
        var ags: String?
        var length_m: String
    }

    var code: String
    var kind: String
    var status: String
    var length_m: String
    var municipalities: [Part]

    /// The same from what the database measured.
    init(_ segment: MeasuredSegment) {
        code = segment.record.code
        kind = segment.record.kind.rawValue
        status = segment.record.status.rawValue
        length_m = segment.length.description
        municipalities = segment.parts.map { Part(ags: $0.ags?.rawValue, length_m: $0.length.description) }
    }
}
