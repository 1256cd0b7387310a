import BuddelStore
import Buddelverein
import DatabaseFixture
import Testing

@Suite("Network: segment parts (rules.md 1)")
struct SegmentPartsTests {
    @Test(
        "Lengths and parts of all worked cases are those of the reference, to the centimetre",
        arguments: WorkedCase.names)
    func workedCase(_ name: String) async throws {
        let worked = try WorkedCase(name)
        try await TestCluster.shared.withBuddel { pool async throws in
            let measured = try await pool.transact { transaction async throws in
                let association = try await worked.load(transaction)
                return try await SegmentStore(transaction, in: association).listMeasured()
            }
            let expected = try worked.expectedSegments()
            #expect(measured.map(ExpectedSegment.init) == expected)
        }
    }

    @Test("Borders that are loaded after the segments give the same parts, as a new version", arguments: ["ondrup"])
    func bordersLater(_ name: String) async throws {
        let worked = try WorkedCase(name)
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.transact { transaction async throws in
                let association = try await worked.load(transaction, municipalitiesFirst: false)
                let segments = SegmentStore(transaction, in: association)
                let connections = ConnectionStore(transaction, in: association)
                #expect(try await segments.listMeasured().allSatisfy { $0.parts.map(\.ags) == [nil] })
                #expect(try await connections.fetchMunicipalities().isEmpty)

                _ = try await MunicipalityStore(transaction).upsert(worked.records.municipalities)
                let changed = try await SegmentStore.recomputeParts(transaction)
                let moved = try await ConnectionStore.recomputeMunicipalities(transaction)
                let measured = try await segments.listMeasured()
                let expected = try worked.expectedSegments()
                #expect(measured.map(ExpectedSegment.init) == expected)
                #expect(changed == worked.records.segments.count)
                #expect(measured.allSatisfy { $0.geometryVersion == 2 })
                #expect(moved == worked.records.connections.count)

                #expect(try await SegmentStore.recomputeParts(transaction) == 0)
                #expect(try await ConnectionStore.recomputeMunicipalities(transaction) == 0)
            }
        }
    }

    @Test("A line across a border is cut there; what no border holds is outside and stands last")
    func acrossAndOutside() async throws {
        try await Town.withDatabase { pool async throws in
            let parts = try await pool.transact { transaction async throws in
                let segments = SegmentStore(transaction, in: 1)
                try await segments.insert([
                    Town.segment("S-1", from: 7.44, to: 7.46), Town.segment("S-2", from: 7.49, to: 7.51),
                    Town.segment("S-3", from: 7.60, to: 7.61), Town.segment("S-4", from: 7.39, to: 7.51),
                ])
                return try await segments.fetchParts()
            }
            #expect(parts["S-1"]?.map(\.ags) == [Town.east, Town.west])
            #expect(parts["S-2"]?.map(\.ags) == [Town.east, nil])
            #expect(parts["S-3"]?.map(\.ags) == [nil])
            #expect(parts["S-4"]?.map(\.ags) == [Town.east, Town.west, nil])
            // The border is a straight line in EPSG:25832, so the halves differ by less than a metre.
            let halves = try #require(parts["S-1"]).map(\.length.centimetres)
            #expect(abs(halves[0] - halves[1]) < 100)
        }
    }

    @Test("Where borders overlap, the lower key has it, also on the border line itself")
    func overlappingBorders() async throws {
        try await Town.withDatabase { pool async throws in
            let (parts, ags) = try await pool.transact { transaction async throws in
                _ = try await MunicipalityStore(transaction).upsert([
                    Municipality(
                        ags: Town.east, name: "Ostheim", polygons: [Town.rectangle(7.43, 51.60, 7.50, 51.70)])
                ])
                let segments = SegmentStore(transaction, in: 1)
                try await segments.insert([
                    Town.segment("S-1", from: 7.435, to: 7.445), Town.segment("S-2", from: 7.42, to: 7.46),
                ])
                let connections = ConnectionStore(transaction, in: 1)
                try await connections.insert([Town.connection("C-1", of: "M-1", at: 7.44)])
                return (try await segments.fetchParts(), try await connections.fetchMunicipalities())
            }
            #expect(parts["S-1"]?.map(\.ags) == [Town.east])
            #expect(parts["S-2"]?.map(\.ags) == [Town.east, Town.west])
            #expect(ags["C-1"] == Town.east)
        }
    }

    @Test("A line that runs back over itself counts twice in each municipality")
    func thereAndBack() async throws {
        try await Town.withDatabase { pool async throws in
            let measured = try await pool.transact { transaction async throws in
                let segments = SegmentStore(transaction, in: 1)
                var there = Town.segment("S-1", from: 7.44, to: 7.47)
                let back = Position(longitude: 7.455, latitude: 51.65)
                try await segments.insert([there])
                there.code = "S-2"
                there.line.append(back)
                try await segments.insert([there])
                return try await segments.listMeasured()
            }
            // Only the way back, 0.015 degrees in the east, is longer.
            #expect(measured[0].parts[1] == measured[1].parts[1])
            #expect(measured[1].parts[0].length > measured[0].parts[0].length)
        }
    }

    @Test("Loading the same borders again changes nothing; another border replaces the old one")
    func sameBordersAgain() async throws {
        try await Town.withDatabase { pool async throws in
            try await pool.transact { transaction async throws in
                let store = MunicipalityStore(transaction)
                #expect(try await store.upsert(Town.municipalities).isEmpty)
                var moved = Town.municipalities
                moved[1].polygons = [Town.rectangle(7.46, 51.60, 7.50, 51.70)]
                #expect(try await store.upsert(moved).changed == [Town.east])
                #expect(try await store.list() == moved.sorted { $0.ags < $1.ags })
            }
        }
    }

    @Test("A border that crosses itself is repaired; one that encloses nothing is refused")
    func brokenBorders() async throws {
        try await Town.withDatabase { pool async throws in
            let corners = [(7.0, 51.0), (7.1, 51.1), (7.1, 51.0), (7.0, 51.1), (7.0, 51.0)]
            let bow = Polygon(exterior: corners.map { Position(longitude: $0.0, latitude: $0.1) })
            let ags = Ags(rawValue: "05111000")!
            _ = try await pool.transact { transaction async throws in
                try await MunicipalityStore(transaction).upsert([Municipality(ags: ags, name: "Bug", polygons: [bow])])
            }
            let flat = Polygon(
                exterior: [(7.0, 51.0), (7.1, 51.0), (7.0, 51.0), (7.0, 51.0)].map {
                    Position(longitude: $0.0, latitude: $0.1)
                })
            await #expect {
                try await pool.transact { transaction async throws in
                    _ = try await MunicipalityStore(transaction).upsert([
                        Municipality(ags: ags, name: "Strich", polygons: [flat])
                    ])
                }
            } throws: { error in
                (error as? Refusals)?.all.map(\.code) == [.invalidGeometry]
            }
        }
    }

    @Test("A line shorter than a centimetre is refused")
    func tooShort() async throws {
        try await Town.withDatabase { pool async throws in
            await #expect {
                try await pool.transact { transaction async throws in
                    try await SegmentStore(transaction, in: 1).insert([
                        Town.segment("S-1", from: 7.42, to: 7.42000001)
                    ])
                }
            } throws: { ($0 as? Refusal)?.code == .invalidGeometry }
        }
    }
}
