/// Writes CSV (RFC 4180): UTF-8 without a byte order mark, commas, LF line ends, quotes only where they are needed.
///
/// Guarantees: the same rows give the same bytes; `CSVTable` reads back exactly the fields written.
public struct CSVWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    private let columns: Int

    public init(header: [String]) {
        columns = header.count
        append(header)
    }

    /// Appends one row; it must have as many fields as the header.
    public mutating func append(_ fields: [String]) {
        precondition(fields.count == columns, "a row has as many fields as the header")
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ field: String) {
        guard Self.needsQuotes(field.utf8) else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ field: String.UTF8View) -> Bool {
        guard let first = field.first, let last = field.last(where: { _ in true }) else { return false }
        if first <= 0x20 || last <= 0x20 { return true }
        return field.contains { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
            default: false
            }
        }
    }
}
