import BuddelFormats
import BuddelOperations
import Buddelverein
import Foundation
import Testing

/// Every personal string of every worked case and of the example, against every byte that is published.
@Suite("PublicMap: attacks with strings on the published bytes")
struct PersonalStringTests {
    /// Columns whose every value is a secret.
    private static let columns: [String: [String]] = [
        "members.csv": [
            "number", "name", "street", "house_number", "postcode", "email", "phone", "iban", "mandate_reference",
            "successor", "joined_on", "mandate_signed_on",
        ],
        "helpers.csv": ["code", "name", "member_number"],
        "connections.csv": ["code", "member_number", "lon", "lat", "lead_metres", "laid_on", "active_on"],
        "costs.csv": ["ref", "supplier", "invoice_number", "invoice_date", "net", "gross", "segments", "document"],
        "work.csv": ["ref", "date", "member_number", "worker", "segment", "confirmed_by", "document"],
        "gifts.csv": ["ref", "date", "member_number", "what", "value", "document"],
        "payments.csv": ["ref", "date", "member_number", "amount"],
        "holders.csv": ["code", "member_number", "from", "until"],
    ]

    @Test("no name, street, number, supplier, code, reference, account, amount or date", arguments: PublishedTown.all)
    func strings(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let folder = URL(filePath: CaseScratch.worked(name))
            var secrets: Set<String> = []
            for (file, columns) in Self.columns { secrets.formUnion(cells(folder.appending(path: file), columns)) }
            secrets.formUnion(codes(folder.appending(path: "segments.geojson")))
            secrets.formUnion(codes(folder.appending(path: "awards.json")))
            secrets.formUnion(codes(folder.appending(path: "programmes.json")))
            secrets.formUnion(
                strings(
                    of: folder.appending(path: "association.json"),
                    named: ["code", "iban", "creditor_id", "court", "number", "founded_on"]))
            #expect(secrets.count > 150)
            let files = try await town.publish()
            #expect(files.count == 6)
            let names = try await town.publicNames()
            for (file, bytes) in files {
                let words = tokens(String(decoding: bytes, as: UTF8.self), removing: names)
                let isPublic = { (secret: String) in names.contains { $0.contains(secret) } }
                for secret in secrets where secret.count > 2 && !isPublic(secret) {
                    let isFound = words.contains(secret)
                    #expect(!isFound, "\(file): \(secret)")
                }
            }
        }
    }

    @Test("no place of a connection, a lead or a trunk's vertex where a lead takes off", arguments: PublishedTown.all)
    func places(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let files = try await town.publish()
            let segments = try await town.owner.listSegments(in: nil).map(\.segment)
            let connections = try await town.owner.listConnections(in: nil).map(\.connection)
            let published = try positions(#require(files["segments.geojson"]))
            let houses = Set(connections.map { PublishedPosition($0.position) })
            let leads = Set(segments.filter { $0.kind == .lead }.compactMap(\.line.first).map(PublishedPosition.init))
            #expect(published.flatMap(\.self).allSatisfy { !houses.contains($0) })
            let places = segments.filter { $0.kind == .trunk }.flatMap { [$0.line.first, $0.line.last] }
                .compactMap { $0.map(PublishedPosition.init) }
            // A junction of trunks stays where it is, and a lead may begin there.
            let takeOffs = leads.subtracting(places)
            // A point of the grid of 25 m can fall on one by chance; where they lay bare, nearly all of them would.
            let shown = takeOffs.intersection(published.flatMap(\.self))
            #expect(shown.count * 4 <= takeOffs.count)
        }
    }

    @Test("no line ends within 100 m of a dead end, unless another line goes on there", arguments: PublishedTown.all)
    func deadEnds(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let lines = try positions(#require(try await town.publish()["segments.geojson"])).map { $0.map(plane) }
            let trunks = try await town.owner.listSegments(in: nil).map(\.segment).filter { $0.kind == .trunk }
            let courses = trunks.map { $0.line.map(Projection.plane(position:)) }
            let houses = try await town.owner.listConnections(in: nil).map {
                Projection.plane(position: $0.connection.position)
            }
            for (index, course) in courses.enumerated() {
                for end in [course[0], course[course.count - 1]] {
                    let isMet = courses.enumerated().contains { $0.offset != index && distance(end, $0.element) <= 1 }
                    guard !isMet else { continue }
                    for line in lines { #expect(distance(end, line) > 40, "\(name): \(trunks[index].code)") }
                }
            }
            for (index, line) in lines.enumerated() {
                for end in [line[0], line[line.count - 1]] {
                    let goesOn = lines.enumerated().contains { $0.offset != index && distance(end, $0.element) < 2.5 }
                    let closes = line[0].distance(to: line[line.count - 1]) < 2.5
                    #expect(goesOn || closes || houses.allSatisfy { $0.distance(to: end) > 49.2 }, "\(name)")
                }
            }
        }
    }

    private func plane(_ position: PublishedPosition) -> PlanePoint {
        Projection.plane(longitude: Double(position.longitude) / 100_000, latitude: Double(position.latitude) / 100_000)
    }

    private func distance(_ point: PlanePoint, _ line: [PlanePoint]) -> Double {
        zip(line, line.dropFirst()).map { from, to in
            let (dx, dy) = (to.east - from.east, to.north - from.north)
            let along = ((point.east - from.east) * dx + (point.north - from.north) * dy) / max(dx * dx + dy * dy, 1e-9)
            let share = min(1, max(0, along))
            return point.distance(to: PlanePoint(east: from.east + share * dx, north: from.north + share * dy))
        }.min() ?? .infinity
    }

    private func positions(_ bytes: [UInt8]) throws -> [[PublishedPosition]] {
        let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let features = try #require(document["features"] as? [[String: Any]])
        return features.compactMap { ($0["geometry"] as? [String: Any])?["coordinates"] as? [[Double]] }.map {
            $0.map { PublishedPosition(longitude: $0[0], latitude: $0[1]) }
        }
    }

    /// The words and figures between the marks of a document, without the names that are public.
    private func tokens(_ text: String, removing names: [String]) -> Set<String> {
        var text = text
        for name in names { text = text.replacingOccurrences(of: name, with: "") }
        let strings = text.split(separator: "\"").map(String.init)
        return Set(strings + text.split { " \",:;[]{}()\n".contains($0) }.map(String.init))
    }

    private func cells(_ file: URL, _ wanted: [String]) -> Set<String> {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var found: Set<String> = []
        for row in rows.dropFirst() {
            for (column, value) in zip(rows[0], row) where wanted.contains(column) && !value.isEmpty {
                found.insert(value)
                // Names and streets in their words, too.
                if ["name", "street", "supplier", "what"].contains(column) {
                    found.formUnion(value.split { " ,&".contains($0) }.map(String.init).filter { $0.count > 3 })
                }
            }
        }
        return found
    }

    private func codes(_ file: URL) -> Set<String> {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return Set(text.matches(of: /"(?:code|connection)": ?"([^"]+)"/).map { String($0.output.1) })
    }

    private func strings(of file: URL, named wanted: Set<String>) -> Set<String> {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return Set(
            text.matches(of: /"(\w+)": ?"([^"]+)"/).filter { wanted.contains(String($0.output.1)) }.map {
                String($0.output.2)
            })
    }
}

extension PublishedTown {
    /// Names that stand on the map: of associations, areas and municipalities.
    func publicNames() async throws -> [String] {
        let names = try await owner.listAssociations().map(\.name) + owner.listAreas(in: nil).map(\.name)
        return try await names + owner.listMunicipalities().map(\.name)
    }
}
