import BuddelHTTP
import BuddelOperations
import Buddelverein
import Logging
import Testing

@Suite("Server: hosts and ports that are not to be had")
struct ListeningTests {
    private func refused(host: String, port: Int) async -> Refusal? {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        do {
            let server = try BuddelServer(
                configuration: ServeConfiguration(host: host, port: port), source: FakeSource(nil), logger: logger)
            try await server.run()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @Test("a port in use is refused with host, port and cure")
    func taken() async throws {
        try await withServer(FakeSource(nil)) { client in
            let refusal = await refused(host: "127.0.0.1", port: client.port)
            #expect(refusal?.code == .cannotListen)
            #expect(refusal?.message.english.contains("127.0.0.1, port \(client.port)") == true)
            #expect(refusal?.place == .init(field: "host", value: "127.0.0.1"))
            #expect(refusal?.message.german.contains("das tut schon ein anderes Programm") == true)
            #expect(refusal?.cure?.english.contains("--port") == true)
        }
    }

    @Test("an address that the machine does not have is refused", arguments: ["300.1.1.1", "203.0.113.7"])
    func elsewhere(host: String) async {
        let refusal = await refused(host: host, port: 0)
        #expect(refusal?.code == .cannotListen)
        #expect(refusal?.cure?.english.contains("--host") == true)
    }
}
