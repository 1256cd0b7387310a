import BuddelOperations
import Buddelverein
import Postgres
import Testing

/// Two who add something at the same moment: both wait for the numbering lock, which a third session holds, and go on
/// together when it lets go.
@Suite("Association: numbers that two sessions get at the same moment")
struct NumberingTests {
    /// What both bodies return, begun while the lock was held.
    private func atOnce(
        _ town: TownApp, _ body: @escaping @Sendable () async throws -> String
    ) async throws -> Set<String> {
        var pending: [Task<String, any Error>] = []
        try await town.pool.transact { holder in
            try await holder.query("select pg_advisory_xact_lock(hashtextextended('numbering', 1))")
            pending = (1...2).map { _ in Task { try await body() } }
            for _ in 0..<6000 {
                if try await waiting(town) == 2 { return }
                try await Task.sleep(for: .milliseconds(10))
            }
            Issue.record("the two never waited for the lock")
        }
        var numbers: Set<String> = []
        for task in pending { numbers.insert(try await task.value) }
        return numbers
    }

    private func waiting(_ town: TownApp) async throws -> Int64 {
        try await town.pool.withConnection { connection in
            try await connection.query(
                """
                select count(*) as n from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """
            ).one().decode("n")
        }
    }

    @Test("two members, two helpers, two connections: each its own number, nobody refused")
    func two() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let joined = try Day(parsing: "2026-01-05")
            let members = try await atOnce(town) {
                try await app.addMember(
                    Member(number: "", kind: .farm, name: "Hof", joinedOn: joined), in: nil
                ).number
            }
            let helpers = try await atOnce(town) {
                try await app.addHelper(Helper(code: "", name: "Jan", memberNumber: "M-1"), in: nil).code
            }
            let connections = try await atOnce(town) {
                try await app.addConnection(TownApp.connection("M-1"), in: nil).code
            }
            #expect(members.count == 2 && members.allSatisfy { $0.hasPrefix("M-") }, "\(members)")
            #expect(helpers == ["H-1", "H-2"])
            #expect(connections.count == 2 && connections.allSatisfy { $0.hasPrefix("C-") }, "\(connections)")
        }
    }
}
