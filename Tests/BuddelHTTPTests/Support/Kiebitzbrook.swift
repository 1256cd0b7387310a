import BuddelFormats
import BuddelOperations
import Buddelverein
import Foundation

/// The publication of the example town in the project, computed from its case folder.
enum Kiebitzbrook {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static func records() throws -> CaseRecords {
        try CaseFolder.read(root + "/examples/kiebitzbrook").records
    }

    static func published() throws -> StoredPublication {
        let records = try records()
        let day = Day(year: 2026, month: 9, day: 30)!
        let lengths = records.segments.map { segment in
            let places = segment.line.map(Projection.plane(position:))
            let metres = zip(places, places.dropFirst()).map { $0.distance(to: $1) }.reduce(0, +)
            return (segment.code, Centimetres(centimetres: Int64(metres * 100)))
        }
        let association = PublicationInput.Association(
            profile: records.association!, areas: records.areas, connections: records.connections,
            segments: records.segments, lengths: Dictionary(uniqueKeysWithValues: lengths), members: records.members,
            helpers: records.helpers, work: records.work, gifts: records.gifts,
            subsidies: [
                PublicationInput.Subsidy(paidOn: Day(year: 2026, month: 8, day: 14)!, amount: Money(cents: 2_345_600))
            ], on: day)
        let publication = try publish(
            PublicationInput(
                publishedAt: 1_790_755_200, day: day, municipalities: records.municipalities,
                associations: [association]),
            key: .hashed(secret: [UInt8](repeating: 7, count: 32)))
        return FeedWriter(terms: FeedTerms(publisher: "Stadt Selm"), sha256: sha256Hex).files(of: publication)
    }
}
