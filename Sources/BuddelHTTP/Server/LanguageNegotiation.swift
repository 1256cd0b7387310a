import Buddelverein
import Hummingbird

extension Language {
    /// The language of the answer: `?lang=`, else the best of `Accept-Language`, else German.
    static func negotiated(_ request: Request) -> Language {
        if let asked = request.uri.queryParameters["lang"], let language = Language(rawValue: String(asked)) {
            return language
        }
        return preferred(by: request.headers[.acceptLanguage] ?? "")
    }

    /// The first of the languages with the highest weight (RFC 9110 12.5.4); German for anything unknown, since the
    /// site speaks to a German town.
    static func preferred(by header: String) -> Language {
        var best: (language: Language, weight: Double)?
        for item in WeightedList(header).items {
            let primary = item.value.split(separator: "-").first.map { $0.lowercased() } ?? ""
            guard item.weight > 0, let language = Language(rawValue: primary) else { continue }
            if item.weight > best?.weight ?? 0 { best = (language, item.weight) }
        }
        return best?.language ?? .german
    }
}

/// A header of values with weights, such as `gzip;q=0.5, *`.
struct WeightedList {
    struct Item {
        let value: String
        let weight: Double
    }

    let items: [Item]

    /// At most 50 values are read; a weight that is no number from 0 to 1 counts as 0.
    init(_ header: String) {
        items = header.split(separator: ",").prefix(50).compactMap { part in
            let fields = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let value = fields.first, !value.isEmpty else { return nil }
            let given = fields.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return Item(value: value, weight: (0...1).contains(given) ? given : 0)
        }
    }

    /// The weight of a value, its own or that of `*`; nil if neither is named.
    func weight(of value: String) -> Double? {
        (items.first { $0.value == value } ?? items.first { $0.value == "*" })?.weight
    }
}
