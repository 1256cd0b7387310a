import Buddelverein
import Foundation
import Glibc
import Testing

@testable import BuddelCLI

@Suite("Context: settings, language and the session token")
struct SettingsTests {
    @Test(
        "the language follows BUDDEL_LANG, then the locale, then English",
        arguments: [
            ([:], Language.english), (["LANG": "de_DE.UTF-8"], .german), (["LANG": "C.UTF-8"], .english),
            (["LC_ALL": "en_GB", "LANG": "de_DE"], .english), (["LC_MESSAGES": "de_AT", "LANG": "en_US"], .german),
            (["BUDDEL_LANG": "en", "LANG": "de_DE"], .english), (["BUDDEL_LANG": "de"], .german),
            (["BUDDEL_LANG": "fr", "LANG": "de_DE"], .german), (["LC_ALL": "", "LANG": "de_DE"], .german),
        ])
    func language(environment: [String: String], language: Language) {
        #expect(Settings(environment: environment, isRoot: false).language == language)
    }

    @Test("the data folder follows its variable, XDG, the home, and is the system's for root")
    func dataFolder() {
        func folder(_ environment: [String: String], root: Bool = false) -> String? {
            Settings(environment: environment, isRoot: root).dataDirectory
        }
        #expect(folder(["BUDDEL_DATA_DIR": "/data", "HOME": "/home/anna"], root: true) == "/data")
        #expect(folder(["XDG_DATA_HOME": "/xdg", "HOME": "/home/anna"]) == "/xdg/buddel")
        #expect(folder(["XDG_DATA_HOME": "relative", "HOME": "/home/anna"]) == "/home/anna/.local/share/buddel")
        #expect(folder(["HOME": "/root"], root: true) == "/var/lib/buddel")
        #expect(folder([:]) == nil)
    }

    @Test("the token of the environment wins over the stored one")
    func token() throws {
        try withTemporaryDirectory { folder in
            let file = TokenFile(directory: folder + "/buddel", installation: "/data")
            #expect(try file.load() == nil)
            try file.save("stored")
            var settings = Settings(
                environment: ["XDG_CONFIG_HOME": folder, "BUDDEL_DATA_DIR": "/data"], isRoot: false)
            #expect(try settings.effectiveToken() == "stored")
            settings.token = "given"
            #expect(try settings.effectiveToken() == "given")
            #expect(file.remove())
            #expect(try file.load() == nil)
        }
    }

    @Test("the session file is its owner's alone, and is replaced when a new one is saved")
    func permissions() throws {
        try withTemporaryDirectory { folder in
            let file = TokenFile(directory: folder + "/config/buddel", installation: "test")
            try file.save("first")
            try file.save("second")
            #expect(try file.load() == "second")
            #expect(mode(file.path) == 0o600)
            #expect(mode(file.directory) == 0o700)
        }
    }

    @Test("a session file that others can read, or a link, is not used")
    func unsafe() async throws {
        try await withTemporaryDirectory { folder in
            let file = TokenFile(directory: folder, installation: "test")
            try file.save("secret")
            chmod(file.path, 0o644)
            #expect(await Refusal.thrown { _ = try file.load() }?.code == .sessionFile)
            rename(file.path, folder + "/other")
            chmod(folder + "/other", 0o600)
            symlink(folder + "/other", file.path)
            #expect(await Refusal.thrown { _ = try file.load() }?.code == .sessionFile)
        }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
}

/// Runs `body` with the path of a fresh folder, which is gone afterwards.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = makeTemporaryDirectory()
    defer { removeDirectory(folder) }
    return try await body(folder)
}

func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = makeTemporaryDirectory()
    defer { removeDirectory(folder) }
    return try body(folder)
}

private func makeTemporaryDirectory() -> String {
    var template = Array("/tmp/buddel-cli-XXXXXX".utf8CString)
    return template.withUnsafeMutableBufferPointer { buffer in String(cString: mkdtemp(buffer.baseAddress!)) }
}

private func removeDirectory(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
}
