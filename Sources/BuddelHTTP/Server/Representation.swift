import BuddelOperations
import Buddelverein
import Hummingbird

/// A finished answer in memory: its bytes, their gzip form made once, and the tags of both.
struct Representation: Sendable {
    private let mediaType: String
    private let identity: ByteBuffer
    private let gzip: ByteBuffer?
    private let identityTag: String
    private let gzipTag: String
    private let lastModified: Int64?
    private let cacheControl: String
    private let vary: String
    private let language: Language?

    /// `sha256` is that of `bytes`; gzip is kept only where it saves a tenth.
    init(
        bytes: [UInt8], mediaType: String, sha256: String, lastModified: Int64? = nil,
        cacheControl: String = "public, no-cache", vary: [String] = [], language: Language? = nil
    ) {
        self.mediaType = mediaType
        identity = ByteBuffer(bytes: bytes)
        let packed = bytes.count > 400 ? gzipped(bytes) : bytes
        gzip = packed.count < bytes.count * 9 / 10 ? ByteBuffer(bytes: packed) : nil
        identityTag = "\"\(sha256.prefix(32))\""
        gzipTag = "\"\(sha256.prefix(32))-gzip\""
        self.lastModified = lastModified
        self.cacheControl = cacheControl
        self.vary = (["Accept-Encoding"] + vary).joined(separator: ", ")
        self.language = language
    }

    /// 200 with the bytes in the best encoding, or 304 where the client has them already.
    ///
    /// Refuses with 406 a client that takes neither gzip nor the bytes as they are.
    func response(to request: Request) throws -> Response {
        let usesGzip = try chooseGzip(for: request.headers[.acceptEncoding])
        let tag = usesGzip ? gzipTag : identityTag
        var headers: HTTPFields = [.eTag: tag, .cacheControl: cacheControl, .vary: vary]
        if let lastModified { headers[.lastModified] = HTTPDate.text(lastModified) }
        if isFresh(tag, request) { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = mediaType
        if let language { headers[.contentLanguage] = language.rawValue }
        if usesGzip { headers[.contentEncoding] = "gzip" }
        let body = usesGzip ? gzip ?? identity : identity
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// Negotiates as RFC 9110 12.5.3 says; gzip wins a tie.
    private func chooseGzip(for header: String?) throws -> Bool {
        guard let header else { return false }
        let wishes = WeightedList(header)
        let gzipWeight = gzip == nil ? 0 : wishes.weight(of: "gzip") ?? 0
        let named = wishes.items.contains { $0.value == "identity" || $0.value == "*" }
        // Without being named, identity is acceptable, but less than any encoding that is asked for.
        let identityWeight = named ? wishes.weight(of: "identity") ?? 0 : 0.000_1
        if gzipWeight > 0, gzipWeight >= identityWeight { return true }
        guard identityWeight > 0 else { throw Problem.notAcceptable }
        return false
    }

    private func isFresh(_ tag: String, _ request: Request) -> Bool {
        if let known = request.headers[.ifNoneMatch] {
            return known.split(separator: ",").contains { part in
                let one = part.drop { $0 == " " }.prefix { $0 != " " }
                return one == "*" || one == tag || one == "W/" + tag
            }
        }
        guard let lastModified, let since = request.headers[.ifModifiedSince].flatMap(HTTPDate.seconds) else {
            return false
        }
        return lastModified <= since
    }
}
