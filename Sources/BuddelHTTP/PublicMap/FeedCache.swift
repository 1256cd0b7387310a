import BuddelOperations
import Buddelverein
import Synchronization

/// The newest publication in memory, ready to be sent; every instance of the server has its own.
///
/// Guarantees: all files of an answer belong to one publication; replacing it is one step.
final class FeedCache: Sendable {
    private struct State {
        var isLoaded = false
        var publishedAt: Int64?
        var files: [String: Representation] = [:]
    }

    private let state = Mutex(State())

    /// Whether it was asked for at least once, be there a publication or not.
    var isLoaded: Bool { state.withLock { $0.isLoaded } }

    /// When the publication was computed; nil without one.
    var publishedAt: Int64? { state.withLock { $0.publishedAt } }

    /// Takes a publication; the packing happens before the old one goes.
    func replace(by publication: StoredPublication?) {
        let files = (publication?.files ?? []).map { file in
            (
                file.name,
                Representation(
                    bytes: file.bytes, mediaType: file.mediaType, sha256: file.sha256,
                    lastModified: publication?.publishedAt)
            )
        }
        let byName = Dictionary(files, uniquingKeysWith: { first, _ in first })
        state.withLock { state in
            state.isLoaded = true
            state.publishedAt = publication?.publishedAt
            state.files = byName
        }
    }

    /// A file of the feed; refuses with 503 before the first load and with 404 what is not there.
    func file(_ name: String) throws -> Representation {
        let (isLoaded, isEmpty, file) = state.withLock { ($0.isLoaded, $0.publishedAt == nil, $0.files[name]) }
        guard isLoaded else { throw Problem.starting }
        guard !isEmpty else { throw Problem.nothingPublished }
        guard let file else { throw Problem.notFound }
        return file
    }
}
