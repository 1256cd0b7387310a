import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("PublicMap: serve with the built binary")
struct ServeTests {
    @Test("what is served is what is exported, byte for byte, with 304; a new publication is shown at once")
    func serve() async throws {
        try await Program.lending { program in
            #expect(try program.run("import", Program.root.appending(path: "examples/kiebitzbrook").path).status == 0)
            #expect(try program.run("feed", "publish").status == 0)
            let folder = program.folder.appending(path: "feed").path
            #expect(try program.run("feed", "export", folder).status == 0)

            let port = Int.random(in: 20_000...60_000)
            let server = try program.start("serve", "--port", String(port))
            defer {
                server.terminate()
                server.waitUntilExit()
            }
            let base = try #require(URL(string: "http://127.0.0.1:\(port)/"))
            try await answer(base.appending(path: "ready"), status: 200)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names.count == 6)
            for name in names {
                let (data, response) = try await get(base.appending(path: "feed/\(name)"))
                let exported = FileManager.default.contents(atPath: folder + "/" + name)
                #expect(data == exported, "\(name)")
                let tag = try #require(response.value(forHTTPHeaderField: "ETag"))
                let (_, unchanged) = try await get(base.appending(path: "feed/\(name)"), ifNoneMatch: tag)
                #expect(unchanged.statusCode == 304, "\(name)")
            }
            let manifest = base.appending(path: "feed/manifest.json")
            let before = try await get(manifest).0
            try await Task.sleep(for: .milliseconds(1100))
            #expect(try program.run("feed", "publish").status == 0)
            var after = before
            for _ in 0..<100 where after == before {
                try await Task.sleep(for: .milliseconds(100))
                after = try await get(manifest).0
            }
            #expect(after != before)
            #expect(try await get(base).1.statusCode == 200)
        }
    }

    @Test("settings are shown, made stricter, never looser, in both languages; publications follow")
    func settings() throws {
        try Program.with { program in
            #expect(try program.run("import", Program.root.appending(path: "examples/kiebitzbrook").path).status == 0)
            #expect(try program.run("feed", "settings", "--json").output.contains("\"count_step\": \"5\""))
            let stricter = try program.run("feed", "settings", "--count-step", "20", "--publisher", "Stadt Selm")
            #expect(stricter.status == 0)
            #expect(stricter.output.contains("Stadt Selm"))
            let looser = try program.run("feed", "settings", "--minimum-people", "2", "--lang", "de")
            #expect(looser.status == 1)
            #expect(looser.errors.contains("looser_publication"))
            #expect(looser.errors.contains("mehr zeigen"))
            let broken = try program.run("feed", "settings", "--maximum-share", "viel")
            #expect(broken.status == 2 || broken.status == 1)
            #expect(try program.run("feed", "publish").status == 0)
            let folder = program.folder.appending(path: "feed")
            #expect(try program.run("feed", "export", folder.path).status == 0)
            let manifest = try String(contentsOf: folder.appending(path: "manifest.json"), encoding: .utf8)
            #expect(manifest.contains("\"publisher\":\"Stadt Selm\""))
            #expect(manifest.contains("\"count_step\":20"))
        }
    }

    @Test("one that only shows serves what another one publishes, and publishes nothing itself")
    func feedOnly() async throws {
        try await Program.lending { program in
            #expect(try program.run("import", Program.root.appending(path: "examples/kiebitzbrook").path).status == 0)
            let ports = [Int.random(in: 20_000...40_000), Int.random(in: 40_001...60_000)]
            let outer = try program.start("serve", "--feed-only", "--port", String(ports[0]))
            defer {
                outer.terminate()
                outer.waitUntilExit()
            }
            let shown = try #require(URL(string: "http://127.0.0.1:\(ports[0])/feed/manifest.json"))
            try await answer(shown, status: 404)
            let inner = try program.start("serve", "--port", String(ports[1]))
            defer {
                inner.terminate()
                inner.waitUntilExit()
            }
            let published = try #require(URL(string: "http://127.0.0.1:\(ports[1])/feed/manifest.json"))
            try await answer(published, status: 200)
            try await answer(shown, status: 200)
            let (here, there) = (try await get(shown), try await get(published))
            #expect(here.0 == there.0)
            #expect(here.1.value(forHTTPHeaderField: "ETag") == there.1.value(forHTTPHeaderField: "ETag"))
        }
    }

    @Test("no name, street, number, supplier or code of the example stands in any published byte")
    func nothingPersonal() throws {
        try Program.with { program in
            let example = Program.root.appending(path: "examples/kiebitzbrook")
            #expect(try program.run("import", example.path).status == 0)
            #expect(try program.run("feed", "publish").status == 0)
            let folder = program.folder.appending(path: "feed")
            #expect(try program.run("feed", "export", folder.path).status == 0)
            let secrets = try ["members.csv", "helpers.csv", "costs.csv", "connections.csv"].flatMap { file in
                try cells(
                    example.appending(path: file),
                    named: [
                        "number", "name", "street", "email", "phone", "iban", "mandate_reference", "supplier",
                        "invoice_number", "code", "lon", "lat",
                    ])
            }
            #expect(secrets.count > 300)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                // A street of the example bears the association's name, which is public.
                for secret in secrets where secret.count > 2 && secret != "Kiebitzbrook" {
                    #expect(!text.contains("\"\(secret)\"") && !text.contains(" \(secret)"), "\(name): \(secret)")
                }
            }
        }
    }

    /// The values of some columns; the example's files quote nothing that matters here.
    private func cells(_ file: URL, named wanted: Set<String>) throws -> [String] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().flatMap { line in
            zip(header, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
                .filter { wanted.contains($0.0) && !$0.1.isEmpty }.map(\.1)
        }
    }

    private func get(_ url: URL, ifNoneMatch tag: String? = nil) async throws -> (Data, HTTPURLResponse) {
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 20)
        if let tag { request.setValue(tag, forHTTPHeaderField: "If-None-Match") }
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        let (data, response) = try await URLSession(configuration: configuration).data(for: request)
        return (data, try #require(response as? HTTPURLResponse))
    }

    private func answer(_ url: URL, status: Int) async throws {
        for _ in 0..<150 {
            if let response = try? await get(url).1, response.statusCode == status { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("\(url) does not answer with \(status)")
    }
}
