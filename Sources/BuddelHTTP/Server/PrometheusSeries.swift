import Metrics
import Synchronization

/// A number that only grows.
final class PrometheusCounter: CounterHandler {
    private let count = Mutex<Int64>(0)
    var value: Int64 { count.withLock { $0 } }

    func increment(by amount: Int64) { count.withLock { $0 = $0.addingReportingOverflow(amount).partialValue } }
    func reset() { count.withLock { $0 = 0 } }
}

/// A number that goes up and down.
final class PrometheusGauge: MeterHandler {
    private let level = Mutex<Double>(0)
    var value: Double { level.withLock { $0 } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { level.withLock { $0 = value } }
    func increment(by amount: Double) { level.withLock { $0 += amount } }
    func decrement(by amount: Double) { level.withLock { $0 -= amount } }
}

/// How often values fell below each of some limits; times are in seconds.
final class PrometheusHistogram: TimerHandler, RecorderHandler {
    private static let limits = [0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

    private struct State {
        var counts = [Int64](repeating: 0, count: PrometheusHistogram.limits.count)
        var sum = 0.0
        var count: Int64 = 0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        state.withLock { state in
            for (index, limit) in Self.limits.enumerated() where value <= limit { state.counts[index] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    func lines(name: String, labels: String) -> [String] {
        let state = state.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        let braced = labels.isEmpty ? "" : "{\(labels)}"
        return zip(Self.limits, state.counts).map { "\(name)_bucket{\(prefix)le=\"\($0)\"} \($1)" } + [
            "\(name)_bucket{\(prefix)le=\"+Inf\"} \(state.count)", "\(name)_sum\(braced) \(state.sum)",
            "\(name)_count\(braced) \(state.count)",
        ]
    }
}
