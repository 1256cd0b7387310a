import Buddelverein
import Foundation
import Logging
import Testing

@testable import BuddelHTTP

@Suite("Server: TLS")
struct CertificateTests {
    @Test("it is served over TLS 1.2 and later, and asks for TLS from then on; without TLS nothing is answered")
    func served() async throws {
        try await CertificateFolder.with { folder async throws in
            try await folder.make("one")
            try await withServer(FakeSource(.sample())) {
                $0.certificate = folder.files
            } _: { (client: RawClient) async throws in
                for version in ["-tls1_2", "-tls1_3"] {
                    let answer = try #require(
                        RawResponse(try await folder.get("/health", client.port, [version]).bytes))
                    #expect(answer.status == 200)
                    #expect(answer["strict-transport-security"] != nil)
                }
                let old = try await folder.get("/health", client.port, ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
                #expect(RawResponse(old.bytes) == nil)
                let plain = try RawConnection(port: client.port)
                await plain.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(RawResponse(await plain.readToEnd()) == nil)
            }
        }
    }

    @Test("a new certificate is served to new connections, and open ones go on")
    func renewed() async throws {
        try await CertificateFolder.with { folder async throws in
            try await folder.make("one")
            try await withServer(FakeSource(.sample())) {
                $0.certificate = folder.files
                $0.bounds.idleSeconds = 3_600
            } _: { (client: RawClient) async throws in
                #expect(try await folder.subject(client.port) == "one")
                let open = try folder.connect(client.port)
                #expect(try await open.get("/health").contains("200 OK"))
                try await folder.make("two")
                try await waitUntil { try await folder.subject(client.port) == "two" }
                #expect(try await open.get("/health").contains("200 OK"))
                open.end()
            }
        }
    }

    @Test("files that can't be used leave the old certificate in place, and the log says so once")
    func broken() async throws {
        let lines = LogLines()
        try await CertificateFolder.with { folder async throws in
            try await folder.make("one")
            try await withServer(FakeSource(.sample()), logger: lines.logger()) {
                $0.certificate = folder.files
            } _: { (client: RawClient) async throws in
                try folder.write("nonsense", to: folder.files.certificate)
                try await waitUntil { lines.count(of: "the old one stays") == 1 }
                #expect(try await folder.subject(client.port) == "one")
                try await folder.make("two", keyOnly: true)
                #expect(try await folder.subject(client.port) == "one")
                try await folder.make("three")
                try await waitUntil { try await folder.subject(client.port) == "three" }
                #expect(lines.count(of: "the old one stays") == 1)
                #expect(lines.count(of: "loaded anew") == 1)
            }
        }
    }

    @Test("what is no certificate and its key keeps the server from starting, and says why")
    func refused() async throws {
        try await CertificateFolder.with { folder async throws in
            func refusal(_ files: CertificateFiles) -> Refusal? {
                do {
                    _ = try CertificateKeeper(files, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                    return nil
                } catch { return error }
            }
            try await folder.make("one")
            #expect(refusal(folder.files) == nil)
            var missing = folder.files
            missing.key = "/nowhere/key.pem"
            #expect(refusal(missing)?.code == .fileUnreadable)
            #expect(refusal(missing)?.place?.field == "tls_key")
            try await folder.make("two", keyOnly: true)
            #expect(refusal(folder.files)?.code == .invalidCertificate)
            #expect(refusal(folder.files)?.message.english.contains("another certificate") == true)
            try folder.write("nonsense", to: folder.files.certificate)
            #expect(refusal(folder.files)?.code == .invalidCertificate)
            #expect(refusal(folder.files)?.cure != nil)
        }
    }
}
