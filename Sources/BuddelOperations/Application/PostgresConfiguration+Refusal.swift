import Buddelverein
import Postgres

extension PostgresConfiguration {
    /// Reads a URL of the environment, or of the flag that stands for it.
    ///
    /// Refuses with `invalid_database_url`, which names the variable and never the URL: it may hold a password.
    init(url: String, from variable: String) throws(Refusal) {
        do {
            try self.init(url: url)
        } catch {
            throw .invalidDatabaseURL(variable)
        }
    }
}

extension Refusal {
    /// What `DatabaseLocation.server` comes from.
    public static let databaseVariable = "BUDDEL_DATABASE_URL"

    static func invalidDatabaseURL(_ variable: String) -> Refusal {
        Refusal(
            .invalidDatabaseURL,
            LocalizedText(
                en: "\(variable) is no address of a database.", de: "\(variable) ist keine Adresse einer Datenbank."),
            cure: LocalizedText(
                en: "Write postgresql://USER@HOST/DATABASE, or leave it out: Buddel then keeps a database of its own.",
                de:
                    "Schreiben Sie postgresql://BENUTZER@RECHNER/DATENBANK, oder lassen Sie sie weg: Dann führt Buddel eine eigene Datenbank."
            ),
            at: Place(field: variable))
    }
}
