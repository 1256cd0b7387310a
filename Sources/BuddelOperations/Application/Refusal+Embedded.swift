import Buddelverein
import Postgres

extension Refusal {
    static func embeddedOnly() -> Refusal {
        Refusal(
            .embeddedOnly,
            LocalizedText(
                en: "With BUDDEL_DATABASE_URL the server is the town's; it is not started or stopped from here.",
                de:
                    "Mit BUDDEL_DATABASE_URL gehört der Server der Stadt; er wird nicht von hier gestartet oder beendet."
            ))
    }

    /// What the embedded server says, in both languages; the package or folder to look at is in the cure.
    static func embeddedServer(_ error: EmbeddedServerError) -> Refusal {
        switch error {
        case .serverMissing(let searched, let package):
            Refusal(
                .serverMissing,
                LocalizedText(
                    en: "No PostgreSQL server is installed (searched: \(searched.joined(separator: ", "))).",
                    de: "Es ist kein PostgreSQL-Server installiert (gesucht: \(searched.joined(separator: ", ")))."),
                cure: install(package))
        case .serverTooOld(let installed, let minimum, let package):
            Refusal(
                .serverMissing,
                LocalizedText(
                    en: "PostgreSQL \(minimum) or newer is needed; installed: \(list(installed)).",
                    de: "PostgreSQL \(minimum) oder neuer wird gebraucht; installiert: \(list(installed))."),
                cure: install(package))
        case .otherMajorVersion(let cluster, let installed, let folder):
            Refusal(
                .otherMajorVersion,
                LocalizedText(
                    en: "The database in \(folder) was made by PostgreSQL \(cluster); installed: \(list(installed)).",
                    de: "Die Datenbank in \(folder) stammt von PostgreSQL \(cluster); installiert: \(list(installed))."),
                cure: LocalizedText(
                    en:
                        "Install that version (apt-get install postgresql-\(cluster)), or with it make a backup, move the folder aside and restore.",
                    de:
                        "Diese Version installieren (apt-get install postgresql-\(cluster)) oder mit ihr sichern, den Ordner beiseitelegen und zurückspielen."
                ))
        case .extensionMissing(let name, let package):
            Refusal(
                .extensionMissing,
                LocalizedText(
                    en: "PostgreSQL's extension \(name) is not installed.",
                    de: "Die Erweiterung \(name) von PostgreSQL ist nicht installiert."),
                cure: package.map(install))
        case .diskFull(let folder, _):
            Refusal(
                .diskFull,
                LocalizedText(
                    en: "The disk with \(folder) is full; nothing was stored.",
                    de: "Die Festplatte mit \(folder) ist voll; nichts wurde gespeichert."),
                cure: LocalizedText(en: "Free some space.", de: "Platz schaffen."))
        case .busy(let folder):
            Refusal(
                .busy,
                LocalizedText(
                    en: "Another command has been starting or stopping the database in \(folder) for too long.",
                    de: "Ein anderer Befehl startet oder beendet die Datenbank in \(folder) schon zu lange."))
        case .folderOfAnother(let folder, let owner):
            Refusal(
                .dataFolder,
                LocalizedText(
                    en: "The database in \(folder) belongs to the user \(owner); you may not read it.",
                    de: "Die Datenbank in \(folder) gehört dem Benutzer \(owner); Sie dürfen sie nicht lesen."),
                cure: LocalizedText(
                    en: "Run the program as that user or as root, or choose another folder with BUDDEL_DATA_DIR.",
                    de:
                        "Das Programm als dieser Benutzer oder als root starten, oder mit BUDDEL_DATA_DIR einen anderen Ordner wählen."
                ))
        case .folderNotReachable, .folderNotWritable, .socketFolderUnsafe, .userMissing,
            .cannotDropPrivileges:
            Refusal(
                .dataFolder,
                LocalizedText(
                    en: "The data folder can't be used: \(error).",
                    de: "Der Datenordner ist nicht zu gebrauchen: \(error)."))
        case .initializationFailed, .startFailed, .stopFailed:
            Refusal(
                .serverFailed, LocalizedText(en: "The database server: \(error).", de: "Der Datenbankserver: \(error).")
            )
        }
    }

    static func migration(_ failure: MigrationFailure) -> Refusal {
        Refusal(
            .migrationRefused,
            LocalizedText(
                en: "The database can't be migrated: \(failure).",
                de: "Die Datenbank lässt sich nicht anpassen: \(failure)."))
    }

    private static func install(_ package: String) -> LocalizedText {
        LocalizedText(en: "apt-get install \(package)", de: "apt-get install \(package)")
    }

    private static func list(_ versions: [Int]) -> String {
        versions.isEmpty ? "-" : versions.map(String.init).joined(separator: ", ")
    }
}
