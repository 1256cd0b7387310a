import Buddelverein

/// Cuts CSV bytes into rows and cells in one pass; the state behind `CSVTable`.
struct CSVScanner {
    let file: String
    let separator: UInt8
    let limits: FileLimits
    private(set) var header: [String] = []
    private(set) var cells: [CSVTable.Cell] = []
    private(set) var lines: [UInt32] = []
    private(set) var refusals: [Refusal] = []
    private var position = 0
    private var line = 1
    /// What is wrong with the row being cut; the first fault counts.
    private var fault: Refusal?

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(file: String, separator: UInt8, limits: FileLimits) {
        self.file = file
        self.separator = separator
        self.limits = limits
    }

    /// The separator of the header line: whichever of comma and semicolon stands there more often outside quotes.
    static func separator(of bytes: [UInt8]) -> UInt8 {
        var (commas, semicolons, quoted) = (0, 0, false)
        for byte in bytes.drop(while: { $0 == lineFeed || $0 == carriageReturn }) {
            switch byte {
            case quote: quoted.toggle()
            case UInt8(ascii: ",") where !quoted: commas += 1
            case UInt8(ascii: ";") where !quoted: semicolons += 1
            case lineFeed where !quoted: return UInt8(ascii: semicolons > commas ? ";" : ",")
            default: break
            }
        }
        return UInt8(ascii: semicolons > commas ? ";" : ",")
    }

    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws(Refusal) {
        try scanHeader(bytes)
        // A row of these files has about 80 bytes; the guess only saves copies.
        lines.reserveCapacity(min(limits.rows, bytes.count / 80))
        cells.reserveCapacity(min(limits.cells, bytes.count, bytes.count / 80 * header.count))
        while let start = nextRow(bytes) {
            let first = cells.count
            let startLine = line
            let count = scanRow(bytes)
            if position - start > limits.rowBytes, fault == nil {
                fault = .rowTooLong(bytes: limits.rowBytes, at: Refusal.Place(file: file, line: startLine))
            }
            if fault == nil, count == header.count {
                if cells[first...].contains(where: { $0.count > 0 }) {
                    guard lines.count < limits.rows else {
                        throw .tooManyRows(limits.rows, at: Refusal.Place(file: file, line: startLine))
                    }
                    guard cells.count <= limits.cells else {
                        throw .tooManyFields(limits.cells, at: Refusal.Place(file: file, line: startLine))
                    }
                    lines.append(UInt32(startLine))
                    continue
                }
            } else {
                let place = Refusal.Place(file: file, line: startLine)
                refusals.append(fault ?? .raggedRow(fields: count, columns: header.count, at: place))
                // The file is refused; beyond what is listed its rows need not be cut.
                guard refusals.count <= FileIssues.limit else { return }
            }
            cells.removeSubrange(first...)
        }
    }

    private mutating func scanHeader(_ bytes: UnsafeBufferPointer<UInt8>) throws(Refusal) {
        guard nextRow(bytes) != nil else { throw .emptyCSV(at: Refusal.Place(file: file, line: 1)) }
        let startLine = line
        let count = scanRow(bytes)
        if let fault { throw fault }
        guard count <= limits.columns else {
            throw .tooManyColumns(limits.columns, at: Refusal.Place(file: file, line: startLine))
        }
        header = cells.map { cell in
            let field = UnsafeBufferPointer(rebasing: bytes[Int(cell.start)..<Int(cell.start + cell.count)])
            return switch cell.form {
            case .plain: String(decoding: CSVTable.trimmed(field), as: UTF8.self)
            case .quoted: String(decoding: field, as: UTF8.self)
            case .doubled: String(decoding: CSVTable.undoubled(field), as: UTF8.self)
            }
        }
        cells.removeAll()
    }

    /// Skips empty lines; the position of the next row, nil at the end of the file.
    private mutating func nextRow(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        fault = nil
        while position < bytes.count {
            if bytes[position] == Self.lineFeed {
                line += 1
            } else if bytes[position] != Self.carriageReturn || !isLineEnd(bytes) {
                return position
            }
            position += 1
        }
        return nil
    }

    /// Cuts one row and its line end; the number of its fields.
    private mutating func scanRow(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        while true {
            let isQuoted = position < bytes.count && bytes[position] == Self.quote
            let cell = isQuoted ? scanQuoted(bytes, field: count) : scanPlain(bytes, field: count)
            count += 1
            if Int(cell.count) > limits.fieldBytes {
                note(.fieldTooLong(bytes: limits.fieldBytes, at: place(field: count - 1)))
            }
            // Far too many fields are counted but not kept.
            if count <= max(limits.columns + 1, header.count) { cells.append(cell) }
            guard position < bytes.count else { return count }
            let byte = bytes[position]
            position += 1
            if byte == separator { continue }
            if byte == Self.carriageReturn, position < bytes.count { position += 1 }
            line += 1
            return count
        }
    }

    private mutating func scanPlain(_ bytes: UnsafeBufferPointer<UInt8>, field: Int) -> CSVTable.Cell {
        let start = position
        let (separator, end) = (separator, bytes.count)
        var index = start
        while index < end {
            let byte = bytes[index]
            // Everything that ends a field is a separator or below the letters; most bytes pass here at once.
            if byte == separator || byte == Self.lineFeed { break }
            if byte == Self.carriageReturn {
                position = index
                if isLineEnd(bytes) { break }
                note(.strayReturn(at: place(field: field)))
            } else if byte == Self.quote {
                note(.strayQuote(at: place(field: field)))
            }
            index += 1
        }
        position = index
        return CSVTable.Cell(start: UInt32(start), count: UInt32(index - start), form: .plain)
    }

    private mutating func scanQuoted(_ bytes: UnsafeBufferPointer<UInt8>, field: Int) -> CSVTable.Cell {
        let startLine = line
        position += 1
        let start = position
        var form = CSVTable.Cell.Form.quoted
        while position < bytes.count {
            if bytes[position] == Self.quote {
                guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
                form = .doubled
                position += 1
            } else if bytes[position] == Self.lineFeed {
                line += 1
            }
            position += 1
        }
        let cell = CSVTable.Cell(start: UInt32(start), count: UInt32(position - start), form: form)
        guard position < bytes.count else {
            var place = place(field: field)
            place.line = startLine
            note(.unterminatedQuote(at: place))
            return cell
        }
        position += 1
        // Behind the closing quote only a separator or a line end may stand; the rest of the field is skipped.
        if position < bytes.count, bytes[position] != separator, bytes[position] != Self.lineFeed, !isLineEnd(bytes) {
            note(.textAfterQuote(at: place(field: field)))
            while position < bytes.count, bytes[position] != separator, bytes[position] != Self.lineFeed,
                !isLineEnd(bytes)
            { position += 1 }
        }
        return cell
    }

    /// Whether a carriage return at the position belongs to a line end (or ends the file).
    private func isLineEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes[position] == Self.carriageReturn
            && (position + 1 == bytes.count || bytes[position + 1] == Self.lineFeed)
    }

    private mutating func note(_ refusal: Refusal) {
        if fault == nil { fault = refusal }
    }

    private func place(field: Int) -> Refusal.Place {
        Refusal.Place(file: file, line: line, field: field < header.count ? header[field] : "#\(field + 1)")
    }
}
