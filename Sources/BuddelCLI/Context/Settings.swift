import BuddelOperations
import Buddelverein
import Foundation
import Glibc

/// What the environment and the shared flags say about this installation.
///
/// | key | type | default |
/// |---|---|---|
/// | `BUDDEL_DATABASE_URL` | libpq URL | none: the embedded database in the data folder |
/// | `BUDDEL_FEED_URL` | libpq URL of the role `buddel_feed` | `BUDDEL_DATABASE_URL` |
/// | `BUDDEL_DATA_DIR` | folder | `$XDG_DATA_HOME/buddel`, else `~/.local/share/buddel`, as root `/var/lib/buddel` |
/// | `BUDDEL_LANG` | `de`, `en` | `de` where `LC_ALL`, `LC_MESSAGES` or `LANG` is German, else `en` |
/// | `BUDDEL_TOKEN` | token | the file that `buddel login` wrote |
/// | `BUDDEL_ASSOCIATION` | code | none: the only one there is, or asked for |
public struct Settings: Sendable, Equatable {
    public var databaseURL: String?
    /// The town's server as the role of the public feed; nil: the same as `databaseURL`.
    public var feedURL: String?
    /// The data folder; nil where neither a home nor a data folder is known.
    public var dataDirectory: String?
    /// The folder of the session token and the shell's history; nil where no home is known.
    public var configurationDirectory: String?
    /// The token that the environment gives; it wins over the stored one.
    public var token: String?
    public var association: String?
    public var language: Language

    /// Reads the settings; empty values count as not given, and relative XDG folders are ignored as their
    /// specification asks.
    public init(environment: [String: String], isRoot: Bool = geteuid() == 0) {
        func value(_ key: String) -> String? {
            environment[key].flatMap { $0.isEmpty ? nil : $0 }
        }
        func folder(_ key: String, underHome path: String) -> String? {
            if let xdg = value(key), xdg.hasPrefix("/") { return xdg + "/buddel" }
            return value("HOME").map { $0 + path }
        }
        databaseURL = value("BUDDEL_DATABASE_URL")
        feedURL = value("BUDDEL_FEED_URL")
        dataDirectory =
            value("BUDDEL_DATA_DIR")
            ?? (isRoot ? "/var/lib/buddel" : folder("XDG_DATA_HOME", underHome: "/.local/share/buddel"))
        configurationDirectory = folder("XDG_CONFIG_HOME", underHome: "/.config/buddel")
        token = value("BUDDEL_TOKEN")
        association = value("BUDDEL_ASSOCIATION")
        language = Language.spoken(in: environment)
    }
}

extension Language {
    /// The language of an environment: `BUDDEL_LANG`, else the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
    public static func spoken(in environment: [String: String]) -> Language {
        if let named = environment["BUDDEL_LANG"], let language = Language(tag: named) { return language }
        for key in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let locale = environment[key], !locale.isEmpty {
                return locale.lowercased().hasPrefix("de") ? .german : .english
            }
        }
        return .english
    }

    /// Reads `de`, `de_DE.UTF-8`, `en`, …; nil for other languages.
    public init?(tag: String) {
        let tag = tag.lowercased().prefix { $0.isLetter }
        switch tag {
        case "de", "deutsch", "german": self = .german
        case "en", "english", "englisch": self = .english
        default: return nil
        }
    }
}

extension Settings {
    /// Where the database is; refuses with `no_home` where no data folder is known.
    public func location() throws(Refusal) -> DatabaseLocation {
        if let databaseURL { return .server(url: databaseURL) }
        guard let dataDirectory else { throw .noHome }
        return .embedded(
            dataFolder: dataDirectory.hasPrefix("/")
                ? dataDirectory : FileManager.default.currentDirectoryPath + "/" + dataDirectory)
    }
}
