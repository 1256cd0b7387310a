import Hummingbird

/// The rates of one instance: per address for everything, per address for log-ins, per user for the API.
///
/// Nothing here costs more than a look into memory, so that a refusal is cheaper than what it keeps away.
final class RateLimits: Sendable {
    private let addresses: TokenBuckets<NetworkAddress>?
    private let logIns: TokenBuckets<NetworkAddress>?
    private let users: TokenBuckets<Int64>?
    private let counts: ServerCounts
    private let start = ContinuousClock.now

    init(_ bounds: ServerBounds, counts: ServerCounts) {
        func buckets<Key>(_ rate: Int) -> TokenBuckets<Key>? {
            rate > 0 ? TokenBuckets(perMinute: rate, entries: bounds.rateEntries) : nil
        }
        addresses = buckets(bounds.addressRate)
        logIns = buckets(bounds.logInRate)
        users = buckets(bounds.userRate)
        self.counts = counts
    }

    private var now: Duration { start.duration(to: .now) }

    /// Counts a request; refuses with 429 where the address has asked too often.
    func admit(_ address: NetworkAddress?) throws(Problem) {
        try admit(address?.network, by: addresses, "address")
    }

    /// Counts a log-in, before its password costs anything.
    func admitLogIn(from address: NetworkAddress?) throws(Problem) {
        try admit(address?.network, by: logIns, "login")
    }

    /// Counts a request of a user that is known by now.
    func admit(user: Int64) throws(Problem) { try admit(user, by: users, "user") }

    private func admit<Key>(_ key: Key?, by buckets: TokenBuckets<Key>?, _ what: String) throws(Problem) {
        guard let key, let buckets, let seconds = buckets.take(key, now: now) else { return }
        counts.refused(what)
        throw .tooManyRequests(seconds: seconds)
    }
}

/// Holds every request but those of a supervisor to the rate of its address, before anything else is looked at.
struct RateMiddleware: RouterMiddleware {
    let limits: RateLimits

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        if !HealthRoutes.isExempt(context.endpointPath) { try limits.admit(context.origin.address) }
        return try await next(request, context)
    }
}
