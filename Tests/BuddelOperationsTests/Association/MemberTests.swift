import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Association: members, connections and their holders")
struct MemberTests {
    private func day(_ text: String) throws -> Day { try Day(parsing: text) }

    @Test("Members and helpers get the next number; faults and unknown names are refused")
    func adding() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let numbers = try await app.listMembers(in: nil).map(\.number)
            #expect(numbers == ["M-1", "M-2", "M-3"])
            let helper = try await app.addHelper(Helper(code: "", name: "Jan", memberNumber: "M-1"), in: nil)
            #expect(helper.code == "H-1")
            let joined = TownApp.today
            let codes = [
                await refusal {
                    _ = try await app.addHelper(Helper(code: "", name: "Jan", memberNumber: "M-9"), in: nil)
                },
                await refusal {
                    _ = try await app.addMember(Member(number: "", kind: .farm, name: "", joinedOn: joined), in: nil)
                },
                await refusal {
                    _ = try await app.addMember(
                        Member(number: "M-1", kind: .farm, name: "X", joinedOn: joined), in: nil)
                },
                await refusal {
                    _ = try await app.addMember(
                        Member(number: "", kind: .farm, name: "X", joinedOn: joined, iban: "DE00"), in: nil)
                },
                await refusal { _ = try await app.fetchMember("M-9", in: nil) },
                await refusal { _ = try await app.addConnection(TownApp.connection("M-9"), in: nil) },
                await refusal {
                    try await app.addAssociation(AssociationProfile(code: "a", name: "A", seatAgs: TownApp.ags))
                },
                await refusal {
                    try await app.addAssociation(
                        AssociationProfile(code: "b", name: "B", seatAgs: Ags(rawValue: "01001000")!))
                },
                await refusal { _ = try await app.listMembers(in: "zzz") },
            ]
            #expect(
                codes == [
                    .unknownMember, .missingValue, .alreadyExists, .invalidIban, .notFound, .unknownMember,
                    .alreadyExists, .unknownMunicipality, .notFound,
                ])
        }
    }

    @Test("Who leaves ends his offices; his connections count for the successor; nobody leaves twice or in a circle")
    func leaving() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            try await app.editMember("M-1", in: nil, on: day("2025-06-01")) { $0.roles = [.chair, .treasurer] }
            _ = try await app.addConnection(TownApp.connection("M-1"), in: nil)
            _ = try await app.addConnection(TownApp.connection("M-1", .passive), in: nil)
            let left = try day("2026-02-01")
            try await app.leaveMember("M-1", on: left, successor: "M-2", in: nil)
            let member = try await app.fetchMember("M-1", in: nil).record
            #expect(member.leftOn == left)
            #expect(member.successor == "M-2")
            #expect(member.roles == [.chair, .treasurer])

            let before = try await app.fetchStatement(of: "M-1", on: day("2026-01-31"), in: nil)
            let after = try await app.fetchStatement(of: "M-2", in: nil)
            #expect(before.duty == Minutes(minutes: 3000))
            #expect(after.duty == Minutes(minutes: 3000))
            #expect(after.leadLength == Centimetres(centimetres: 10_000))
            #expect(after.open == Minutes(minutes: 3000))

            let twice = await refusal { try await app.leaveMember("M-1", on: left, successor: nil, in: nil) }
            let circle = await refusal { try await app.editMember("M-2", in: nil) { $0.successor = "M-1" } }
            #expect(twice == .moveNotAllowed)
            #expect(circle == .successorCycle)
        }
    }

    @Test("A connection goes its way forward and changes hands from a day on")
    func connections() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let code = try await app.addConnection(TownApp.connection("M-1"), in: nil).code
            #expect(code == "C-1")
            try await app.moveConnection(code, to: .ductLaid, on: day("2026-03-01"), in: nil)
            try await app.moveConnection(code, to: .active, on: day("2026-04-01"), in: nil)
            try await app.transferConnection(code, to: "M-2", from: day("2026-04-10"), in: nil)
            let details = try await app.fetchConnection(code, in: nil)
            #expect(details.connection.memberNumber == "M-2")
            #expect(details.connection.laidOn?.description == "2026-03-01")
            #expect(details.connection.activeOn?.description == "2026-04-01")
            #expect(details.earlierHolders.map(\.memberNumber) == ["M-1"])
            #expect(details.earlierHolders.map(\.until?.description) == ["2026-04-09"])
            #expect(details.ags == TownApp.ags)
            let early = try day("2026-04-05")
            let codes = [
                await refusal { try await app.moveConnection(code, to: .ductLaid, in: nil) },
                await refusal { try await app.transferConnection(code, to: "M-2", in: nil) },
                await refusal { try await app.transferConnection(code, to: "M-1", from: early, in: nil) },
                await refusal { try await app.transferConnection(code, to: "M-9", in: nil) },
                await refusal { try await app.moveConnection("C-9", to: .active, in: nil) },
            ]
            #expect(codes == [.moveNotAllowed, .holdingsOverlap, .holdingsOverlap, .unknownMember, .notFound])
        }
    }

    @Test("A member reads the own statement and no other")
    func ownStatement() async throws {
        try await TownApp.with { town async throws in
            let member = try await town.user("anna", .member, member: "M-1")
            let auditor = try await town.user("auditor", .auditor)
            let own = try await member.fetchStatement(of: "M-1", in: nil)
            #expect(own.member.number == "M-1")
            #expect(await refusal { _ = try await member.fetchStatement(of: "M-2", in: nil) } == .notAllowed)
            let read = try await auditor.fetchStatement(of: "M-2", in: nil)
            #expect(read.member.number == "M-2")
            #expect(await refusal { _ = try await auditor.fetchStatement(of: "M-9", in: nil) } == .notFound)
        }
    }

    @Test("Two people who edit the same member: one wins, the other gets a conflict")
    func concurrentEdits() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let version = try await app.fetchMember("M-1", in: nil).version
            let codes = await withTaskGroup(of: RefusalCode?.self) { group in
                for number in 1...6 {
                    group.addTask {
                        await refusal {
                            try await app.editMember("M-1", in: nil, version: version) { $0.city = "Ort \(number)" }
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .contentChanged } == 5)
        }
    }

    @Test("A settlement rule that is edited becomes a new row; keys that don't add up are refused before")
    func settlementRule() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let bad = await refusal {
                try await app.editAssociation(nil) { profile in
                    profile.settlement?.keys = [
                        SettlementKey(basis: .leadMetre, share: BasisPoints(basisPoints: 9999))
                    ]
                }
            }
            #expect(bad == .allocationSum)
            try await app.editAssociation(nil) { $0.settlement?.labour = nil }
            let rule = try await app.fetchAssociation(nil).record.settlement
            #expect(rule?.labour == nil)
            let rows: Int = try await town.pool.transact { transaction async throws in
                try await transaction.query("select count(*) as n from buddel.settlement_rules").one().decode("n")
            }
            #expect(rows == 2)
        }
    }
}
