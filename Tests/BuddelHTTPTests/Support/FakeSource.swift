import BuddelOperations
import Buddelverein
import Synchronization

/// A source without a database: a publication that the test replaces.
final class FakeSource: PublicationSource {
    private struct State {
        var publication: StoredPublication?
        var failures = 0
        var isReady = true
        var listeners: [AsyncStream<Void>.Continuation] = []
    }

    private let state: Mutex<State>

    init(_ publication: StoredPublication?, failures: Int = 0) {
        state = Mutex(State(publication: publication, failures: failures))
    }

    func latest() async throws -> StoredPublication? {
        try state.withLock { state in
            if state.failures > 0 {
                state.failures -= 1
                throw Refusal(.unexpected, LocalizedText(en: "gone", de: "weg"))
            }
            return state.publication
        }
    }

    func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    func isReady() async -> Bool { state.withLock { $0.isReady } }

    func setReady(_ isReady: Bool) { state.withLock { $0.isReady = isReady } }

    /// Replaces the publication and tells everybody who listens.
    func publish(_ publication: StoredPublication?) {
        let listeners = state.withLock { state in
            state.publication = publication
            return state.listeners
        }
        for listener in listeners { listener.yield() }
    }
}

extension StoredPublication {
    /// A small publication: a manifest, and a document long enough to be packed.
    static func sample(_ word: String = "erste", at publishedAt: Int64 = 1_795_500_000) -> StoredPublication {
        func file(_ name: String, _ mediaType: String, _ text: String) -> PublishedFile {
            let bytes = Array(text.utf8)
            return PublishedFile(name: name, mediaType: mediaType, bytes: bytes, sha256: sha256Hex(bytes))
        }
        return StoredPublication(
            publishedAt: publishedAt,
            files: [
                file(
                    "progress.json", "application/json",
                    "{\"word\":\"\(word)\",\"filling\":\"\(String(repeating: word, count: 300))\"}\n"),
                file("manifest.json", "application/json", "{\"format\":\"buddel-feed/1\",\"word\":\"\(word)\"}\n"),
            ])
    }
}
