import BuddelOperations
import BuddelStore
import Buddelverein
import Postgres
import Testing

/// A plain member asks the operations; what the database itself keeps from him, `RoleTableTests` tries.
@Suite("Association: what a plain member sees and records")
struct OwnDataTests {
    /// M-1 left and is succeeded by M-2; a connection went from M-3 to M-2, another from M-2 to M-3.
    private func withHistory(_ body: (TownApp, BuddelApp, BuddelApp) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let treasurer = try await town.user("treasurer", .treasurer, member: "M-3")
            for (member, ref) in [("M-1", "W-1"), ("M-2", "W-2"), ("M-3", "W-3")] {
                var work = try TownBooks.work(ref)
                work.memberNumber = member
                _ = try await app.recordWork([work], in: "a")
                _ = try await app.addPayment(
                    PaymentRecord(
                        ref: "P-\(member)", date: work.date, memberNumber: member, amount: Money(cents: 10_000),
                        purpose: .levy), in: "a")
            }
            _ = try await treasurer.confirmVouchers(["W-1", "W-2"], in: "a")
            for (from, to) in [("M-3", "M-2"), ("M-2", "M-3"), ("M-2", "M-2")] {
                let code = try await app.addConnection(TownApp.connection(from), in: "a").code
                guard from != to else { continue }
                try await app.transferConnection(code, to: to, from: Day(parsing: "2026-03-01"), in: "a")
            }
            try await app.leaveMember("M-1", on: Day(parsing: "2026-04-10"), successor: "M-2", in: "a")
            let member = try await town.user("berta", .member, member: "M-2")
            try await body(town, treasurer, member)
        }
    }

    @Test(
        "His statement is the one the treasurer sees, on every day, with those he succeeds and connections that moved")
    func statement() async throws {
        try await withHistory { town, treasurer, member async throws in
            for day in ["2025-12-31", "2026-02-28", "2026-03-01", "2026-04-09", "2026-04-10", "2026-04-18"] {
                let day = try Day(parsing: day)
                let theirs = try await treasurer.fetchStatement(of: "M-2", on: day, in: "a")
                let own = try await member.fetchStatement(of: "M-2", on: day, in: "a")
                #expect(own == theirs, "\(day)")
            }
            let today = try await member.fetchStatement(of: "M-2", in: "a")
            #expect(today.given.labour == Minutes(minutes: 780))
            #expect(today.given.paid == Money(cents: 20_000))
            #expect(today.connections.map(\.code) == ["C-1", "C-3"])
            #expect(await refusal { _ = try await member.fetchStatement(of: "M-3", in: "a") } == .notAllowed)
            #expect(await refusal { _ = try await member.listMembers(in: "a") } == .notAllowed)

            // Who has left reads what stands for him: nothing any more, as the treasurer does.
            let left = try await town.user("anton", .member, member: "M-1")
            let theirs = try await treasurer.fetchStatement(of: "M-1", in: "a")
            #expect(try await left.fetchStatement(of: "M-1", in: "a") == theirs)
        }
    }

    @Test("Of others the database shows him numbers at most, no person, voucher or connection")
    func others() async throws {
        try await withHistory { town, _, member async throws in
            let seen = try await town.pool.transact(as: member.userID) { transaction async throws in
                func texts(_ sql: SQL) async throws -> [String] {
                    try await transaction.query(sql).map { try $0.decode(0, as: String.self) }
                }
                return [
                    try await texts("select name from buddel.persons order by name"),
                    try await texts("select ref from buddel.vouchers order by ref"),
                    try await texts("select distinct account from buddel.postings where member_id is null"),
                    try await texts("select number from buddel.members order by number"),
                    try await texts("select code from buddel.connections order by code"),
                    try await texts("select login from buddel.user_roles r join buddel.users u on u.id = r.user_id"),
                ]
            }
            #expect(seen[0] == ["Bernd"])
            #expect(seen[1] == ["P-M-1", "P-M-2", "W-1", "W-2"])
            #expect(seen[2] == [])
            #expect(seen[3] == ["M-1", "M-2", "M-3"])
            #expect(seen[4] == ["C-1", "C-2", "C-3"])
            #expect(seen[5] == ["berta"])
        }
    }

    @Test("He records hours of his own with the next number of all, and nothing else")
    func recording() async throws {
        try await withHistory { _, treasurer, member async throws in
            var work = try TownBooks.work("", document: "sheet.pdf")
            work.memberNumber = "M-2"
            let receipt = try await member.recordWork([work, work], in: "a")
            #expect(receipt.refs == ["W-4", "W-5"])
            #expect(try await member.fetchStatement(of: "M-2", in: "a").given.pending == Minutes(minutes: 780))
            _ = try await treasurer.confirmVouchers(["W-4"], in: "a")
            #expect(try await member.fetchStatement(of: "M-2", in: "a").given.labour == Minutes(minutes: 1170))
            let own = work
            var others = work
            others.memberNumber = "M-3"
            let theirs = others
            let codes = [
                await refusal { _ = try await member.recordWork([theirs], in: "a") },
                await refusal { _ = try await member.recordWork([own], files: ["/dev/null"], in: "a") },
                await refusal {
                    _ = try await member.addPayment(TownBooks.payment("", "2026-04-01", 1, .levy), in: "a")
                },
                await refusal { _ = try await member.confirmVouchers(["W-5"], in: "a") },
            ]
            #expect(codes == Array(repeating: RefusalCode.notAllowed, count: 4))
        }
    }
}
