import BuddelOperations
import Buddelverein

/// What the composition root gives to the command line: how the application is opened, closed, and served.
///
/// The command line knows neither the database nor the HTTP module; `main` passes them in here.
public struct Composition: Sendable {
    /// Opens the application for these settings; `token` is the caller's session, nil for the local owner.
    public var open: @Sendable (_ settings: Settings, _ token: String?) async throws -> BuddelApp
    public var close: @Sendable (BuddelApp) async -> Void
    /// Runs the HTTP server until it is told to stop, opening and closing what it needs; `onRunning` gets the port once
    /// it answers.
    public var serve:
        @Sendable (
            _ settings: Settings, _ options: ServeOptions, _ onRunning: @escaping @Sendable (Int) -> Void
        ) async throws -> Void

    public init(
        open: @escaping @Sendable (_ settings: Settings, _ token: String?) async throws -> BuddelApp,
        close: @escaping @Sendable (BuddelApp) async -> Void,
        serve:
            @escaping @Sendable (Settings, ServeOptions, @escaping @Sendable (Int) -> Void) async throws -> Void
    ) {
        self.open = open
        self.close = close
        self.serve = serve
    }
}

/// The application as this run of the program has opened it: once, when the first command asks for it.
public actor Session {
    private let composition: Composition
    private var opening: (settings: Settings, token: String?, app: Task<BuddelApp, any Error>)?

    public init(_ composition: Composition) {
        self.composition = composition
    }

    /// The opened application for `settings`; opened again when another database or another user is asked for.
    public func app(_ settings: Settings) async throws -> BuddelApp {
        let token = try settings.effectiveToken()
        if let opening {
            if opening.token == token, opening.settings.sameInstallation(as: settings) {
                return try await opening.app.value
            }
            await close()
        }
        let open = composition.open
        let task = Task { try await open(settings, token) }
        opening = (settings, token, task)
        do {
            return try await task.value
        } catch {
            opening = nil
            throw error
        }
    }

    /// Runs the HTTP server; it acts for nobody, so that it needs no token, and one that has run out does not stop it.
    public func serve(
        _ settings: Settings, _ options: ServeOptions, onRunning: @escaping @Sendable (Int) -> Void
    ) async throws {
        try await composition.serve(settings, options, onRunning)
    }

    /// Closes what was opened; the next command opens it again.
    public func close() async {
        guard let opening else { return }
        self.opening = nil
        if let app = try? await opening.app.value { await composition.close(app) }
    }
}

extension Settings {
    /// The token of the environment, else the stored one; nil when nobody has logged in.
    public func effectiveToken() throws -> String? {
        if let token { return token }
        return try tokenFile.flatMap { try $0.load() }
    }

    /// Where the token for this database is kept; nil where no home is known.
    var tokenFile: TokenFile? {
        configurationDirectory.map { TokenFile(directory: $0, installation: databaseURL ?? dataDirectory ?? "") }
    }

    func sameInstallation(as other: Settings) -> Bool {
        databaseURL == other.databaseURL && dataDirectory == other.dataDirectory
    }
}
