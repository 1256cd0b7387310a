import ArgumentParser
import BuddelOperations
import Buddelverein
import Glibc

/// `buddel db`: the embedded database server and its upkeep.
struct DatabaseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "db", en: "The database: start, stop, status, psql, migrate, back up, restore.",
            de: "Die Datenbank: starten, beenden, Zustand, psql, anpassen, sichern, zurückspielen.",
            verbs: [Start.self, Stop.self, Status.self, Psql.self, Migrate.self, Backup.self, Restore.self])
    }
}

extension CommandContext {
    var databaseService: DatabaseService {
        get throws { DatabaseService(location: try settings.location()) }
    }
}

extension DatabaseCommand {
    struct Start: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "start", en: "Start the embedded server; other commands do it on demand.",
                de: "Eigenen Server starten; andere Befehle tun es bei Bedarf.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let service = try context.databaseService
            try await service.start()
            let status = try await service.status()
            context.show(
                Receipt(
                    LocalizedText(
                        en: "The database runs (process \(status.processID ?? 0)).",
                        de: "Die Datenbank läuft (Prozess \(status.processID ?? 0))."),
                    ["state": .string(status.state)]))
        }
    }

    struct Stop: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("stop", en: "Stop the embedded server.", de: "Eigenen Server beenden.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            try await context.databaseService.stop()
            context.show(
                Receipt(
                    LocalizedText(en: "The database is stopped.", de: "Die Datenbank ist beendet."),
                    ["state": "stopped"]))
        }
    }

    struct Status: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "status", en: "Show whether it runs and whether migrations are missing.",
                de: "Zeigen, ob sie läuft und ob Anpassungen fehlen.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let status = try await context.databaseService.status()
            let words: LocalizedText =
                switch status.state {
                case "absent": LocalizedText(en: "not made yet", de: "noch nicht angelegt")
                case "stopped": LocalizedText(en: "stopped", de: "beendet")
                case "remote": LocalizedText(en: "the town's server", de: "Server der Stadt")
                default: LocalizedText(en: "running", de: "läuft")
                }
            context.show(
                DetailReport(fields: [
                    .init("state", en: "State", de: "Zustand", .code(status.state, words)),
                    .init("data_folder", en: "Data folder", de: "Datenordner", .text(status.dataFolder)),
                    .init("process", en: "Process", de: "Prozess", .int(status.processID)),
                    .init("socket_folder", en: "Socket folder", de: "Socket-Ordner", .text(status.socketFolder)),
                    .init("server_version", en: "PostgreSQL", de: "PostgreSQL", .text(status.serverVersion)),
                    .init(
                        "pending_migrations", en: "Missing migrations", de: "Fehlende Anpassungen",
                        .list(status.pendingMigrations)),
                ]))
        }
    }

    struct Psql: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "psql", en: "Open psql as the database's owner; arguments after -- go to psql.",
                de: "psql als Eigentümer der Datenbank öffnen; Argumente nach -- gehen an psql.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(parsing: .postTerminator, help: .text(en: "Arguments of psql.", de: "Argumente für psql."))
        var arguments: [String] = []

        func run(in context: CommandContext) async throws {
            let program = try await context.databaseService.program("psql", arguments: arguments)
            let strings = ([program.path] + program.arguments).map { strdup($0) } + [nil]
            let environment = program.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
            execve(program.path, strings, environment)
            throw Refusal(
                .serverMissing,
                LocalizedText(
                    en: "\(program.path) can't be run: \(String(cString: strerror(errno)))",
                    de: "\(program.path) lässt sich nicht ausführen: \(String(cString: strerror(errno)))"))
        }
    }

    struct Migrate: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "migrate", en: "Apply missing migrations, as the owner.",
                de: "Fehlende Anpassungen ausführen, als Eigentümer.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let applied = try await context.databaseService.migrate()
            context.show(
                Receipt(
                    applied.isEmpty
                        ? LocalizedText(en: "Nothing to migrate.", de: "Nichts anzupassen.")
                        : LocalizedText(
                            en: "Migrated: \(applied.joined(separator: ", ")).",
                            de: "Angepasst: \(applied.joined(separator: ", "))."),
                    ["applied": .array(applied.map(JSONValue.string))]))
        }
    }

    struct Backup: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("backup", en: "Write everything into one file.", de: "Alles in eine Datei sichern.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The new file.", de: "Die neue Datei.")) var file: String?

        func run(in context: CommandContext) async throws {
            let file = try await Prompt(context).text(
                "FILE", given: file, ask: LocalizedText(en: "New file", de: "Neue Datei"))
            try await context.databaseService.backup(to: file)
            context.show(
                Receipt(
                    LocalizedText(en: "Backed up to \(file).", de: "Gesichert in \(file)."), ["file": .string(file)]))
        }
    }

    struct Restore: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("restore", en: "Put a backup in the place of everything.", de: "Alles durch eine Sicherung ersetzen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The backup.", de: "Die Sicherung.")) var file: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let file = try await prompt.text(
                "FILE", given: file, ask: LocalizedText(en: "Backup", de: "Sicherung"))
            try await prompt.requireConfirmation(
                LocalizedText(
                    en: "Replace everything in the database by this backup?",
                    de: "Alles in der Datenbank durch diese Sicherung ersetzen?"))
            await context.session.close()
            try await context.databaseService.restore(from: file)
            context.show(
                Receipt(
                    LocalizedText(en: "Restored from \(file).", de: "Zurückgespielt aus \(file)."),
                    ["file": .string(file)]))
        }
    }
}
