import BuddelStore
import DatabaseFixture
import Foundation
import Postgres
import Testing

@Suite("Schema: migrations, reference data and checks")
struct MigrationTests {
    private static let sql = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "sql")

    private static func files(_ folder: String) throws -> [String: String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: sql.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(".sql") }.reduce(into: [:]) { files, name in
            let url = sql.appending(path: folder).appending(path: name)
            files[String(name.dropLast(4))] = try String(contentsOf: url, encoding: .utf8)
        }
    }

    @Test("The list of migrations is the folder, number by number and letter by letter")
    func list() throws {
        let listed = Schema.migrations.map { migration in
            let digits = String(migration.number)
            return (String(repeating: "0", count: 4 - digits.count) + digits + "_" + migration.name, migration.sql)
        }
        #expect(try Dictionary(uniqueKeysWithValues: listed) == Self.files("deploy"))
    }

    @Test("The list of checks is the folder")
    func checks() throws {
        let listed = Schema.checks.map { ($0.name, $0.sql) }
        #expect(try Dictionary(uniqueKeysWithValues: listed) == Self.files("checks"))
    }

    @Test("From nothing all land; a second time there is nothing to do; the reference data adds nothing twice")
    func fromEmpty() async throws {
        let empty = DatabaseTemplate(
            name: "template_unmigrated", owner: Schema.ownerRole, extensions: Schema.extensions)
        try await TestCluster.shared.withDatabase(empty) { pool async throws in
            try await pool.withConnection { connection async throws in
                let migrator = try Migrator(Schema.migrations, role: Schema.ownerRole)
                #expect(try await migrator.isCurrent(on: connection) == false)
                #expect(try await migrator.apply(on: connection).count == Schema.migrations.count)
                #expect(try await migrator.isCurrent(on: connection))
                #expect(try await migrator.apply(on: connection).isEmpty)
                try await connection.executeScript(Schema.referenceData, name: "reference data")
                let once = try await Self.referenceRows(connection)
                #expect(once.values.allSatisfy { $0 > 0 })
                _ = try await connection.execute(
                    "update buddel.tasks set name_de = 'Schaufeln' where code = 'digging'")
                try await connection.executeScript(Schema.referenceData, name: "reference data")
                #expect(try await Self.referenceRows(connection) == once)
                let name = try await connection.query("select name_de from buddel.tasks where code = 'digging'").one()
                    .decode(0, as: String.self)
                #expect(name == "Schaufeln", "a town's own wording stays")
            }
        }
    }

    @Test("Every check runs on an empty database and finds nothing")
    func healthy() async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.transact { transaction async throws in
                for check in Schema.checks {
                    let rows = try await transaction.query(SQL(trustedText: check.sql))
                    #expect(rows.isEmpty, "\(check.name)")
                }
            }
        }
    }

    @Test("The program may see whether migrations are missing, and not write that they are not")
    func asProgram() async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.withConnection { connection async throws in
                #expect(try await Migrator(Schema.migrations).isCurrent(on: connection))
                let refused = try await Town.constraint {
                    try await connection.query("delete from migrations.migrations")
                }
                #expect(refused == "SQLSTATE 42501")
            }
        }
    }

    private static func referenceRows(_ connection: PostgresConnection) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in [
            "cost_categories", "tasks", "machine_classes", "base_rates", "ledger_units", "account_templates",
        ] {
            counts[table] = try await connection.query("select count(*) from buddel.\(identifier: table)").one()
                .decode(0, as: Int.self)
        }
        return counts
    }
}
