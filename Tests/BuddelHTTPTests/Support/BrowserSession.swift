import Foundation
import Glibc

/// A page in a headless Chromium of a chosen width, asked through the browser's debugging pipe.
///
/// A window of the browser is never narrower than 500 px; a page in it may be, as on a phone.
final class BrowserSession {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let process = Process()
    private let folder: URL
    private let input: Int32
    private let output: Int32
    private var received: [UInt8] = []
    private var number = 0
    private var session: String?

    /// Opens `address` in a page `width` px wide, lets `body` ask it, and ends the browser. Runs on a thread of its own,
    /// since every answer is waited for.
    static func open<T: Sendable>(
        _ address: String, width: Int, height: Int = 800, _ body: @escaping @Sendable (BrowserSession) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        let session = try BrowserSession()
                        defer { session.end() }
                        try session.show(address, width: width, height: height)
                        return try body(session)
                    })
            }
        }
    }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let pipes = [folder.appending(path: "in").path, folder.appending(path: "out").path]
        for pipe in pipes where mkfifo(pipe, 0o600) != 0 { throw Fault(description: "no pipe") }
        // Open for both ways, so that neither side waits for the other to open.
        (input, output) = (Glibc.open(pipes[0], O_RDWR), Glibc.open(pipes[1], O_RDWR))
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", "exec \"$0\" \"$@\" 3<\"$BROWSER_IN\" 4>\"$BROWSER_OUT\"", Browser.path ?? "chromium"]
            + Browser.arguments(profile: folder) + ["--remote-debugging-pipe", "about:blank"]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "BROWSER_IN": pipes[0], "BROWSER_OUT": pipes[1],
        ]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    private func end() {
        session = nil
        _ = try? call("Browser.close")
        process.waitUntilExit()
        close(input)
        close(output)
        try? FileManager.default.removeItem(at: folder)
    }

    private func show(_ address: String, width: Int, height: Int) throws {
        let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] as? String
        session =
            try call("Target.attachToTarget", ["targetId": target ?? "", "flatten": true])["sessionId"] as? String
        _ = try call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700])
        _ = try call("Page.navigate", ["url": address])
        for _ in 0..<600 {
            if try text("document.documentElement.dataset.ready || ''") == "true" { return }
            usleep(100_000)
        }
        throw Fault(description: "the page was not ready")
    }

    /// The text of an expression in the page.
    func text(_ expression: String) throws -> String {
        let answer = try call("Runtime.evaluate", ["expression": "String(\(expression))", "returnByValue": true])
        return (answer["result"] as? [String: Any])?["value"] as? String ?? ""
    }

    /// Keeps a picture of the whole page for people to look at.
    func picture(to file: String) throws {
        let answer = try call("Page.captureScreenshot", ["captureBeyondViewport": true])
        let data = (answer["data"] as? String).flatMap { Data(base64Encoded: $0) } ?? Data()
        try data.write(to: URL(filePath: file))
    }

    private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        number += 1
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        let bytes = [UInt8](try JSONSerialization.data(withJSONObject: message)) + [0]
        guard write(input, bytes, bytes.count) == bytes.count else { throw Fault(description: "the pipe is full") }
        while true {
            let answer = try next()
            guard answer["id"] as? Int == number else { continue }
            if let error = answer["error"] { throw Fault(description: "\(method): \(error)") }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    /// The next message, which ends with a zero byte.
    private func next() throws -> [String: Any] {
        while true {
            if let end = received.firstIndex(of: 0) {
                let message = Data(received[..<end])
                received.removeSubrange(...end)
                return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
            }
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 120_000) > 0 else { throw Fault(description: "the browser does not answer") }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(output, &buffer, buffer.count)
            guard count > 0 else { throw Fault(description: "the browser is gone") }
            received += buffer[..<count]
        }
    }
}
