import BuddelHTTP
import Foundation

/// A folder with a certificate that openssl makes, and openssl as a client that speaks TLS.
struct CertificateFolder: Sendable {
    let path: String

    var files: CertificateFiles {
        CertificateFiles(certificate: path + "/cert.pem", key: path + "/key.pem", interval: .milliseconds(50))
    }

    static func with(_ body: @Sendable (CertificateFolder) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(CertificateFolder(path: path))
    }

    /// Makes a certificate for that name and puts it in the place of the one before, key first, each in one step.
    func make(_ name: String, keyOnly: Bool = false) async throws {
        let (key, certificate) = (path + "/new.key", path + "/new.pem")
        try await openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
            "-out", certificate, "-days", "2", "-subj", "/CN=\(name)")
        guard rename(key, files.key) == 0 else { throw RawClient.Fault(what: "rename", number: errno) }
        if !keyOnly, rename(certificate, files.certificate) != 0 {
            throw RawClient.Fault(what: "rename", number: errno)
        }
    }

    func write(_ text: String, to file: String) throws {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    /// The name in the certificate that a new connection gets.
    func subject(_ port: Int) async throws -> String? {
        let shown = try await get("/health", port, ["-showcerts"], quiet: false).text
        return shown.firstMatch(of: /subject=CN ?= ?(\w+)/).map { String($0.output.1) }
    }

    /// One request over a connection of its own.
    func get(
        _ request: String, _ port: Int, _ options: [String] = [], quiet: Bool = true
    ) async throws -> (bytes: [UInt8], text: String) {
        let client = try connect(port, options, quiet: quiet)
        client.write("GET \(request) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        let bytes = await client.readToEnd()
        client.end()
        return (bytes, String(decoding: bytes, as: UTF8.self))
    }

    func connect(_ port: Int, _ options: [String] = [], quiet: Bool = true) throws -> TLSClient {
        try TLSClient(["s_client", "-connect", "127.0.0.1:\(port)"] + (quiet ? ["-quiet"] : ["-ign_eof"]) + options)
    }

    private func openssl(_ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        // Waiting for it would block a thread that the server under test needs.
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw RawClient.Fault(what: "openssl", number: status) }
    }
}

/// A connection that openssl holds; each call blocks a thread of its own.
final class TLSClient: @unchecked Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    func write(_ text: String) { try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    /// The answer's first bytes to a request on this connection, which stays open.
    func get(_ path: String) async throws -> String {
        write("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let handle = output.fileHandleForReading
        return await onThread { String(decoding: handle.availableData, as: UTF8.self) }
    }

    func readToEnd() async -> [UInt8] {
        let handle = output.fileHandleForReading
        return await onThread { Array((try? handle.readToEnd()) ?? Data()) }
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.terminate()
    }

    private func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}
