import BuddelOperations
import BuddelStore
import Buddelverein
import Testing

@Suite("Ledger: who confirms, and who is credited, is a member on that day")
struct MembershipDayTests {
    private static func day(_ number: Int) -> Day { Day(year: 2026, month: 4, day: number)! }

    /// M-2 leaves on the 15th; M-4 joins on the 13th. The work is of the 11th, today is the 18th.
    private func withComingAndGoing(_ body: (TownApp) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            _ = try await town.owner.leaveMember("M-2", on: Self.day(15), successor: nil, in: nil)
            let joining = Member(number: "M-4", kind: .household, name: "Dora", joinedOn: Self.day(13))
            _ = try await town.owner.addMember(joining, in: nil)
            try await body(town)
        }
    }

    @Test("who has left or not joined yet confirms nothing, by login or on paper")
    func confirming() async throws {
        try await withComingAndGoing { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await town.owner.recordWork([LedgerTown.work(), LedgerTown.work(), LedgerTown.work()])
            _ = try await town.owner.recordGift(LedgerTown.gift())
            func confirm(_ ref: String, _ member: String, _ day: Int) async -> RefusalCode? {
                let paper = BuddelApp.Decider(member: member, day: Self.day(day), onPaper: true)
                return await refusal { _ = try await lead.confirmVouchers([ref], by: paper) }
            }
            #expect(await refusal { _ = try await lead.confirmVouchers(["W-1"]) } == .noMemberThatDay)
            #expect(await confirm("W-1", "M-2", 15) == .noMemberThatDay)
            #expect(await confirm("G-1", "M-2", 18) == .noMemberThatDay)
            #expect(await confirm("W-2", "M-4", 12) == .noMemberThatDay)
            #expect(try await LedgerTown.balance("work:labour", in: town) == 0)
            #expect(await confirm("W-1", "M-2", 14) == nil)
            #expect(await confirm("W-2", "M-4", 13) == nil)
            #expect(await confirm("G-1", "M-4", 18) == nil)
            // Refusing books nothing, so that who keeps the books may do it although he has left.
            #expect(await refusal { _ = try await lead.refuseVouchers(["W-3"]) } == nil)
        }
    }

    @Test("new work is credited to a member of its day; each line that is not is named")
    func recording() async throws {
        try await withComingAndGoing { town async throws in
            func work(_ member: String?, _ day: Int) -> WorkRecord {
                var record = LedgerTown.work(member: member, worker: member == nil ? "H-1" : nil)
                record.date = Self.day(day)
                return record
            }
            _ = try await town.owner.addHelper(Helper(code: "H-1", name: "Jan"), in: nil)
            #expect(await refusal { _ = try await town.owner.recordWork([work("M-2", 15)]) } == .noMemberThatDay)
            #expect(await refusal { _ = try await town.owner.recordWork([work("M-4", 12)]) } == .noMemberThatDay)
            await #expect {
                _ = try await town.owner.recordTimeSheet([work("M-2", 15), work("M-1", 15), work("M-4", 12)])
            } throws: { error in
                (error as? Refusals)?.all.map(\.place?.value) == ["M-2", "M-4"]
            }
            let receipt = try await town.owner.recordWork([work("M-2", 14), work("M-4", 13), work(nil, 12)])
            #expect(receipt.refs == ["W-1", "W-2", "W-3"])
        }
    }

    @Test("a correction is held to the membership where it changes the day or the member")
    func correcting() async throws {
        try await withComingAndGoing { town async throws in
            _ = try await town.owner.recordWork([LedgerTown.work(member: "M-2")])
            func correct(_ change: (inout BuddelApp.Correction) -> Void) async -> RefusalCode? {
                var correction = BuddelApp.Correction()
                change(&correction)
                return await refusal { _ = try await town.owner.correctVoucher("W-1", to: correction) }
            }
            #expect(await correct { $0.date = Self.day(15) } == .noMemberThatDay)
            #expect(await correct { $0.memberNumber = "M-4" } == .noMemberThatDay)
            #expect(await correct { $0.date = Self.day(14) } == nil)
            _ = try await town.owner.editMember("M-2", in: nil) { $0.leftOn = Self.day(12) }
            #expect(await correct { $0.time = Minutes(minutes: 60) } == nil)
        }
    }

    @Test("imported history is taken as it was decided")
    func history() async throws {
        try await CaseScratch.with { scratch in
            let files = SmallFolder.files().merging(["members.csv": Self.members]) { $1 }
            _ = try await scratch.owner.importCase(try scratch.folder("history", files))
            #expect(try await scratch.owner.showVoucher("W-1").decision?.member == "M-2")
        }
    }

    private static let members = """
        number,kind,name,joined_on,left_on
        M-1,household,Anna,2025-05-01,2026-03-01
        M-2,household,Bernd,2025-05-01,2026-03-01
        M-3,household,Clara,2025-05-01,
        """
}
