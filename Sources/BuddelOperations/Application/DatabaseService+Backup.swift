import BuddelStore
import Buddelverein
import Foundation
import Postgres

extension DatabaseService {
    /// Writes everything into one file in PostgreSQL's custom format, by the server's own `pg_dump`.
    ///
    /// Guarantees: one consistent moment; the file appears under its name only when it is whole, readable by its owner
    /// alone. Refuses with `file_exists` a file that is there, with `file_unwritable` one that can't be made, a full disk
    /// included, with `backup_failed` what else pg_dump says.
    public func backup(to file: String) async throws {
        guard case .embedded(let folder) = location else { throw Refusal.embeddedOnly() }
        let target = Self.absolute(file)
        guard !FileManager.default.fileExists(atPath: target) else { throw Refusal.fileExists(target) }
        let draft = target + ".part"
        // Made first: whoever mistyped the folder learns it at once, and not in the words of pg_dump.
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal.backupUnwritable(target, errno) }
        close(descriptor)
        defer { unlink(draft) }
        try await translating {
            try await prepareEmbedded(dataFolder: folder)
            let server = server(folder)
            let outcome = try await Subprocess(
                try await server.binary("pg_dump"), ["--format=custom", "--file=\(draft)"],
                environment: await server.environment(user: Schema.ownerRole)
            ).run()
            guard outcome.isSuccess else {
                if outcome.allOutput.contains("No space left on device") {
                    throw Refusal.backupUnwritable(target, ENOSPC)
                }
                throw Refusal.backupFailed(outcome.allOutput)
            }
            try FileManager.default.moveItem(atPath: draft, toPath: target)
        }
    }

    /// Puts a backup in the place of the database: restored beside it first, then exchanged, so that a broken file
    /// changes nothing.
    ///
    /// Guarantees: migrated before the exchange. Refuses with `file_unreadable`, `no_backup` (another file, one that is
    /// not whole, or of another database), `backup_failed` what else pg_restore says, `migration_refused` (of a newer
    /// program).
    public func restore(from file: String) async throws {
        guard case .embedded(let folder) = location else { throw Refusal.embeddedOnly() }
        let source = Self.absolute(file)
        try Self.requireBackup(source)
        try await translating {
            try await prepareEmbedded(dataFolder: folder)
            let server = server(folder)
            // Its table of contents is read before anything is made; what is missing behind it shows below.
            let listing = try await Subprocess(try await server.binary("pg_restore"), ["--list", source]).run()
            guard listing.isSuccess else { throw Refusal.noBackup(source, listing.allOutput) }
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
                guard outcome.isSuccess else {
                    let isTorn = [
                        "end of file", "could not read from input file", "could not uncompress", "corrupt",
                        "in archive",
                    ]
                    .contains { outcome.allOutput.contains($0) }
                    throw isTorn
                        ? Refusal.noBackup(source, outcome.allOutput) : Refusal.backupFailed(outcome.allOutput)
                }
                let restored = try await server.configuration(database: fresh, user: Schema.ownerRole)
                try await Self.requireOurs(restored, of: source)
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

    /// Refuses with `file_unreadable` what can't be opened, and with `no_backup` what does not begin as pg_dump's files.
    private static func requireBackup(_ source: String) throws(Refusal) {
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .backupUnreadable(source, errno) }
        defer { close(descriptor) }
        var start = [UInt8](repeating: 0, count: 5)
        let count = read(descriptor, &start, start.count)
        if count < 0, errno != EISDIR { throw .backupUnreadable(source, errno) }
        guard count == start.count, start == Array("PGDMP".utf8) else { throw .noBackup(source, nil) }
    }

    /// Refuses with `no_backup` a backup of some other database: it would be migrated from nothing to an empty one.
    private static func requireOurs(_ configuration: PostgresConfiguration, of source: String) async throws {
        let landed = try await PostgresConnection.withConnection(configuration) {
            try await Migrator(Schema.migrations).status(on: $0).contains { $0.state != .pending }
        }
        guard landed else { throw Refusal.noBackup(source, "no migrations of Buddel in it") }
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

    static func backupUnreadable(_ file: String, _ error: Int32) -> Refusal {
        let reason = String(cString: strerror(error))
        return Refusal(
            .fileUnreadable,
            LocalizedText(
                en: "The backup can't be read: \(reason).", de: "Die Sicherung ist nicht lesbar: \(reason)."),
            cure: LocalizedText(en: "Check path and permissions.", de: "Prüfen Sie Pfad und Rechte."),
            at: Place(file: file))
    }

    static func backupUnwritable(_ file: String, _ error: Int32) -> Refusal {
        let reason = String(cString: strerror(error))
        return Refusal(
            .fileUnwritable,
            LocalizedText(
                en: "The backup can't be written: \(reason).",
                de: "Die Sicherung lässt sich nicht schreiben: \(reason)."),
            cure: LocalizedText(en: "Check path, permissions and space.", de: "Prüfen Sie Pfad, Rechte und Platz."),
            at: Place(file: file))
    }

    /// `said`: what the program that reads backups says of it.
    static func noBackup(_ file: String, _ said: String?) -> Refusal {
        let detail = said.map { ": " + $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? "."
        return Refusal(
            .noBackup,
            LocalizedText(
                en: "This is no whole backup of Buddel; nothing was changed\(detail)",
                de: "Das ist keine vollständige Sicherung von Buddel; nichts wurde geändert\(detail)"),
            cure: LocalizedText(
                en: "Name a file that `buddel db backup` has written.",
                de: "Nennen Sie eine Datei, die `buddel db backup` geschrieben hat."),
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
