import BuddelOperations
import Logging
import Metrics
import ServiceLifecycle

/// Keeps the cache at the newest publication: loads it at the start and whenever the source says that there is one.
struct FeedRefresher: Service {
    let source: any PublicationSource
    let cache: FeedCache
    let metrics: PrometheusMetrics
    let logger: Logger

    /// Ends on graceful shutdown.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Listening begins before the load, so that nothing published in between is missed.
                let changes = source.changes()
                await load()
                for await _ in changes { await load() }
                // A source that has stopped telling is asked again, and listened to anew.
                try? await Task.sleep(for: .seconds(5))
            }
        }
        try? await gracefulShutdown()
    }

    /// Loads, and tries again with growing pauses; what is in memory is served meanwhile.
    private func load() async {
        var pause = 1
        while !Task.isCancelled {
            do {
                let publication = try await source.latest()
                cache.replace(by: publication)
                Meter(label: "buddel_feed_published_at_seconds", factory: metrics).set(publication?.publishedAt ?? 0)
                Counter(label: "buddel_feed_loads", factory: metrics).increment()
                logger.info("publication loaded", metadata: ["files": "\(publication?.files.count ?? 0)"])
                return
            } catch  where Task.isCancelled {
                // The server ends; nothing failed.
                return
            } catch {
                Counter(label: "buddel_feed_load_failures", factory: metrics).increment()
                logger.warning(
                    "publication not loaded", metadata: ["error": "\(type(of: error))", "retry_seconds": "\(pause)"])
                try? await Task.sleep(for: .seconds(pause))
                pause = min(pause * 2, 30)
            }
        }
    }
}
