import BuddelOperations
import Buddelverein

/// What the composition root gives to the command line: how the application is opened, closed, and served.
///
/// The command line knows neither the database nor the HTTP module; `main` passes them in here.
public struct Composition: Sendable {
    /// Opens the application for these settings; `token` is the caller's session, nil for the local owner.
    public var open: @Sendable (_ settings: Settings, _ token: String?) async throws -> BuddelApp
    public var close: @Sendable (BuddelApp) async -> Void
    /// Runs the HTTP server until it is told to stop; `onRunning` gets the port once it answers. Without an application
    /// it shows what is published and needs no access to anything else.
    public var serve:
        @Sendable (
            _ app: BuddelApp?, _ settings: Settings, _ options: ServeOptions,
            _ onRunning: @escaping @Sendable (Int) -> Void
        ) async throws -> Void

    public init(
        open: @escaping @Sendable (_ settings: Settings, _ token: String?) async throws -> BuddelApp,
        close: @escaping @Sendable (BuddelApp) async -> Void,
        serve:
            @escaping @Sendable (BuddelApp?, Settings, ServeOptions, @escaping @Sendable (Int) -> Void) async throws
            -> Void
    ) {
        self.open = open
        self.close = close
        self.serve = serve
    }
}

/// What `buddel serve` was told.
public struct ServeOptions: Sendable, Equatable {
    public var host: String
    public var port: Int
    public var publicURL: String?
    public var basemap: String?
    public var basemapCredit: String?
    public var operatorName: String?
    public var imprintURL: String?
    public var privacyURL: String?
    /// Whether it only shows what is published, and neither reads nor writes anything private.
    public var feedOnly: Bool
    /// The issuer that vouches for users; nil: none.
    public var openID: OpenIDConfiguration?

    public init(
        host: String, port: Int, publicURL: String? = nil, basemap: String? = nil, basemapCredit: String? = nil,
        operatorName: String? = nil, imprintURL: String? = nil, privacyURL: String? = nil, feedOnly: Bool = false,
        openID: OpenIDConfiguration? = nil
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.basemap = basemap
        self.basemapCredit = basemapCredit
        self.operatorName = operatorName
        self.imprintURL = imprintURL
        self.privacyURL = privacyURL
        self.feedOnly = feedOnly
        self.openID = openID
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
        let app = options.feedOnly ? nil : try await composition.open(settings, nil)
        do {
            try await composition.serve(app, settings, options, onRunning)
        } catch {
            if let app { await composition.close(app) }
            throw error
        }
        if let app { await composition.close(app) }
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
