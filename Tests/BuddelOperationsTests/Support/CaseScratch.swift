import BuddelFormats
import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Postgres

/// A database without anything in it, and folders to import from.
struct CaseScratch {
    /// A day on which everything in the worked cases has happened.
    static let today = Day(year: 2026, month: 11, day: 1)!

    let pool: Pool
    let owner: BuddelApp
    let folder: URL

    static func with(_ body: (CaseScratch) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "case-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TestCluster.shared.withBuddel { pool async throws in
            try await body(CaseScratch(pool: pool, owner: app(pool, user: 0), folder: folder))
        }
    }

    static func app(_ pool: Pool, user: Int64) -> BuddelApp {
        BuddelApp(
            pool: pool, userID: user,
            surroundings: .standing(
                on: today, randomBytes: { Array(repeating: 7, count: $0) },
                passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)))
    }

    /// A worked case of Tests/Cases, or the example.
    static func worked(_ name: String) -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path =
            name == "kiebitzbrook"
            ? root.deletingLastPathComponent().appending(path: "examples/\(name)")
            : root.appending(path: "Cases/\(name)")
        return path.path(percentEncoded: false)
    }

    /// A folder with these files.
    func folder(_ name: String, _ files: [String: String]) throws -> String {
        let path = folder.appending(path: name)
        for (file, text) in files {
            let target = path.appending(path: file)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: target)
        }
        return path.path(percentEncoded: false)
    }

    /// How many rows every table of the schema has that the program reads at all.
    func rowCounts() async throws -> [String: Int] {
        try await pool.transact { transaction in
            let tables = try await transaction.query(
                """
                select relname::text as name from pg_class
                where relnamespace = 'buddel'::regnamespace and relkind in ('r', 'p')
                    and has_any_column_privilege(oid, 'select')
                order by relname
                """
            ).map { try $0.decode("name", as: String.self) }
            var counts: [String: Int] = [:]
            for table in tables {
                let row = try await transaction.query(
                    "select count(*)::int as rows from buddel.\(identifier: table)"
                ).one()
                counts[table] = Int(try row.decode("rows", as: Int32.self))
            }
            return counts
        }
    }

    func count(_ sql: SQL) async throws -> Int {
        try await pool.transact { try await $0.query(sql).one().decode("n", as: Int.self) }
    }

    /// A user with a role in an association.
    func user(_ login: String, _ role: Role, in association: String) async throws -> BuddelApp {
        try await owner.addUser(login: login, displayName: login, password: nil)
        try await owner.grantRole(
            role, to: login, scope: .association(association), from: try Day(parsing: "2020-01-01"))
        let id: Int64 = try await pool.transact { transaction in
            try await transaction.query("select id from buddel.users where login = \(login)").one().decode("id")
        }
        return Self.app(pool, user: id)
    }
}

/// Everything that `body` is refused for; empty where it is not.
func refusals(_ body: () async throws -> Void) async -> [Refusal] {
    do {
        try await body()
        return []
    } catch let error as Refusals {
        return error.all
    } catch {
        return [error as? Refusal].compactMap { $0 }
    }
}
