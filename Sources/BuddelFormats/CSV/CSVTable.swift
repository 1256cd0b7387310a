import Buddelverein

/// A CSV file cut into rows and fields (RFC 4180), kept as positions in its bytes until a field is asked for.
///
/// Guarantees: every row has as many fields as the header; rows with nothing but separators are left out; each row
/// knows the line on which it starts. Rows that can't be cut are in `refusals`, with their line, and nowhere else.
public struct CSVTable: Sendable {
    public let file: String
    /// The separator found in the header line: a comma or a semicolon.
    public let separator: UInt8
    public let header: [String]
    public let refusals: [Refusal]
    let encoding: TextEncoding
    let bytes: [UInt8]
    let cells: [Cell]
    let lines: [UInt32]

    /// Where a field stands in the bytes, without its quotes.
    struct Cell: Sendable {
        var start: UInt32
        var count: UInt32
        var form: Form

        enum Form: UInt8, Sendable {
            case plain
            case quoted
            /// Quoted, and with doubled quotes inside.
            case doubled
        }
    }

    /// Cuts the bytes of a file.
    ///
    /// Refuses, as a whole: unreadable text (`invalid_text`), a file without a header (`invalid_csv`), and what is
    /// beyond the limits (`file_too_large`). Row by row, in `refusals`: `invalid_csv`, `ragged_row`.
    public init(_ source: [UInt8], file: String, limits: FileLimits = FileLimits()) throws(Refusal) {
        guard source.count <= limits.fileBytes else {
            throw .fileTooLarge(bytes: limits.fileBytes, at: Refusal.Place(file: file))
        }
        let (bytes, encoding) = try TextEncoding.decode(source, file: file)
        let separator = CSVScanner.separator(of: bytes)
        var scanner = CSVScanner(file: file, separator: separator, limits: limits)
        try bytes.withUnsafeBufferPointer { buffer throws(Refusal) in try scanner.scan(buffer) }
        self.file = file
        self.separator = separator
        self.encoding = encoding
        self.bytes = bytes
        header = scanner.header
        cells = scanner.cells
        lines = scanner.lines
        refusals = scanner.refusals
    }

    public var rowCount: Int { lines.count }

    /// The line of the file on which a row starts.
    public func line(of row: Int) -> Int { Int(lines[row]) }

    /// The text of a field; unquoted fields lose the blanks around them.
    public func text(row: Int, column: Int) -> String {
        withBytes(row: row, column: column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a field, unquoted; they must not leave the closure.
    func withBytes<Result>(
        row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows
        -> Result
    {
        let cell = cells[row * header.count + column]
        return try bytes.withUnsafeBufferPointer { buffer in
            let field = UnsafeBufferPointer(rebasing: buffer[Int(cell.start)..<Int(cell.start + cell.count)])
            switch cell.form {
            case .quoted: return try body(field)
            case .plain: return try body(Self.trimmed(field))
            case .doubled: return try Self.undoubled(field).withUnsafeBufferPointer(body)
            }
        }
    }

    static func trimmed(_ field: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var (start, end) = (0, field.count)
        while start < end, isBlank(field[start]) { start += 1 }
        while end > start, isBlank(field[end - 1]) { end -= 1 }
        return start == 0 && end == field.count ? field : UnsafeBufferPointer(rebasing: field[start..<end])
    }

    static func undoubled(_ field: some Collection<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(field.count)
        var skip = false
        for byte in field {
            if byte == UInt8(ascii: "\""), skip {
                skip = false
                continue
            }
            skip = byte == UInt8(ascii: "\"")
            out.append(byte)
        }
        return out
    }
}
