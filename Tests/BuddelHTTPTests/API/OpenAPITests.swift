import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@testable import BuddelHTTP

@Suite("API: the document says what the routes do")
struct OpenAPITests {
    private func document(_ town: APITown) async throws -> [String: [String: Any]] {
        let answer = try await town.client.get("/api/v1/openapi.json")
        #expect(answer.status == 200)
        #expect(answer.json["openapi"] as? String == "3.1.0")
        return try #require(answer.json["paths"] as? [String: [String: Any]])
    }

    @Test("every operation of the document is served, every endpoint is documented, and nobody gets in without a token")
    func routes() async throws {
        try await APITown.with { town async throws in
            let paths = try await document(town)
            var documented: Set<String> = []
            for (path, methods) in paths {
                for method in methods.keys where method != "parameters" {
                    documented.insert("\(method.uppercased()) \(path)")
                    let address = path.replacing(/\{[a-z]+\}/, with: "x")
                    let answer = try await town.send(method.uppercased(), address, as: nil)
                    // 415 is the log-in without a body; whatever else is not open to everyone wants somebody first.
                    let isOpen = (methods[method] as? [String: Any])?["security"] != nil && method == "get"
                    #expect(isOpen || [401, 415].contains(answer.status), "\(method) \(path): \(answer.status)")
                }
            }
            #expect(documented == Set(Endpoint.all.map { "\($0.method.rawValue) \($0.path)" }))
            #expect(Set(Endpoint.all.map(\.id)).count == Endpoint.all.count)
        }
    }

    @Test("every reference is local and leads somewhere")
    func references() async throws {
        try await APITown.with { town async throws in
            let answer = try await town.client.get("/api/v1/openapi.json")
            let components = try #require(answer.json["components"] as? [String: [String: Any]])
            let references = answer.text.matches(of: /"\$ref":"([^"]+)"/).map { String($0.output.1) }
            #expect(references.count > 50)
            for reference in Set(references) {
                let parts = reference.split(separator: "/").map(String.init)
                try #require(parts.count == 4 && parts[0] == "#" && parts[1] == "components", "\(reference)")
                #expect(components[parts[2]]?[parts[3]] != nil, "\(reference)")
            }
        }
    }

    @Test("the page lists every operation and asks no other host")
    func page() async throws {
        try await APITown.with { town async throws in
            let page = try await town.client.get("/api/docs", ["Accept-Language": "en"])
            #expect(page.status == 200)
            for endpoint in Endpoint.all { #expect(page.text.contains(endpoint.path), "\(endpoint.path)") }
            #expect(!page.text.contains("src=\"http"))
        }
    }
}
