#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Foundation

/// What came back over the socket, byte for byte.
struct RawResponse: Sendable {
    let status: Int
    /// Names in lower case; the last of several of one name.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    subscript(_ name: String) -> String? { headers[name] }

    init?(_ bytes: [UInt8]) {
        let separator: [UInt8] = [13, 10, 13, 10]
        guard let split = (0..<max(0, bytes.count - 3)).first(where: { Array(bytes[$0..<($0 + 4)]) == separator })
        else {
            return nil
        }
        let lines = String(decoding: bytes[..<split], as: UTF8.self).components(by: "\r\n")
        guard let code = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        status = code
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                return (line[..<colon].lowercased(), String(value))
            }, uniquingKeysWith: { $1 })
        body = Array(bytes[(split + 4)...])
    }
}

extension String {
    fileprivate func components(by separator: Character) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: true)
    }
}

/// A client that sends exactly the bytes it is given and reads until the server closes the connection.
struct RawClient: Sendable {
    let port: Int

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> RawResponse {
        try await send("GET", path, headers)
    }

    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], body: String = ""
    ) async throws -> RawResponse {
        try await send(method, path, headers, bytes: Array(body.utf8))
    }

    func send(
        _ method: String, _ path: String, _ headers: [String: String], bytes body: [UInt8]
    ) async throws -> RawResponse {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        lines += headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        // Blocking calls get a thread of their own: on the shared pool they would starve the server under test.
        let answer = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try exchange(bytes) }) }
        }
        guard let response = RawResponse(answer) else { throw Fault(what: "no answer", number: 0) }
        return response
    }

    struct Fault: Error {
        let what: String
        let number: Int32
    }

    private func exchange(_ request: [UInt8]) throws -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Fault(what: "socket", number: errno) }
        defer { close(descriptor) }
        // Long enough for a machine that has much else to do; only a server that never answers is waited for so long.
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Fault(what: "connect", number: errno) }
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, request.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { answer += buffer[..<count] } else { break }
        }
        return answer
    }
}
