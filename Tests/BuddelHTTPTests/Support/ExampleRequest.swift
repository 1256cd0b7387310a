import Foundation

@testable import BuddelHTTP

/// The smallest request that fits what an endpoint says of itself: only rights and rules decide what becomes of it.
struct ExampleRequest: Sendable {
    private(set) var headers: [String: String] = [:]
    private(set) var body: String?
    /// With its question mark; empty where there is nothing to ask.
    let query: String

    /// - Parameters:
    ///   - key: for Idempotency-Key.
    ///   - member: who stands where a member's number is asked for.
    ///   - isRehearsal: whether nothing is to be kept, as far as the endpoint can rehearse.
    init(_ endpoint: Endpoint, key: String, member: String, isRehearsal: Bool = false) {
        var parameters = endpoint.query.filter(\.isRequired).map { "\($0.name)=\(Self.value(of: $0.schema))" }
        if isRehearsal, QueryParameter.standard(endpoint).contains(where: { $0.name == "dry_run" }) {
            parameters.append("dry_run=true")
        }
        query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
        if endpoint.isOnce { headers["Idempotency-Key"] = "\"\(key)\"" }
        if endpoint.isVersioned { headers["If-Match"] = "*" }
        switch endpoint.body {
        case .none: break
        case .json(let schema): body = Self.json(schema, member: member)
        case .file:
            headers["Content-Type"] = "application/octet-stream"
            body = endpoint.tag == .network ? Self.features : Self.pdf
        }
    }

    private static let pdf = "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n"
    private static let features = "{\"type\":\"FeatureCollection\",\"features\":[]}"

    private static func value(of schema: Schema) -> String {
        let text = json(schema, member: "M-1")
        return text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
    }

    /// The smallest value of the schema, which says whose it is where it can.
    private static func json(_ schema: Schema, member: String, name: String = "") -> String {
        switch schema.form {
        case .text(let format, _): "\"\(format.example ?? (name == "member" ? member : "M-1"))\""
        case .integer(let range): String(range.lowerBound)
        case .number: "1.5"
        case .truth: "true"
        case .choice(let words): "\"\(words[0])\""
        case .list(let element, let count):
            "[" + Array(repeating: json(element, member: member), count: count.lowerBound).joined(separator: ",") + "]"
        case .object(let properties):
            "{"
                + properties.filter { $0.isRequired || $0.name == "member" }
                .map { "\"\($0.name)\":\(json($0.schema, member: member, name: $0.name))" }
                .joined(separator: ",") + "}"
        case .map, .any: "{}"
        }
    }
}
