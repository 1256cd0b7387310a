import Testing

/// Reads the text form of Prometheus 0.0.4 as strictly as its own parser does: names, labels with their escapes, numbers,
/// one TYPE before the series of each family, buckets that don't fall.
struct PrometheusText {
    private(set) var types: [String: String] = [:]
    private var series: [String: Double] = [:]

    struct Fault: Error {
        let line: String
    }

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Fault(line: "the last line has no end") }
        var family = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
            if let type = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
                family = String(type.output.1)
                guard types.updateValue(String(type.output.2), forKey: family) == nil else { throw Fault(line: line) }
                continue
            }
            if line.hasPrefix("# HELP ") { continue }
            let pattern = /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|[+-]Inf|NaN)/
            guard let sample = line.wholeMatch(of: pattern), let value = Double(sample.output.3) else {
                throw Fault(line: line)
            }
            let name = String(sample.output.1)
            let isOfFamily =
                types[family] == "histogram"
                ? ["_bucket", "_sum", "_count"].contains { name == family + $0 } : name == family
            let labels = try Self.labels(String(sample.output.2 ?? ""), line)
            guard isOfFamily, series.updateValue(value, forKey: Self.key(name, labels)) == nil else {
                throw Fault(line: line)
            }
        }
    }

    func value(_ name: String, _ labels: [String: String]) -> Double? { series[Self.key(name, labels)] }

    private static func key(_ name: String, _ labels: [String: String]) -> String {
        name + labels.sorted { $0.key < $1.key }.map { "{\($0.key)=\($0.value)}" }.joined()
    }

    private static func labels(_ text: String, _ line: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = Substring(text)
        while !rest.isEmpty {
            guard let label = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/),
                labels.updateValue(String(label.output.2), forKey: String(label.output.1)) == nil
            else { throw Fault(line: line) }
            rest = rest[label.range.upperBound...]
        }
        return labels
    }
}
