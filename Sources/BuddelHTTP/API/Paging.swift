import Buddelverein

/// The page of a list that a call asks for: how many, and behind which key.
struct Paging: Sendable {
    let limit: Int
    /// The key of the last item of the page before; nil at the beginning.
    let after: String?

    init(_ call: Call) {
        limit = call.integer("limit") ?? 100
        after = call.parameter("cursor").flatMap { [UInt8](hexadecimal: $0) }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The page of a whole list in the order of its keys; each key once, in natural order.
    func page<Item>(
        _ items: [Item], key: (Item) -> String, json: (Item) -> JSONValue
    ) -> Answer {
        var rest = items[...]
        if let after {
            if let index = rest.firstIndex(where: { key($0) == after }) {
                rest = rest[(index + 1)...]
            } else {
                // The item is gone meanwhile: go on where it stood.
                rest = rest.drop { !NaturalOrder.precedes(after, key($0)) }
            }
        }
        let page = rest.prefix(limit)
        let next = page.count < rest.count ? page.last.map(key) : nil
        return .page(page.map(json), next: next)
    }

    /// The page of items that a store has read already, one more than asked for where there are more.
    func page<Item>(fetched items: [Item], key: (Item) -> String, json: (Item) -> JSONValue) -> Answer {
        let page = items.prefix(limit)
        return .page(page.map(json), next: items.count > limit ? page.last.map(key) : nil)
    }

    /// A key as an opaque word that goes into an address unchanged.
    static func cursor(of key: String) -> String { Array(key.utf8).hexadecimal }
}
