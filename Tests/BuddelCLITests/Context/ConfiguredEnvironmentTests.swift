import Buddelverein
import Foundation
import Testing

@testable import BuddelCLI

@Suite("Context: the configuration file")
struct ConfiguredEnvironmentTests {
    /// The environment completed by a file with that content.
    private func completed(
        _ content: String, _ environment: [String: String] = [:]
    ) async throws -> ConfiguredEnvironment {
        let file = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString).json").path
        try content.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try await ConfiguredEnvironment(environment.merging(["BUDDEL_CONFIG": file]) { own, _ in own })
    }

    private func refusal(_ content: String) async throws -> Refusal? {
        do {
            _ = try await completed(content)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test("the environment wins over the file, the file over the default; an empty variable is none")
    func precedence() async throws {
        let configured = try await completed(
            "{\"database_url\": \"postgresql://file/buddel\", \"association\": \"a\", \"port\": 9000, \"lang\": \"en\"}",
            ["BUDDEL_ASSOCIATION": "b", "BUDDEL_LANG": "", "OTHER": "kept"])
        #expect(configured.values["BUDDEL_DATABASE_URL"] == "postgresql://file/buddel")
        #expect(configured.values["BUDDEL_ASSOCIATION"] == "b")
        #expect(configured.values["BUDDEL_PORT"] == "9000")
        #expect(configured.values["BUDDEL_LANG"] == "en")
        #expect(configured.values["OTHER"] == "kept")
        #expect(configured.values["BUDDEL_HOST"] == nil)
        #expect(configured.sources[.association] == .environment)
        #expect(configured.sources[.databaseURL] == .file)
        #expect(configured.sources[.host] == nil)
    }

    @Test("a misspelt setting, a value of another type, no object and no file are refused with their place")
    func faults() async throws {
        let misspelt = try await refusal("{\"datebase_url\": \"x\"}")
        #expect(misspelt?.code == .unknownChoice)
        #expect(misspelt?.place?.field == "datebase_url")
        #expect(try await refusal("{\"port\": \"9000\"}")?.place?.field == "port")
        #expect(try await refusal("{\"host\": 1}")?.code == .invalidJSON)
        #expect(try await refusal("[]")?.code == .invalidJSON)
        #expect(try await refusal("{")?.code == .invalidJSON)
        #expect(try await refusal("{}") == nil)
        do {
            _ = try await ConfiguredEnvironment(["BUDDEL_CONFIG": "/nowhere/config.json"])
            Issue.record("a named file that is not there is no default")
        } catch let refusal as Refusal {
            #expect(refusal.code == .fileUnreadable)
        }
    }

    @Test("the file of the configuration folder is read where none is named")
    func place() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "xdg-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder + "/buddel", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try await ConfiguredEnvironment(["XDG_CONFIG_HOME": folder]).values["BUDDEL_HOST"] == nil)
        try "{\"host\": \"0.0.0.0\"}".write(
            toFile: folder + "/buddel/config.json", atomically: true, encoding: .utf8)
        let configured = try await ConfiguredEnvironment(["XDG_CONFIG_HOME": folder])
        #expect(configured.values["BUDDEL_HOST"] == "0.0.0.0")
        #expect(configured.file == folder + "/buddel/config.json")
    }

    @Test(
        "passwords and tokens are shown to nobody",
        arguments: [
            (ConfigurationKey.token, "abc", "***"),
            (.databaseURL, "postgresql://app:secret@db/buddel", "postgresql://app:***@db/buddel"),
            (
                .databaseURL, "postgresql://db/buddel?user=app&password=secret&sslmode=require",
                "postgresql://db/buddel?user=app&password=***&sslmode=require"
            ),
            (.feedURL, "postgresql://feed@one,two/buddel", "postgresql://feed@one,two/buddel"),
            (.association, "a", "a"),
        ])
    func masked(key: ConfigurationKey, value: String, shown: String) {
        #expect(key.shown(value) == shown)
    }
}
