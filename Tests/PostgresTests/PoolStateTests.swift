import Testing

@testable import Postgres

@Suite("Postgres: decisions of the pool")
struct PoolStateTests {
    private func state(minimum: Int = 0, maximum: Int = 2, waiting: Int = 3) -> PoolState {
        PoolState(
            limits: .init(
                minimum: minimum, maximum: maximum, maximumWaiting: waiting, acquireTimeout: .seconds(10),
                idleTimeout: .seconds(60), maximumAge: .seconds(600)))
    }

    private func at(_ seconds: Int) -> Duration { .seconds(seconds) }

    @Test("the first request opens a connection and gets it")
    func first() {
        var pool = state()
        #expect(pool.acquire(waiter: 1, deadline: at(10), now: at(0)) == [.open(slot: 1)])
        #expect(pool.opened(slot: 1, now: at(1)) == [.lend(slot: 1, waiter: 1)])
        #expect(pool.lentCount == 1)
    }

    @Test("never more connections than the maximum; who waits longest is served first")
    func bounds() {
        var pool = state(waiting: 4)
        #expect(pool.acquire(waiter: 1, deadline: at(10), now: at(0)) == [.open(slot: 1)])
        #expect(pool.acquire(waiter: 2, deadline: at(10), now: at(0)) == [.open(slot: 2)])
        #expect(pool.acquire(waiter: 3, deadline: at(10), now: at(0)) == [])
        #expect(pool.acquire(waiter: 4, deadline: at(10), now: at(0)) == [])
        #expect(pool.opened(slot: 2, now: at(0)) == [.lend(slot: 2, waiter: 1)])
        #expect(pool.opened(slot: 1, now: at(0)) == [.lend(slot: 1, waiter: 2)])
        #expect(pool.returned(slot: 1, isUsable: true, now: at(1)) == [.lend(slot: 1, waiter: 3)])
        #expect(pool.returned(slot: 2, isUsable: true, now: at(1)) == [.lend(slot: 2, waiter: 4)])
        #expect(pool.total == 2)
    }

    @Test("an idle connection is lent at once, the one used last first")
    func idle() {
        var pool = state()
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        _ = pool.acquire(waiter: 2, deadline: at(10), now: at(0))
        _ = pool.opened(slot: 1, now: at(0))
        _ = pool.opened(slot: 2, now: at(0))
        #expect(pool.returned(slot: 2, isUsable: true, now: at(1)) == [])
        #expect(pool.returned(slot: 1, isUsable: true, now: at(2)) == [])
        #expect(pool.acquire(waiter: 3, deadline: at(10), now: at(3)) == [.lend(slot: 1, waiter: 3)])
    }

    @Test("a broken connection is closed and another opened for who waits")
    func broken() {
        var pool = state(maximum: 1)
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        _ = pool.opened(slot: 1, now: at(0))
        _ = pool.acquire(waiter: 2, deadline: at(10), now: at(0))
        #expect(pool.returned(slot: 1, isUsable: false, now: at(1)) == [.close(slot: 1), .open(slot: 2)])
        #expect(pool.opened(slot: 2, now: at(1)) == [.lend(slot: 2, waiter: 2)])
    }

    @Test("a connection given back twice changes nothing")
    func returnedTwice() {
        var pool = state()
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        _ = pool.opened(slot: 1, now: at(0))
        _ = pool.returned(slot: 1, isUsable: true, now: at(1))
        #expect(pool.returned(slot: 1, isUsable: true, now: at(1)) == [])
        #expect(pool.idleCount == 1)
    }

    @Test("a cancelled waiter leaves the queue and its connection goes to the next")
    func cancelled() {
        var pool = state(maximum: 1)
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        _ = pool.opened(slot: 1, now: at(0))
        _ = pool.acquire(waiter: 2, deadline: at(10), now: at(0))
        _ = pool.acquire(waiter: 3, deadline: at(10), now: at(0))
        #expect(pool.cancelled(waiter: 2) == [.fail(waiter: 2, .cancelled)])
        #expect(pool.cancelled(waiter: 2) == [])
        #expect(pool.cancelled(waiter: 1) == [])
        #expect(pool.returned(slot: 1, isUsable: true, now: at(1)) == [.lend(slot: 1, waiter: 3)])
    }

    @Test("a waiter gives up at its deadline, the connection opened for it stays")
    func timeout() {
        var pool = state()
        #expect(pool.acquire(waiter: 1, deadline: at(10), now: at(0)) == [.open(slot: 1)])
        #expect(pool.tick(now: at(9)) == [])
        #expect(pool.tick(now: at(10)) == [.fail(waiter: 1, .timedOut)])
        #expect(pool.opened(slot: 1, now: at(11)) == [])
        #expect(pool.idleCount == 1)
    }

    @Test("one waiter too many is refused at once")
    func tooMany() {
        var pool = state(maximum: 1, waiting: 1)
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        #expect(pool.acquire(waiter: 2, deadline: at(10), now: at(0)) == [.fail(waiter: 2, .tooManyWaiting)])
    }

