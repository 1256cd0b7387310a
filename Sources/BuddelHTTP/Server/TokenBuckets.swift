import Synchronization

/// Who asks how often: a bucket of tokens for each key, refilled evenly; a request takes one.
///
/// Guarantees: takes constant time and never holds more than `entries` keys. Where more turn up, the keys that were not
/// seen for longest are forgotten, and begin with a full bucket when they come back.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Duration
    }

    /// Two generations of buckets: what is used moves to the younger one, and the older one goes when that is full.
    private struct Generations {
        var younger: [Key: Bucket] = [:]
        var older: [Key: Bucket] = [:]
    }

    private let tokensPerSecond: Double
    private let capacity: Double
    private let generationSize: Int
    private let state = Mutex(Generations())

    /// A bucket holds what ten seconds allow, and ten tokens at least, but never more than a minute allows.
    ///
    /// Requires that `perMinute` is above 0.
    init(perMinute: Int, entries: Int) {
        precondition(perMinute > 0 && entries > 1, "a rate and its entries are positive")
        tokensPerSecond = Double(perMinute) / 60
        capacity = Double(min(perMinute, max(10, perMinute / 6)))
        generationSize = entries / 2
    }

    /// How many keys are kept.
    var count: Int { state.withLock { $0.younger.count + $0.older.count } }

    /// Takes a token; nil where there was one, else the seconds until there will be.
    func take(_ key: Key, now: Duration) -> Int? {
        state.withLock { state in
            var bucket =
                state.younger[key] ?? state.older.removeValue(forKey: key) ?? Bucket(tokens: capacity, at: now)
            bucket.tokens = min(capacity, bucket.tokens + max(0, (now - bucket.at).seconds) * tokensPerSecond)
            bucket.at = max(now, bucket.at)
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            if state.younger[key] == nil, state.younger.count >= generationSize {
                state.older = state.younger
                state.younger = [:]
            }
            state.younger[key] = bucket
            // A part of a second that only rounding made is none.
            return isAllowed ? nil : max(1, Int(((1 - bucket.tokens) / tokensPerSecond - 1e-6).rounded(.up)))
        }
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
