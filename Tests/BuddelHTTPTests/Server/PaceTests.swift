import NIOCore
import Testing

@testable import BuddelHTTP

@Suite("Server: slow clients")
struct PaceTests {
    private let bounds = {
        var bounds = ServerBounds()
        bounds.graceSeconds = 10
        bounds.bytesPerSecond = 100
        bounds.bodySeconds = 100
        return bounds
    }()

    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    @Test("a body that drips is too slow once its grace is over, one that keeps the rate is not")
    func body() {
        var drip = BodyPace(bounds, at: at(0), isWaiting: true)
        for second in 1...10 {
            drip.arrived(1, at: at(Int64(second)))
            drip.asked(at: at(Int64(second)))
            #expect(!drip.isTooSlow(at: at(Int64(second))))
        }
        #expect(drip.isTooSlow(at: at(11)))
        var steady = BodyPace(bounds, at: at(0), isWaiting: true)
        for second in 1...99 {
            steady.arrived(101, at: at(Int64(second)))
            steady.asked(at: at(Int64(second)))
            #expect(!steady.isTooSlow(at: at(Int64(second))))
        }
        #expect(steady.isTooSlow(at: at(101)), "the whole time is bounded, too")
    }

    @Test("while the server does not read, nobody is slow")
    func serverSlow() {
        var pace = BodyPace(bounds, at: at(0), isWaiting: true)
        pace.arrived(10, at: at(1))
        #expect(!pace.isTooSlow(at: at(90)))
        pace.asked(at: at(90))
        #expect(!pace.isTooSlow(at: at(98)))
        #expect(pace.isTooSlow(at: at(100)))
        let unasked = BodyPace(bounds, at: at(0), isWaiting: false)
        #expect(!unasked.isTooSlow(at: at(60)))
    }

    /// The seconds at which a client is found too slow that has so many bytes left to take at each.
    private func slow(_ pending: [(second: Int64, bytes: Int)]) -> [Int64] {
        var pace = AnswerPace(bounds)
        return pending.compactMap { pace.isTooSlow(pending: $0.bytes, at: at($0.second)) ? $0.second : nil }
    }

    @Test("an answer that is not taken is too slow, one that is taken at the rate is not")
    func answer() {
        #expect(slow([(0, 0), (1, 5_000), (10, 5_000), (11, 4_990)]) == [11])
        #expect(slow((1...60).map { (Int64($0), 10_000 - $0 * 101) }) == [])
        #expect(slow([(1, 10), (2, 0), (30, 10)]) == [], "a new answer gets a new time")
    }
}