    @Test("a failed opening fails the first waiter, and the next one gets an attempt of its own")
    func openFailed() {
        var pool = state(maximum: 1)
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        _ = pool.acquire(waiter: 2, deadline: at(10), now: at(0))
        #expect(pool.openFailed(slot: 1, now: at(1)) == [.fail(waiter: 1, .notOpened), .open(slot: 2)])
        #expect(pool.openFailed(slot: 2, now: at(1)) == [.fail(waiter: 2, .notOpened)])
        #expect(pool.total == 0)
    }

    @Test("idle connections beyond the minimum go after their time, old ones always, and the minimum is filled up")
    func upkeep() {
        var pool = state(minimum: 1)
        #expect(pool.tick(now: at(0)) == [.open(slot: 1)])
        _ = pool.opened(slot: 1, now: at(0))
        #expect(pool.tick(now: at(100)) == [])
        #expect(pool.tick(now: at(600)) == [.close(slot: 1), .open(slot: 2)])
        _ = pool.opened(slot: 2, now: at(600))
        _ = pool.acquire(waiter: 1, deadline: at(610), now: at(600))
        _ = pool.acquire(waiter: 2, deadline: at(610), now: at(600))
        _ = pool.opened(slot: 3, now: at(600))
        _ = pool.returned(slot: 2, isUsable: true, now: at(600))
        _ = pool.returned(slot: 3, isUsable: true, now: at(600))
        #expect(pool.idleCount == 2)
        #expect(pool.tick(now: at(660)) == [.close(slot: 2)])
        #expect(pool.total == 1)
    }

    @Test("a connection that is too old is closed when it comes back")
    func age() {
        var pool = state()
        _ = pool.acquire(waiter: 1, deadline: at(10), now: at(0))
        _ = pool.opened(slot: 1, now: at(0))
        #expect(pool.returned(slot: 1, isUsable: true, now: at(600)) == [.close(slot: 1)])
    }

    @Test("a closed pool fails who waits, closes what is idle, lent or being opened, and lends nothing more")
    func closed() {
        var pool = state(maximum: 3)
        for waiter in 1...3 { _ = pool.acquire(waiter: waiter, deadline: at(10), now: at(0)) }
        _ = pool.opened(slot: 1, now: at(0))
        _ = pool.opened(slot: 2, now: at(0))
        _ = pool.returned(slot: 1, isUsable: true, now: at(0))
        // The first connection went to the third waiter, the second to the second.
        #expect(pool.acquire(waiter: 4, deadline: at(10), now: at(0)) == [])
        #expect(pool.close() == [.fail(waiter: 4, .closed)])
        #expect(pool.returned(slot: 1, isUsable: true, now: at(1)) == [.close(slot: 1)])
        #expect(pool.acquire(waiter: 9, deadline: at(10), now: at(1)) == [.fail(waiter: 9, .closed)])
        #expect(pool.opened(slot: 3, now: at(1)) == [.close(slot: 3)])
        #expect(pool.tick(now: at(1000)) == [])
    }

    @Test("whatever happens, the bounds hold and every waiter is answered once")
    func randomWalk() {
        var random = Steps(state: 42)
        for _ in 0..<50 {
            var pool = state(minimum: Int(random.next() % 2), maximum: 3, waiting: 5)
            var opening: [Int] = []
            var lent: [Int] = []
            var waiting: Set<Int> = []
            var nextWaiter = 0
            func follow(_ commands: [PoolState.Command]) {
                for command in commands {
                    switch command {
                    case .open(let slot): opening.append(slot)
                    case .close(let slot): #expect(!lent.contains(slot))
                    case .lend(let slot, let waiter):
                        #expect(!lent.contains(slot))
                        #expect(waiting.remove(waiter) != nil)
                        lent.append(slot)
                    case .fail(let waiter, _): #expect(waiting.remove(waiter) != nil)
                    }
                }
                #expect(pool.total <= 3)
                #expect(pool.lentCount == lent.count)
                #expect(pool.waitingCount == waiting.count)
            }
            for step in 0..<200 {
                let now = at(step)
                switch random.next() % 6 {
                case 0, 1:
                    nextWaiter += 1
                    waiting.insert(nextWaiter)
                    follow(pool.acquire(waiter: nextWaiter, deadline: now + .seconds(20), now: now))
                case 2 where !opening.isEmpty: follow(pool.opened(slot: opening.removeFirst(), now: now))
                case 3 where !opening.isEmpty: follow(pool.openFailed(slot: opening.removeFirst(), now: now))
                case 4 where !lent.isEmpty:
                    follow(pool.returned(slot: lent.removeFirst(), isUsable: random.next() % 4 != 0, now: now))
                case 5:
                    if let waiter = waiting.first { follow(pool.cancelled(waiter: waiter)) }
                default: follow(pool.tick(now: now))
                }
            }
        }
    }

    /// A small generator with a fixed start, so that a failure can be repeated.
    private struct Steps {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
