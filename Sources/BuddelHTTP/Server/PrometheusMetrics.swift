import Metrics
import Synchronization

/// Keeps what swift-metrics counts and writes it in the text form that Prometheus reads.
public final class PrometheusMetrics: MetricsFactory {
    struct Key: Hashable {
        let name: String
        /// The labels as they are written, `method="GET",status="200"`.
        let labels: String

        init(_ label: String, _ dimensions: [(String, String)]) {
            name = Self.identifier(label)
            labels = dimensions.map { "\(Self.identifier($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        }

        private static func identifier(_ text: String) -> String {
            String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        }

        private static func escaped(_ text: String) -> String {
            text.reduce(into: "") { result, character in
                switch character {
                case "\\": result += "\\\\"
                case "\"": result += "\\\""
                case "\n": result += "\\n"
                default: result.append(character)
                }
            }
        }
    }

    private struct Series {
        var counters: [Key: PrometheusCounter] = [:]
        var gauges: [Key: PrometheusGauge] = [:]
        var histograms: [Key: PrometheusHistogram] = [:]
    }

    private let series = Mutex(Series())

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let key = Key(label, dimensions)
        return series.withLock { series in
            if let known = series.counters[key] { return known }
            let counter = PrometheusCounter()
            series.counters[key] = counter
            return counter
        }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let key = Key(label, dimensions)
        return series.withLock { series in
            if let known = series.gauges[key] { return known }
            let gauge = PrometheusGauge()
            series.gauges[key] = gauge
            return gauge
        }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        histogram(label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label + "_seconds", dimensions)
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> PrometheusHistogram {
        let key = Key(label, dimensions)
        return series.withLock { series in
            if let known = series.histograms[key] { return known }
            let histogram = PrometheusHistogram()
            series.histograms[key] = histogram
            return histogram
        }
    }

    // Series live as long as the process: a counter that started again would look like a restart.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// All series, ordered by name and labels.
    public func text() -> String {
        let series = series.withLock { $0 }
        let counters = lines(series.counters, suffix: "_total", type: "counter") { name, labels, counter in
            ["\(name)\(braced(labels)) \(counter.value)"]
        }
        let gauges = lines(series.gauges, suffix: "", type: "gauge") { name, labels, gauge in
            ["\(name)\(braced(labels)) \(gauge.value)"]
        }
        let histograms = lines(series.histograms, suffix: "", type: "histogram") { name, labels, histogram in
            histogram.lines(name: name, labels: labels)
        }
        return (counters + gauges + histograms).joined(separator: "\n") + "\n"
    }

    private func lines<Value>(
        _ series: [Key: Value], suffix: String, type: String, write: (String, String, Value) -> [String]
    ) -> [String] {
        var result: [String] = []
        for (name, group) in Dictionary(grouping: series, by: \.key.name).sorted(by: { $0.key < $1.key }) {
            result.append("# TYPE \(name)\(suffix) \(type)")
            for (key, value) in group.sorted(by: { $0.key.labels < $1.key.labels }) {
                result += write(name + suffix, key.labels, value)
            }
        }
        return result
    }

    private func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }
}
