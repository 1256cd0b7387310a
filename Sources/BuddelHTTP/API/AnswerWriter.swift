import BuddelOperations
import Buddelverein
import Hummingbird

/// Turns an answer into a response: JSON with its version's tag, pages with their links, files with their names.
///
/// What belongs to somebody is kept by no cache.
struct AnswerWriter {
    let endpoint: Endpoint
    let request: Request
    let context: ServerContext

    func response(_ answer: Answer) async throws -> Response {
        switch answer {
        case .value(let value, let version):
            return json(value, .ok, Self.headers, version: version)
        case .created(let value, let path, let version):
            var headers = Self.headers
            headers[.location] = path.map { EndpointRouter.root + $0 }
            return json(value, .created, headers, version: version)
        case .page(let items, let next):
            var headers = Self.headers
            var body: JSONObject = ["items": .array(items)]
            if let next {
                let address = nextAddress(next)
                body["next"] = .string(address)
                headers[.init("Link")!] = "<\(address)>; rel=\"next\""
            } else {
                body["next"] = .null
            }
            return json(.object(body), .ok, headers)
        case .file(let bytes, let type, let name):
            var headers = Self.headers
            headers[.contentType] = type
            headers[.contentDisposition] = Self.attachment(name)
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .download(let file, let type, let name):
            var headers = Self.headers
            headers[.contentType] = type
            headers[.contentDisposition] = Self.attachment(name)
            let body = try await FileIO().loadFile(path: file.path, context: context)
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody(contentLength: body.contentLength) { writer in
                    try await body.write(writer)
                    withExtendedLifetime(file) {}
                })
        case .elsewhere(let address, let cookie):
            var headers = Self.headers
            headers[.location] = address
            headers[.setCookie] = cookie.description
            return Response(status: .seeOther, headers: headers)
        case .done: return Response(status: .noContent, headers: Self.headers)
        }
    }

    private static var headers: HTTPFields { [.cacheControl: "no-store"] }

    /// JSON with a tag: that of the row's version where it has one, else of the bytes; what the client has already is
    /// not sent again.
    private func json(
        _ value: JSONValue, _ status: HTTPResponse.Status, _ headers: HTTPFields, version: Int? = nil
    ) -> Response {
        var headers = headers
        let bytes = JSONWriter().bytes(value)
        if let version {
            headers[.eTag] = RequestHeaders.tag(version)
        } else if endpoint.isSafe {
            headers[.eTag] = "\"h\(sha256Hex(bytes).prefix(32))\""
        }
        if endpoint.isSafe, let tag = headers[.eTag], known(tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func known(_ tag: String) -> Bool {
        (request.headers[.ifNoneMatch] ?? "").split(separator: ",").contains { part in
            let one = part.filter { $0 != " " }
            return one == "*" || one == tag || one == "W/" + tag
        }
    }

    /// The same address with another cursor; its other parameters stay as they were written.
    private func nextAddress(_ key: String) -> String {
        let others = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        let query = others.map(String.init) + ["cursor=" + Paging.cursor(of: key)]
        return request.uri.path + "?" + query.joined(separator: "&")
    }

    /// The name of a file in both notations (RFC 6266); a name may hold umlauts and quotes.
    private static func attachment(_ name: String) -> String {
        let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
        let encoded = name.utf8.map { byte in
            let isPlain = (0x30...0x39 ~= byte) || (0x41...0x5A ~= byte) || (0x61...0x7A ~= byte) || byte == 0x2E
            return isPlain ? String(UnicodeScalar(byte)) : "%" + [byte].hexadecimal.uppercased()
        }.joined()
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }
}
