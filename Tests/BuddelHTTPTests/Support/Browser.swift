import Foundation

/// Drives a headless Chromium; every run has a profile of its own and no other host can be reached.
struct Browser {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What a page left behind.
    struct Visit {
        /// The document after its scripts have run.
        let document: String
        /// What the console and the browser complained of.
        let complaints: [String]
        /// Every address that was asked for.
        let addresses: Set<String>
    }

    /// Opens `address`, lets it run and reads the document.
    static func visit(_ address: String, width: Int = 1_280, height: Int = 900) async throws -> Visit {
        let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appending(path: "net.json")
        let (output, errors) = try await run(
            ["--dump-dom", "--enable-logging=stderr", "--log-net-log=\(log.path)", address], in: folder,
            width: width, height: height)
        let complaints = errors.split(separator: "\n").map(String.init).filter {
            $0.contains("CONSOLE") || $0.contains("Uncaught") || $0.contains("Refused to")
        }
        let net = (try? String(decoding: Data(contentsOf: log), as: UTF8.self)) ?? ""
        let addresses = net.components(separatedBy: "\"url\":\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        return Visit(document: output, complaints: complaints, addresses: Set(addresses))
    }

    /// Takes a picture of `address`.
    static func picture(
        _ address: String, to file: String, width: Int, height: Int, isDark: Bool = false
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try await run(
            ["--screenshot=\(file)", "--hide-scrollbars"]
                + (isDark ? ["--blink-settings=preferredColorScheme=0"] : []) + [address], in: folder, width: width,
            height: height)
    }

    /// What every run is started with.
    static func arguments(profile folder: URL) -> [String] {
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir=\(folder.path)/profile",
        ]
    }

    private static func run(
        _ arguments: [String], in folder: URL, width: Int, height: Int
    ) async throws -> (String, String) {
        let process = Process()
        process.executableURL = URL(filePath: path ?? "/usr/bin/chromium")
        process.arguments =
            Self.arguments(profile: folder) + ["--virtual-time-budget=10000", "--window-size=\(width),\(height)"]
            + arguments
        // Files rather than pipes: a full pipe would stop the browser.
        let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        func text(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
        return (try text(output), try text(errors))
    }
}
