import Buddelverein
import Configuration
import Foundation

/// The environment completed by the configuration file: what the environment says wins.
///
/// The file is `BUDDEL_CONFIG`, else `config.json` in the configuration folder, else `/etc/buddel/config.json`; one JSON
/// object whose members are those of `ConfigurationKey`.
struct ConfiguredEnvironment: Sendable {
    /// Where a value comes from.
    enum Source: String, Sendable {
        case environment, file
    }

    private(set) var values: [String: String]
    private(set) var sources: [ConfigurationKey: Source] = [:]
    /// The file that was read; nil where there is none.
    private(set) var file: String?

    /// Reads the file, if there is one.
    ///
    /// Refuses with `file_unreadable` a named file that is not there or can't be read, with `invalid_json` what is no
    /// object of texts and numbers, and with `unknown_choice` a member that is not known.
    init(_ environment: [String: String]) async throws {
        values = environment
        let given = environment.filter { !$0.value.isEmpty }
        file = try Self.file(for: given)
        var providers: [any ConfigProvider] = [EnvironmentVariablesProvider(environmentVariables: given)]
        if let file {
            try Self.requireKnownMembers(of: file)
            let inFile: FileProvider<JSONSnapshot>
            do {
                inFile = try await FileProvider<JSONSnapshot>(filePath: .init(file))
            } catch {
                throw Refusal.invalidConfiguration(file)
            }
            // `buddel.database.url` of the environment is `database_url` in the file.
            providers.append(
                inFile.mapKeys { key in AbsoluteConfigKey([key.components.dropFirst().joined(separator: "_")]) })
        }
        let reader = ConfigReader(providers: providers)
        for key in ConfigurationKey.allCases {
            if given[key.rawValue] != nil {
                sources[key] = .environment
            } else if let value = Self.value(of: key, in: reader) {
                values[key.rawValue] = value
                sources[key] = .file
            }
        }
    }

    private static func value(of key: ConfigurationKey, in reader: ConfigReader) -> String? {
        let name = ConfigKey(key.rawValue.lowercased().split(separator: "_").map(String.init))
        if key.number != nil { return reader.int(forKey: name).map(String.init) }
        let text = reader.string(forKey: name, isSecret: key.isSecret)
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func file(for environment: [String: String]) throws(Refusal) -> String? {
        if let named = environment["BUDDEL_CONFIG"] {
            guard FileManager.default.isReadableFile(atPath: named) else { throw .unreadableConfiguration(named) }
            return named
        }
        let own = Settings(environment: environment).configurationDirectory.map { $0 + "/config.json" }
        return [own, "/etc/buddel/config.json"].compactMap(\.self).first {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    /// A misspelt member would be a setting that does nothing.
    private static func requireKnownMembers(of file: String) throws(Refusal) {
        guard let data = FileManager.default.contents(atPath: file) else { throw .unreadableConfiguration(file) }
        guard data.count <= 65_536, let object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
        else {
            throw .invalidConfiguration(file)
        }
        let known = Dictionary(uniqueKeysWithValues: ConfigurationKey.allCases.map { ($0.member, $0) })
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard let key = known[name] else { throw .unknownSetting(name, file: file) }
            guard key.number != nil ? value is Int : value is String else {
                throw .invalidConfiguration(file, field: name, isNumber: key.number != nil)
            }
        }
    }
}

extension Refusal {
    fileprivate static func unreadableConfiguration(_ file: String) -> Refusal {
        Refusal(
            .fileUnreadable,
            LocalizedText(en: "The configuration can't be read.", de: "Die Konfiguration ist nicht lesbar."),
            at: Place(file: file))
    }

    fileprivate static func invalidConfiguration(
        _ file: String, field: String? = nil, isNumber: Bool = false
    ) -> Refusal {
        let cure = field.map { name in
            isNumber
                ? LocalizedText(
                    en: "Write \(name) as a number, without quotes.",
                    de: "\(name) als Zahl schreiben, ohne Anführungszeichen.")
                : LocalizedText(
                    en: "Write \(name) as a text, in quotes.", de: "\(name) als Text schreiben, in Anführungszeichen.")
        }
        return Refusal(
            .invalidJSON,
            LocalizedText(
                en: "The configuration is one JSON object of texts and whole numbers.",
                de: "Die Konfiguration ist ein JSON-Objekt aus Texten und ganzen Zahlen."),
            cure: cure, at: Place(file: file, field: field))
    }

    fileprivate static func unknownSetting(_ name: String, file: String) -> Refusal {
        let known = ConfigurationKey.allCases.map(\.member).joined(separator: ", ")
        return Refusal(
            .unknownChoice,
            LocalizedText(en: "There is no such setting.", de: "Diese Einstellung gibt es nicht."),
            cure: LocalizedText(en: "There are: \(known).", de: "Es gibt: \(known)."),
            at: Place(file: file, field: name))
    }
}
