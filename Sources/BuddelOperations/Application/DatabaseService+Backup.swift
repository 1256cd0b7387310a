import BuddelStore
import Buddelverein
import Foundation
import Postgres

extension DatabaseService {
    /// Writes everything into one file in PostgreSQL's custom format, by the server's own `pg_dump`.
    ///
    /// Guarantees: one consistent moment; the file appears under its name only when it is whole, readable by its owner
    /// alone. Refuses with `file_exists` a file that is there, with `backup_failed` what pg_dump says.
    public func backup(to file: String) async throws {
        guard case .embedded(let folder) = location else { throw Refusal.embeddedOnly() }
        let target = Self.absolute(file)
        guard !FileManager.default.fileExists(atPath: target) else { throw Refusal.fileExists(target) }
        try await translating {
            try await prepareEmbedded(dataFolder: folder)
            let server = server(folder)
            let draft = target + ".part"
            guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
            else {
                throw Refusal.backupFailed("\(draft): no permission or no such folder")
            }
            let outcome = try await Subprocess(
                try await server.binary("pg_dump"), ["--format=custom", "--file=\(draft)"],
                environment: await server.environment(user: Schema.ownerRole)
            ).run()
            guard outcome.isSuccess else {
                try? FileManager.default.removeItem(atPath: draft)
                throw Refusal.backupFailed(outcome.allOutput)
            }
            try FileManager.default.moveItem(atPath: draft, toPath: target)
        }
    }

    /// Puts a backup in the place of the database: restored beside it first, then exchanged, so that a broken file
    /// changes nothing.
    ///
    /// Guarantees: migrated before the exchange. Refuses with `file_unreadable`, `backup_failed` (not whole, or of
    /// another database), `migration_refused` (of a newer program).
    public func restore(from file: String) async throws {
        guard case .embedded(let folder) = location else { throw Refusal.embeddedOnly() }
        let source = Self.absolute(file)
        guard FileManager.default.isReadableFile(atPath: source) else { throw Refusal.backupMissing(source) }
        try await translating {
            try await prepareEmbedded(dataFolder: folder)
            let server = server(folder)
            let fresh = DatabaseLocation.database.name + "_restored"
            let configuration = try await server.configuration(database: "postgres", user: EmbeddedServer.superuser)
            try await Self.asSuperuser(configuration) { connection in
                try await DatabaseExchange(connection).createFresh(fresh, owner: Schema.ownerRole)
            }
            let outcome = try await Subprocess(
                try await server.binary("pg_restore"),
                ["--exit-on-error", "--single-transaction", "--dbname=\(fresh)", source],
                environment: await server.environment(user: EmbeddedServer.superuser)
            ).run()
            do {
                guard outcome.isSuccess else { throw Refusal.backupFailed(outcome.allOutput) }
                let restored = try await server.configuration(database: fresh, user: Schema.ownerRole)
                try await Self.requireOurs(restored)
                _ = try await Self.migrate(restored)
            } catch {
                try await Self.asSuperuser(configuration) { try await DatabaseExchange($0).drop(fresh) }
                throw error
            }
            try await Self.asSuperuser(configuration) { connection in
                try await DatabaseExchange(connection).exchange(DatabaseLocation.database.name, for: fresh)
            }
        }
    }

    /// Refuses with `backup_failed` a backup of some other database: it would be migrated from nothing to an empty one.
    private static func requireOurs(_ configuration: PostgresConfiguration) async throws {
        let landed = try await PostgresConnection.withConnection(configuration) {
            try await Migrator(Schema.migrations).status(on: $0).contains { $0.state != .pending }
        }
        guard landed else { throw Refusal.backupFailed("no migrations of Buddel in it") }
    }

    private static func asSuperuser(
        _ configuration: PostgresConfiguration, _ body: (PostgresConnection) async throws -> Void
    ) async throws {
        let pool = Pool(configuration, limits: Pool.Limits(maximum: 1))
        do {
            try await pool.withConnection { try await body($0) }
            await pool.close()
        } catch {
            await pool.close()
            throw error
        }
    }

    private static func absolute(_ file: String) -> String {
        file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
    }
}

extension Refusal {
    static func fileExists(_ file: String) -> Refusal {
        Refusal(
            .fileExists, LocalizedText(en: "The file is there already.", de: "Die Datei gibt es schon."),
            cure: LocalizedText(en: "Take another name.", de: "Einen anderen Namen nehmen."), at: Place(file: file))
    }

    static func backupMissing(_ file: String) -> Refusal {
        Refusal(
            .fileUnreadable, LocalizedText(en: "The backup can't be read.", de: "Die Sicherung ist nicht lesbar."),
            at: Place(file: file))
    }

    static func backupFailed(_ output: String) -> Refusal {
        let said = output.trimmingCharacters(in: .whitespacesAndNewlines)
        return Refusal(
            .backupFailed,
            LocalizedText(
                en: "The backup program refuses; nothing was changed: \(said)",
                de: "Das Sicherungsprogramm lehnt ab; nichts wurde geändert: \(said)"))
    }
}
