import Postgres
import Testing

@Suite("Postgres: LISTEN and NOTIFY")
struct ListenerTests {
    private func listener(_ channels: String...) async throws -> Listener {
        Listener(try await TestCluster.shared.configuration(database: "scratch"), channels: channels)
    }

    @Test("what is sent on its channels arrives in order, nothing else")
    func notifications() async throws {
        var events = try await listener("feed one", "feed two").makeAsyncIterator()
        #expect(try await events.next() == .listening)
        try await TestCluster.shared.withScratch { sender in
            for payload in ["a", "b"] { try await sender.query("select pg_notify('feed one', \(payload))") }
            try await sender.query("select pg_notify('other', 'x')")
            try await sender.query("select pg_notify('feed two', 'ü')")
        }
        #expect(try await events.next() == .notification(channel: "feed one", payload: "a"))
        #expect(try await events.next() == .notification(channel: "feed one", payload: "b"))
        #expect(try await events.next() == .notification(channel: "feed two", payload: "ü"))
    }

    @Test("after a lost connection it listens again and says so")
    func reconnect() async throws {
        var events = try await listener("lost").makeAsyncIterator()
        #expect(try await events.next() == .listening)
        try await TestCluster.shared.withScratch { sender in
            let ended = try await sender.query(
                "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen \"lost\"' and pid <> pg_backend_pid()"
            )
            #expect(ended.count == 1)
        }
        #expect(try await events.next() == .listening)
        try await TestCluster.shared.withScratch { try await $0.query("select pg_notify('lost', 'found')") }
        #expect(try await events.next() == .notification(channel: "lost", payload: "found"))
    }

    @Test("a cancelled task stops waiting")
    func cancelled() async throws {
        let listener = try await listener("silence")
        let gate = Gate(2)
        let task = Task {
            for try await event in listener where event == .listening { await gate.pass() }
        }
        await gate.pass()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a first connection that fails is an error")
    func unreachable() async throws {
        let nowhere = PostgresConfiguration(socketFolder: "/nonexistent", database: "x", user: "x")
        var events = Listener(nowhere, channels: ["a"]).makeAsyncIterator()
        do {
            _ = try await events.next()
            Issue.record("nothing was thrown")
        } catch SQLState.unableToConnect {}
    }
}
