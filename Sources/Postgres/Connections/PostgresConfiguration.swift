import CLibPQ

/// Where and as whom to connect, and the limits every session runs under.
///
/// Everything libpq understands is allowed, several hosts in one URL included: they are tried in order, and
/// `target_session_attrs=read-write` finds the primary among them. The password is shown by no description.
public struct PostgresConfiguration: Sendable, Hashable {
    /// libpq's keywords, such as `host`, `dbname`, `user`.
    private(set) var parameters: [String: String]

    /// Shown in `pg_stat_activity`.
    public var applicationName = "buddel"
    /// How long to wait for each address; libpq counts in whole seconds, at least 2.
    public var connectTimeout: Duration = .seconds(10)
    /// The server ends a statement that runs longer; nil for no limit.
    public var statementTimeout: Duration? = .seconds(60)
    /// The server ends a statement that waits longer for a lock; nil for no limit.
    public var lockTimeout: Duration? = .seconds(15)
    /// The server ends a session that leaves its transaction open and says nothing; nil for no limit.
    public var idleInTransactionTimeout: Duration? = .seconds(60)
    /// Statements used twice are prepared; false behind a proxy that gives each transaction another session.
    public var preparesStatements = true

    /// Reads a URL (`postgresql://user@a,b/name?target_session_attrs=read-write`) or libpq's keyword form.
    /// - Throws: `PostgresError` with `SQLState.misuse`; the URL is not part of it, since it may hold a password.
    public init(url: String) throws {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            // libpq quotes what it could not read, so its own sentence stays out of the error.
            PQfreemem(message)
            throw PostgresError.misuse("the database URL is not one that libpq can read")
        }
        defer { PQconninfoFree(options) }
        parameters = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
    }

    /// A server on this machine, by the folder of its socket; the system's user is the proof (peer).
    public init(socketFolder: String, port: Int = 5432, database: String, user: String) {
        parameters = ["host": socketFolder, "port": String(port), "dbname": database, "user": user]
    }

    public var database: String? {
        get { parameters["dbname"] }
        set { parameters["dbname"] = newValue }
    }

    public var user: String? {
        get { parameters["user"] }
        set { parameters["user"] = newValue }
    }

    /// Host names, addresses or the socket's folder, separated by commas.
    public var host: String? { parameters["host"] }

    public var port: Int? { parameters["port"].flatMap { Int($0) } }

    /// The same server and limits with another database.
    public func with(database: String) -> PostgresConfiguration {
        var copy = self
        copy.database = database
        return copy
    }

    /// The same server and limits as another user.
    public func with(user: String) -> PostgresConfiguration {
        var copy = self
        copy.user = user
        return copy
    }

    /// All keywords for `PQconnectdbParams`.
    var keywords: [(String, String)] {
        var all = parameters
        all["application_name"] = all["application_name"] ?? applicationName
        all["client_encoding"] = "UTF8"
        let seconds = max(2, connectTimeout.milliseconds / 1000)
        all["connect_timeout"] = all["connect_timeout"] ?? String(seconds)
        // A listener may be silent for days; without these it would not notice that a network took its peer away.
        for (key, value) in [("keepalives_idle", "60"), ("keepalives_interval", "10"), ("keepalives_count", "6")] {
            all[key] = all[key] ?? value
        }
        // Keep-alives don't act while something that was sent is not acknowledged; this ends such a wait, in milliseconds.
        all["tcp_user_timeout"] = all["tcp_user_timeout"] ?? "30000"
        let limits: [(String, Duration?)] = [
            ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
            ("idle_in_transaction_session_timeout", idleInTransactionTimeout),
        ]
        let settings = limits.map { "-c \($0.0)=\($0.1?.milliseconds ?? 0)" }
        all["options"] = ([all["options"]].compactMap { $0 } + settings).joined(separator: " ")
        return all.sorted { $0.key < $1.key }
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The keywords without what proves who we are.
    public var description: String {
        let shown = ["host", "hostaddr", "port", "dbname", "user", "target_session_attrs", "sslmode"]
        let parts = shown.compactMap { key in parameters[key].map { "\(key)=\($0)" } }
        return "PostgresConfiguration(\(parts.joined(separator: " ")))"
    }

    public var debugDescription: String { description }

    /// Keeps `dump` and debuggers from walking into the password.
    public var customMirror: Mirror { Mirror(self, children: ["parameters": description]) }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that a short limit does not become none.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
