import BuddelStore
import Buddelverein
import DatabaseFixture
import Testing

@Suite("Network: records that come back as they went in")
struct NetworkRoundTripTests {
    @Test(
        "Members, helpers, areas, connections, segments and the profile of a case come back equal",
        arguments: WorkedCase.names)
    func workedCase(_ name: String) async throws {
        let worked = try WorkedCase(name)
        let given = worked.records.sorted()
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.transact { transaction async throws in
                let association = try await worked.load(transaction)
                let evidence = try #require(try await NetworkEvidence.fetch(association, transaction))
                #expect(evidence.association == given.association)
                #expect(evidence.members == given.members)
                #expect(evidence.helpers == given.helpers)
                #expect(evidence.connections == given.connections)
                #expect(evidence.holdings == given.holders)
                #expect(evidence.segments == given.segments)
                #expect(try await AreaStore(transaction, in: association).list() == given.areas)
                #expect(try await MunicipalityStore(transaction).list() == given.municipalities)
            }
        }
    }

    @Test("Updating with the same records changes nothing, with others exactly what differs")
    func updates() async throws {
        let worked = try WorkedCase("ondrup")
        let given = worked.records.sorted()
        let day = try Day(parsing: "2026-09-01")
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.transact { transaction async throws in
                let association = try await worked.load(transaction)
                let members = MemberStore(transaction, in: association)
                try await members.update(given.members, on: day)
                #expect(try await members.list() == given.members)
                let segments = SegmentStore(transaction, in: association)
                try await segments.update(given.segments)
                #expect(try await segments.list() == given.segments)
                let connections = ConnectionStore(transaction, in: association)
                try await connections.update(given.connections)
                #expect(try await connections.list() == given.connections)

                var member = given.members[0]
                member.street = "Am Wald"
                member.roles = [.auditor]
                member.mandateReference = "NEW-1"
                member.mandateSignedOn = day
                member.successor = given.members[1].number
                try await members.update([member], on: day)
                #expect(try await members.fetch(member.number)?.record == member)

                var segment = given.segments[0]
                segment.line = Array(segment.line.dropLast())
                segment.method = .hand
                try await segments.update([segment])
                let redrawn = try #require(try await segments.fetchMeasured(segment.code))
                #expect(redrawn.record == segment)
                #expect(redrawn.geometryVersion == 2)
            }
        }
    }

    @Test("An earlier holding ends where the present one begins; the same again changes nothing")
    func holdings() async throws {
        try await Town.withDatabase { pool async throws in
            try await pool.transact { transaction async throws in
                try await ConnectionStore(transaction, in: 1).insert([Town.connection("C-1", of: "M-3")])
                let store = HoldingStore(transaction, in: 1)
                let first = Holding(
                    connection: "C-1", memberNumber: "M-1", from: try Day(parsing: "2025-05-01"))
                let second = Holding(
                    connection: "C-1", memberNumber: "M-2", from: try Day(parsing: "2025-07-01"),
                    until: try Day(parsing: "2025-09-01"))
                try await store.insertEarlier([second, first])
                try await store.insertEarlier([first, second])
                var ended = first
                ended.until = try Day(parsing: "2025-06-30")
                #expect(try await store.listEarlier() == [ended, second])

                let day = try Day(parsing: "2026-01-01")
                #expect(try await store.transfer("C-1", to: "M-1", from: day))
                #expect(try await ConnectionStore(transaction, in: 1).list().map(\.memberNumber) == ["M-1"])
                #expect(try await store.listEarlier().last?.until == day.adding(days: -1))
                #expect(try await !store.transfer("C-1", to: "M-2", from: day))
            }
        }
    }

    @Test("Unknown codes are refused by name")
    func unknownCodes() async throws {
        try await Town.withDatabase { pool async throws in
            await #expect {
                try await pool.transact { transaction async throws in
                    try await ConnectionStore(transaction, in: 1).insert([
                        Town.connection("C-1", of: "M-9"), Town.connection("C-2", of: "M-8"),
                    ])
                }
            } throws: { ($0 as? Refusals)?.all.map(\.place?.value) == ["M-8", "M-9"] }
            await #expect {
                try await pool.transact { transaction async throws in
                    try await ProgressStore(transaction, in: 1).insert([
                        ProgressRecord(
                            ref: "B-1", date: Day(number: 20_000), segment: "S-9", from: .zero,
                            to: Centimetres(centimetres: 100))
                    ])
                }
            } throws: { ($0 as? Refusals)?.all.map(\.code) == [.unknownSegment] }
        }
    }
}
