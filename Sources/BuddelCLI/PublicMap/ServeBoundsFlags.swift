import ArgumentParser
import Buddelverein

/// The flags of `buddel serve` that bound what it takes.
struct ServeBoundsFlags: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Requests a minute of one address; 1200 by default, 0 for no bound.",
            de: "Anfragen je Minute von einer Adresse; sonst 1200, 0 ohne Grenze.", value: "count"))
    var addressRate: String?
    @Option(
        name: .long,
        help: .text(
            en: "Log-ins a minute of one address; 10 by default, 0 for no bound.",
            de: "Anmeldungen je Minute von einer Adresse; sonst 10, 0 ohne Grenze.", value: "count"))
    var loginRate: String?
    @Option(
        name: .long,
        help: .text(
            en: "Requests a minute of one user; 600 by default, 0 for no bound.",
            de: "Anfragen je Minute von einem Benutzer; sonst 600, 0 ohne Grenze.", value: "count"))
    var userRate: String?
    @Option(
        name: .long,
        help: .text(
            en: "Requests of the API that work at a time; 8 by default.",
            de: "Anfragen der API, die zugleich in Arbeit sind; sonst 8.", value: "count"))
    var working: String?
    @Option(
        name: .long,
        help: .text(
            en: "Requests of the API that wait; 64 by default, the next one is refused.",
            de: "Anfragen der API, die warten; sonst 64, die nächste wird abgelehnt.", value: "count"))
    var waiting: String?
    @Option(
        name: .long,
        help: .text(
            en: "Connections to the database; 10 by default.", de: "Verbindungen zur Datenbank; sonst 10.",
            value: "count"))
    var databaseConnections: String?
    @Option(
        name: .long,
        help: .text(
            en: "Open connections; 1000 by default.", de: "Offene Verbindungen; sonst 1000.", value: "count"))
    var connections: String?
    @Option(
        name: .long,
        help: .text(
            en: "Open connections of one address; 100 by default, 0 for no bound.",
            de: "Offene Verbindungen einer Adresse; sonst 100, 0 ohne Grenze.", value: "count"))
    var connectionsPerAddress: String?
    @Option(
        name: .long,
        help: .text(
            en: "Seconds the server may take for a request; 30 by default.",
            de: "Sekunden, die der Server für eine Anfrage brauchen darf; sonst 30.", value: "seconds"))
    var requestSeconds: String?
    @Option(
        name: .long,
        help: .text(
            en: "Seconds until a request's headers are there; 10 by default.",
            de: "Sekunden, bis die Kopfzeilen einer Anfrage da sind; sonst 10.", value: "seconds"))
    var headerSeconds: String?
    @Option(
        name: .long,
        help: .text(
            en: "Seconds until its body is there; 300 by default.", de: "Sekunden, bis ihr Inhalt da ist; sonst 300.",
            value: "seconds"))
    var bodySeconds: String?
    @Option(
        name: .long,
        help: .text(
            en: "Seconds a connection is kept without a request; 30 by default.",
            de: "Sekunden, die eine Verbindung ohne Anfrage bleibt; sonst 30.", value: "seconds"))
    var idleSeconds: String?
    @Option(
        name: .long,
        help: .text(
            en: "Seconds that running requests get when the server ends; 30 by default.",
            de: "Sekunden, die laufende Anfragen bekommen, wenn der Server endet; sonst 30.", value: "seconds"))
    var shutdownSeconds: String?

    /// The bounds by flag, environment or file, else the standard; refuses with `invalid_arguments` what is not possible.
    func bounds(in environment: [String: String]) throws(Refusal) -> ServeBounds {
        var bounds = ServeBounds()
        let settings: [(ConfigurationKey, String?, String, WritableKeyPath<ServeBounds, Int>)] = [
            (.addressRate, addressRate, "--address-rate", \.addressRate),
            (.logInRate, loginRate, "--login-rate", \.logInRate), (.userRate, userRate, "--user-rate", \.userRate),
            (.working, working, "--working", \.working), (.waiting, waiting, "--waiting", \.waiting),
            (.databaseConnections, databaseConnections, "--database-connections", \.databaseConnections),
            (.connections, connections, "--connections", \.connections),
            (.connectionsPerAddress, connectionsPerAddress, "--connections-per-address", \.connectionsPerAddress),
            (.requestSeconds, requestSeconds, "--request-seconds", \.requestSeconds),
            (.headerSeconds, headerSeconds, "--header-seconds", \.headerSeconds),
            (.bodySeconds, bodySeconds, "--body-seconds", \.bodySeconds),
            (.idleSeconds, idleSeconds, "--idle-seconds", \.idleSeconds),
            (.shutdownSeconds, shutdownSeconds, "--shutdown-seconds", \.shutdownSeconds),
        ]
        for (key, flag, name, bound) in settings {
            if let flag {
                bounds[keyPath: bound] = try key.number(flag, from: name)
            } else if let given = environment[key.rawValue], !given.isEmpty {
                bounds[keyPath: bound] = try key.number(given, from: key.rawValue)
            }
        }
        return bounds
    }
}
