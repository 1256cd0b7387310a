import Testing

@testable import BuddelHTTP

@Suite("Server: rates")
struct TokenBucketsTests {
    @Test("a bucket is refilled evenly, and says when there will be a token")
    func refill() {
        let buckets = TokenBuckets<String>(perMinute: 60, entries: 100)
        for _ in 0..<10 { #expect(buckets.take("a", now: .zero) == nil) }
        #expect(buckets.take("a", now: .zero) == 1)
        #expect(buckets.take("b", now: .zero) == nil, "another's bucket is another one")
        #expect(buckets.take("a", now: .milliseconds(500)) == 1)
        #expect(buckets.take("a", now: .seconds(1)) == nil)
        #expect(buckets.take("a", now: .seconds(1)) == 1)
        for _ in 0..<10 { #expect(buckets.take("a", now: .seconds(1_000)) == nil) }
        #expect(buckets.take("a", now: .seconds(1_000)) == 1, "it never holds more than it did")
    }

    @Test("slow rates name the whole pause, and never hold more than a minute allows")
    func slow() {
        let buckets = TokenBuckets<Int>(perMinute: 2, entries: 100)
        #expect(buckets.take(1, now: .zero) == nil)
        #expect(buckets.take(1, now: .zero) == nil)
        #expect(buckets.take(1, now: .zero) == 30)
        #expect(buckets.take(1, now: .seconds(10)) == 20)
    }

    @Test("any number of keys costs a bounded memory, and who goes on asking is not forgotten")
    func bounded() {
        let buckets = TokenBuckets<Int>(perMinute: 6, entries: 1_000)
        for _ in 0..<6 { #expect(buckets.take(-1, now: .zero) == nil) }
        for key in 0..<100_000 {
            _ = buckets.take(key, now: .zero)
            if key.isMultiple(of: 100) { #expect(buckets.take(-1, now: .zero) != nil) }
            if buckets.count > 1_001 { Issue.record("\(buckets.count) keys") }
        }
    }

    @Test("a clock that jumps back gives nothing away")
    func backwards() {
        let buckets = TokenBuckets<Int>(perMinute: 60, entries: 10)
        for _ in 0..<10 { #expect(buckets.take(1, now: .seconds(100)) == nil) }
        #expect(buckets.take(1, now: .seconds(50)) != nil)
        #expect(buckets.take(1, now: .seconds(100)) != nil)
    }
}
