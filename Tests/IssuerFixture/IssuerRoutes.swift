import Crypto
import Foundation
import Hummingbird

/// The endpoints of a local issuer.
struct IssuerRoutes: Sendable {
    let issuer: LocalIssuer

    init(_ issuer: LocalIssuer) { self.issuer = issuer }

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/.well-known/openid-configuration") { _, _ in json(metadata) }
        router.get("/keys") { _, _ in try await keys() }
        router.get("/elsewhere") { _, _ in json(try issuer.state.withLock { try $0.ring.published() }) }
        router.get("/authorize") { request, _ in authorize(request) }
        router.post("/token") { request, _ in try await token(request) }
        router.post("/device") { request, _ in try await device(request) }
        return router
    }

    private var metadata: String {
        let (port, fault) = issuer.state.withLock { ($0.port, $0.fault) }
        let root = "http://127.0.0.1:\(port)"
        let unsafe = if case .unsafeAddress = fault { "http://issuer.example" } else { root }
        let name = if case .otherName = fault { root + "/" } else { root }
        let device = if case .noDevice = fault { "" } else { ",\"device_authorization_endpoint\":\"\(root)/device\"" }
        let naming =
            if case .namesItself = fault { ",\"authorization_response_iss_parameter_supported\":true" } else { "" }
        let method = if case .postedSecret = fault { "client_secret_post" } else { "client_secret_basic" }
        return """
            {"issuer":"\(name)","authorization_endpoint":"\(root)/authorize","token_endpoint":"\(unsafe)/token",
            "jwks_uri":"\(root)/keys","token_endpoint_auth_methods_supported":["\(method)"]\(device)\(naming)}
            """
    }

    private func keys() async throws -> Response {
        let (fault, ring) = issuer.state.withLock { state in
            state.keyRequests += 1
            return (state.fault, state.ring)
        }
        switch fault {
        case .hugeKeys:
            return json("{\"keys\":[],\"filling\":\"\(String(repeating: "x", count: 262_144))\"}")
        case .slowKeys:
            // Until the issuer is shut down: whoever asks has to give up himself.
            while !issuer.state.withLock({ $0.isClosed }) { try await Task.sleep(for: .milliseconds(20)) }
            return Response(status: .serviceUnavailable)
        case .redirectedKeys: return Response(status: .found, headers: [.location: "/elsewhere"])
        case .brokenKeys: return json("<html></html>")
        default: return json(try ring.published())
        }
    }

    /// Lets whoever comes in at once and sends him back with a code.
    private func authorize(_ request: Request) -> Response {
        let query = request.uri.queryParameters
        func given(_ name: String) -> String? { query[Substring(name)].map(String.init) }
        guard given("response_type") == "code", given("client_id") == LocalIssuer.client,
            given("scope") == "openid", given("code_challenge_method") == "S256",
            let challenge = given("code_challenge"), let redirect = given("redirect_uri"), let state = given("state")
        else { return Response(status: .badRequest) }
        let code = issuer.state.withLock { kept in
            kept.codeCount += 1
            let code = "code-\(kept.codeCount)"
            kept.codes[code] = LocalIssuer.Asked(nonce: given("nonce"), challenge: challenge, redirect: redirect)
            return code
        }
        let (port, fault) = issuer.state.withLock { ($0.port, $0.fault) }
        let name = if case .namesItself = fault { "&iss=http%3A%2F%2F127.0.0.1%3A\(port)" } else { "" }
        return Response(
            status: .found, headers: [.location: "\(redirect)?code=\(code)&state=\(state)&session_state=x\(name)"])
    }

    private func token(_ request: Request) async throws -> Response {
        let form = try await form(request)
        guard isClient(form) else { return refused("invalid_client", .unauthorized) }
        switch form["grant_type"] {
        case "authorization_code":
            guard let asked = issuer.state.withLock({ $0.codes.removeValue(forKey: form["code"] ?? "") }),
                asked.redirect == form["redirect_uri"],
                asked.challenge == Self.challenge(of: form["code_verifier"] ?? "")
            else { return refused("invalid_grant") }
            return json("{\"token_type\":\"Bearer\",\"id_token\":\"\(try await issuer.token(nonce: asked.nonce))\"}")
        case "urn:ietf:params:oauth:grant-type:device_code":
            guard form["device_code"] == "device-1" else { return refused("invalid_grant") }
            let error = issuer.state.withLock { $0.deviceErrors.isEmpty ? nil : $0.deviceErrors.removeFirst() }
            if let error { return refused(error) }
            return json("{\"token_type\":\"Bearer\",\"id_token\":\"\(try await issuer.token(nonce: nil))\"}")
        default: return refused("unsupported_grant_type")
        }
    }

    private func device(_ request: Request) async throws -> Response {
        let form = try await form(request)
        guard isClient(form), form["scope"] == "openid" else { return refused("invalid_client", .unauthorized) }
        let root = "http://127.0.0.1:\(issuer.state.withLock { $0.port })"
        return json(
            """
            {"device_code":"device-1","user_code":"WDJB-MJHT","verification_uri":"\(root)/enter",
            "verification_uri_complete":"\(root)/enter?user_code=WDJB-MJHT","expires_in":60,"interval":1}
            """)
    }

    private func form(_ request: Request) async throws -> [String: String] {
        var request = request
        let body = String(buffer: try await request.collectBody(upTo: 65_536))
        var form: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            form[String(sides[0])] = sides.last?.removingPercentEncoding
        }
        form["authorization"] = request.headers[.authorization]
        issuer.state.withLock { [form] in $0.forms.append(form) }
        return form
    }

    /// The client proves itself in the way that the metadata asks for.
    private func isClient(_ form: [String: String]) -> Bool {
        if case .postedSecret = issuer.state.withLock({ $0.fault }) {
            return form["client_id"] == LocalIssuer.client && form["client_secret"] == LocalIssuer.secret
        }
        let pair = "buddel:s3cret%2Fof%2Bthe%3Aclient"
        return form["authorization"] == "Basic " + Data(pair.utf8).base64EncodedString()
    }

    private static func challenge(of verifier: String) -> String {
        IssuerKeyRing.urlSafe(Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString())
    }

    private func refused(_ error: String, _ status: HTTPResponse.Status = .badRequest) -> Response {
        json("{\"error\":\"\(error)\"}", status)
    }

    private func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
