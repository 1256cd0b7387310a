import BuddelOperations
import Buddelverein
import Foundation
import Testing

/// The example town's publication, attacked as a whole: every personal string of the case against every byte.
@Suite("PublicMap: the example town's feed")
struct ExampleFeedTests {
    @Test("no name, address, account, number, supplier, text or code of the case is anywhere")
    func nothingPersonal() throws {
        let records = try Kiebitzbrook.records()
        var secrets: Set<String> = []
        for member in records.members {
            secrets.formUnion(
                [
                    member.number, member.name, member.street, member.iban, member.email, member.phone,
                    member.mandateReference,
                ].compactMap(\.self))
            secrets.formUnion(member.name.split(whereSeparator: { " ,&".contains($0) }).map(String.init))
        }
        for helper in records.helpers { secrets.formUnion([helper.code, helper.name]) }
        secrets.formUnion(records.connections.map(\.code))
        secrets.formUnion(records.segments.map(\.code))
        secrets.formUnion(records.work.map(\.ref))
        secrets.formUnion(records.gifts.flatMap { [$0.ref, $0.what] })
        secrets.formUnion(records.costs.flatMap { [$0.ref, $0.supplier, $0.invoiceNumber] })
        secrets.formUnion([records.association?.iban, records.association?.creditorId].compactMap(\.self))
        // Words that the public texts need themselves, and numbers too short to tell anything.
        let harmless: Set<String> = [
            "Stadt", "Selm", "Familie", "Hof", "und", "e.V.", "GmbH", "von", "der", "Kiebitzbrook",
        ]
        let words = secrets.subtracting(harmless).filter { $0.count > 2 }
        #expect(words.count > 200)
        for file in try Kiebitzbrook.published().files {
            let document = Data(file.bytes)
            let found = words.filter { document.range(of: Data($0.utf8)) != nil }
            #expect(found.isEmpty, "in \(file.name)")
        }
    }

    @Test("no published vertex lies within 50 m of a connection at the end of a line, no position of one is published")
    func positions() throws {
        let records = try Kiebitzbrook.records()
        let segments = try #require(try Kiebitzbrook.published().files.first { $0.name == "segments.geojson" })
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(segments.bytes)) as? [String: Any])
        let features = try #require(document["features"] as? [[String: Any]])
        #expect(features.count > 5)
        let lines = features.compactMap { ($0["geometry"] as? [String: Any])?["coordinates"] as? [[Double]] }
        let houses = records.connections.map { Projection.plane(position: $0.position) }
        let leads = records.segments.filter { $0.kind == .lead }.compactMap(\.line.first).map(
            Projection.plane(position:))
        let trunkEnds = records.segments.filter { $0.kind == .trunk }.flatMap { [$0.line.first, $0.line.last] }
            .compactMap { $0 }.map(Projection.plane(position:))
        let places = lines.map { line in
            line.map { Projection.plane(longitude: $0[0], latitude: $0[1]) }
        }
        for line in places {
            for end in [line[0], line[line.count - 1]] where !trunkEnds.contains(where: { $0.distance(to: end) < 2 }) {
                #expect(houses.allSatisfy { $0.distance(to: end) >= 50 })
            }
        }
        // A take-off is hit by chance now and then (a step every 25 m, simplified), never as a rule.
        let inner = places.flatMap { $0.dropFirst().dropLast() }
        let hit = leads.filter { lead in inner.contains { $0.distance(to: lead) < 2 } }
        #expect(hit.count * 5 < leads.count)
    }

    @Test("the same records give the same bytes")
    func reproducible() throws {
        #expect(try Kiebitzbrook.published() == Kiebitzbrook.published())
    }
}
