import CLibPQ

/// A statement ready to send: its text, and its values in binary format in one stretch of memory.
struct BoundStatement: Sendable {
    let text: String
    let name: String?
    let types: [UInt32]
    private let bytes: [UInt8]
    /// Where each value lies in `bytes`; nil is null.
    private let ranges: [Range<Int>?]

    init(_ sql: SQL) {
        text = sql.text
        name = sql.name
        let values = sql.values
        var bytes: [UInt8] = []
        ranges = values.map { value in
            if value.isPostgresNull { return nil }
            let start = bytes.count
            value.encode(postgres: &bytes)
            return start..<bytes.count
        }
        self.bytes = bytes
        types = values.map { Swift.type(of: $0).postgresType.rawValue }
    }

    /// The key under which the statement is prepared; the same text with other types is another statement.
    var key: Key { Key(text: text, types: types) }

    struct Key: Hashable, Sendable {
        let text: String
        let types: [UInt32]
    }

    /// Sends the statement with its text.
    func send(on link: OpaquePointer) -> Bool {
        withParameters { values, lengths, formats in
            PQsendQueryParams(link, text, Int32(types.count), types, values, lengths, formats, 1) == 1
        }
    }

    /// Sends the values to a statement that is prepared under a name.
    func send(on link: OpaquePointer, prepared: String) -> Bool {
        withParameters { values, lengths, formats in
            PQsendQueryPrepared(link, prepared, Int32(types.count), values, lengths, formats, 1) == 1
        }
    }

    private func withParameters<T>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> T
    ) -> T {
        // An empty value still needs an address, since a null pointer is null; one spare byte gives it.
        let padded = bytes + [0]
        return padded.withUnsafeBytes { memory in
            let base = memory.baseAddress!.assumingMemoryBound(to: CChar.self)
            let values: [UnsafePointer<CChar>?] = ranges.map { $0.map { base + $0.lowerBound } }
            let lengths = ranges.map { Int32($0?.count ?? 0) }
            let formats = [Int32](repeating: 1, count: ranges.count)
            return body(values + [nil], lengths + [0], formats + [1])
        }
    }
}
