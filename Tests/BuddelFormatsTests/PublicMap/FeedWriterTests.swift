import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("PublicMap: files of the feed")
struct FeedWriterTests {
    /// Two areas, one of which has a hole and a clockwise ring, a trunk, work, a subsidy.
    private func publication() throws -> Publication {
        func position(_ east: Double, _ north: Double) -> Position {
            Position(longitude: 7.42 + east / 100_000, latitude: 51.7 + north / 100_000)
        }
        func square(_ west: Double, _ south: Double, _ size: Double) -> [Position] {
            [
                position(west, south), position(west, south + size), position(west + size, south + size),
                position(west + size, south), position(west, south),
            ]
        }
        let connections = (0..<12).map {
            Connection(
                code: "C-7\($0)", memberNumber: "M-8\($0)", kind: .active, category: .household, area: "A1",
                position: position(Double($0) * 100, 40), status: .active)
        }
        let contributions = (0..<5).map {
            PublicationInput.Contribution(
                area: "A1", date: Day(year: 2026, month: 5, day: 3)!, person: "Erika Mustermann \($0)",
                amount: .labour(Minutes(minutes: 600)))
        }
        let association = PublicationInput.Association(
            profile: AssociationProfile(
                code: "moor", name: "Buddelverein „Moor“ e.V.", seatAgs: Ags(rawValue: "05978032")!,
                iban: "DE89370400440532013000"),
            areas: [
                Area(
                    code: "A1", name: "Moorweg", quota: BasisPoints(basisPoints: 7_000),
                    polygons: [Polygon(exterior: square(0, 0, 2_000), holes: [square(500, 500, 100)])])
            ],
            connections: connections,
            segments: [
                Segment(
                    code: "S-1", area: "A1", kind: .trunk, status: .laid, laidOn: Day(year: 2026, month: 5, day: 4)!,
                    line: [position(0, 20), position(2_000, 20)]),
                Segment(
                    code: "S-2", area: "A1", kind: .lead, status: .laid, line: [position(900, 20), position(900, 40)]),
            ],
            lengths: ["S-1": Centimetres(centimetres: 138_000), "S-2": Centimetres(centimetres: 2_200)],
            members: 12, contributions: contributions,
            subsidies: [
                PublicationInput.Subsidy(paidOn: Day(year: 2026, month: 6, day: 1)!, amount: Money(cents: 99_000))
            ])
        return try publish(
            PublicationInput(
                publishedAt: 1_782_820_861, day: Day(year: 2026, month: 6, day: 30)!,
                municipalities: [
                    Municipality(
                        ags: Ags(rawValue: "05978032")!, name: "Selm",
                        polygons: [Polygon(exterior: square(-9_000, -9_000, 20_000))]),
                    Municipality(
                        ags: Ags(rawValue: "05562008")!, name: "Datteln",
                        polygons: [Polygon(exterior: square(90_000, -9_000, 20_000))]),
                ], associations: [association]),
            key: PublicationKey(
                draw: { _ in 0.25 }, token: { "x\($0.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 1_000_003 })" }))
    }

    private func stored() throws -> StoredPublication {
        FeedWriter(terms: FeedTerms(publisher: "Stadt Selm")) { bytes in "sha-\(bytes.count)" }
            .files(of: try publication())
    }

    private func text(_ name: String) throws -> String {
        let file = try #require(try stored().files.first { $0.name == name })
        return String(decoding: file.bytes, as: UTF8.self)
    }

    @Test("five documents and the manifest, which comes last and names them with size and hash")
    func manifest() throws {
        let files = try stored().files
        #expect(
            files.map(\.name) == [
                "areas.geojson", "associations.geojson", "municipalities.geojson", "progress.json",
                "segments.geojson", "manifest.json",
            ])
        let manifest = try text("manifest.json")
        #expect(manifest.contains(#""published_at":"2026-06-30T12:01:01Z""#))
        for file in files.dropLast() {
            #expect(
                manifest.contains(
                    "\"name\":\"\(file.name)\",\"media_type\":\"\(file.mediaType)\",\"bytes\":\(file.bytes.count),"
                        + "\"sha256\":\"sha-\(file.bytes.count)\""))
        }
        #expect(manifest.contains("© GeoBasis-DE / BKG 2013 (data changed)"))
        #expect(manifest.contains("https://www.govdata.de/dl-de/by-2-0"))
        #expect(manifest.contains(#""publisher":"Stadt Selm""#))
    }

    @Test("the same publication gives the same bytes")
    func reproducible() throws {
        #expect(try stored() == stored())
    }

    @Test("outer rings run counter-clockwise, holes clockwise, rings are closed")
    func rings() throws {
        let areas = try text("areas.geojson")
        #expect(
            areas.contains(
                """
                "coordinates":[[[7.44,51.7],[7.44,51.72],[7.42,51.72],[7.42,51.7],[7.44,51.7]],\
                [[7.425,51.705],[7.425,51.706],[7.426,51.706],[7.426,51.705],[7.425,51.705]]]
                """))
    }

    @Test("no crs member, no exponent, no more than five decimals, longitude first")
    func numbers() throws {
        for name in ["associations.geojson", "areas.geojson", "segments.geojson", "municipalities.geojson"] {
            let document = try text(name)
            #expect(!document.contains("crs"))
            for number in document.split(whereSeparator: { !"0123456789.eE+-".contains($0) }) where number.contains(".")
            {
                guard let value = Double(number) else { continue }
                #expect(!number.contains("e") && !number.contains("E"))
                #expect(number.split(separator: ".")[1].count <= 5)
                #expect((7.0...9.0).contains(value) || (51.0...52.0).contains(value) || value == 70)
            }
        }
        #expect(try text("segments.geojson").contains(#""type":"LineString","coordinates":[[7.4"#))
    }

    @Test("municipalities that no area or seat touches are left out")
    func municipalities() throws {
        let document = try text("municipalities.geojson")
        #expect(document.contains("Selm"))
        #expect(!document.contains("Datteln"))
    }

    @Test("progress holds months, hours of enough people, subsidies and sums")
    func progress() throws {
        let document = try text("progress.json")
        #expect(
            document.contains(
                #"{"month":"2026-05","metres":{"laid":1300},"hours":{"value":50},"gifts":{"value":null,"suppressed":true}}"#
            ))
        #expect(document.contains(#""subsidies":[{"month":"2026-06","paid":{"value":900}}]"#))
        #expect(document.contains(#""totals":{"connections":10,"live":10,"metres":{"laid":1300},"hours":50"#))
    }

    @Test("no code, member number, name of a person, bank account or lead is anywhere in any byte")
    func nothingPersonal() throws {
        for file in try stored().files {
            let document = String(decoding: file.bytes, as: UTF8.self)
            for secret in ["M-8", "C-7", "S-1", "S-2", "Mustermann", "DE89", "\"A1\"", "2026-05-04", "51.7004"] {
                #expect(!document.contains(secret), "\(secret) in \(file.name)")
            }
        }
    }
}
