import BuddelOperations
import Buddelverein
import DatabaseFixture
import Testing

@Suite("Application: a rehearsal")
struct RehearsalTests {
    @Test("answers as the operation would, keeps nothing of it, and leaves numbers and idempotency keys unused")
    func nothingStays() async throws {
        try await TownApp.with { town async throws in
            let treasurer = try await town.user("treasurer", .treasurer, member: "M-1")
            let sheet = [
                WorkRecord(
                    ref: "", date: TownApp.today, memberNumber: "M-2", kind: .labour, task: "digging",
                    time: Minutes(minutes: 90))
            ]
            let rehearsed = try await treasurer.rehearsing().recordWork(sheet, in: "a", idempotencyKey: "sheet")
            #expect(rehearsed.refs == ["W-1"])
            #expect(try await treasurer.listVouchers(in: "a").isEmpty)
            let recorded = try await treasurer.recordWork(sheet, in: "a", idempotencyKey: "sheet")
            #expect(recorded == rehearsed)
            #expect(try await treasurer.listVouchers(in: "a").count == 1)
        }
    }

    @Test("is refused whatever the operation would be")
    func refused() async throws {
        try await TownApp.with { town async throws in
            let member = try await town.user("member", .member, member: "M-3")
            let refusal = try await code {
                _ = try await member.rehearsing().addMember(
                    Member(number: "", kind: .person, name: "Dora", joinedOn: TownApp.today), in: "a")
            }
            #expect(refusal == .notAllowed)
            let owner = town.owner.rehearsing()
            let doubled = try await code {
                try await owner.addAreas(
                    [
                        Area(
                            code: "A1", name: "Again", quota: BasisPoints(basisPoints: 6000),
                            polygons: [TownApp.rectangle(7.40, 7.45)])
                    ], in: "a")
            }
            #expect(doubled == .alreadyExists)
        }
    }
}
