import Hummingbird

/// The public feed: `/feed/` is the manifest, `/feed/<file>` each file.
struct FeedRoutes {
    let cache: FeedCache

    func add(to router: Router<ServerContext>) {
        router.resource("feed", [.get: { request, _ in try cache.file("manifest.json").response(to: request) }])
        router.resource(
            "feed/:name",
            [
                .get: { request, context in
                    try cache.file(context.parameters.get("name") ?? "").response(to: request)
                }
            ])
    }
}
