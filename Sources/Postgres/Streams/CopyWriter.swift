import Synchronization

/// Takes the data of a `copy … from stdin`; usable only within the closure that it was given to.
///
/// What is written is gathered into pieces of about 64 KiB. The COPY's own format decides: with
/// `(format binary)` use `write(row:)`, otherwise `write(text:)` with whole or partial lines.
public final class CopyWriter: Sendable {
    private let connection: PostgresConnection
    public let isBinary: Bool
    private let buffer: Mutex<[UInt8]>

    private static let chunk = 64 * 1024

    init(connection: PostgresConnection, isBinary: Bool) {
        self.connection = connection
        self.isBinary = isBinary
        // The signature of the binary format, then flags and the length of an extension, both zero.
        let header: [UInt8] =
            [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0] + Array(repeating: 0, count: 8)
        buffer = Mutex(isBinary ? header : [])
    }

    /// Writes one row in binary format, a value for each column of the COPY in its order.
    ///
    /// The server takes the bytes as the column's own type: an `integer` column wants an `Int32`, a `bigint` an `Int`.
    /// - Throws: `PostgresError` with `SQLState.misuse` where the COPY's format is text.
    public nonisolated(nonsending) func write(row: [any PostgresEncodable]) async throws {
        guard isBinary else { throw PostgresError.misuse("write(row:) needs a COPY with (format binary)") }
        let full = buffer.withLock { buffer in
            buffer.append(bigEndian: Int16(row.count))
            for value in row {
                buffer.append(cell: value)
            }
            return Self.takeIfFull(&buffer)
        }
        if let full { try await connection.putCopy(full) }
    }

    /// Writes text of a COPY in text or CSV format.
    public nonisolated(nonsending) func write(text: String) async throws {
        try await write(bytes: Array(text.utf8))
    }

    /// Writes bytes in the COPY's own format; in binary format without the header and the trailer.
    public nonisolated(nonsending) func write(bytes: [UInt8]) async throws {
        let full = buffer.withLock { buffer in
            buffer.append(contentsOf: bytes)
            return Self.takeIfFull(&buffer)
        }
        if let full { try await connection.putCopy(full) }
    }

    /// Sends what is left, and in binary format the trailer.
    func finish() async throws {
        let rest = buffer.withLock { buffer in
            if isBinary { buffer.append(bigEndian: Int16(-1)) }
            defer { buffer = [] }
            return buffer
        }
        try await connection.putCopy(rest)
    }

    private static func takeIfFull(_ buffer: inout [UInt8]) -> [UInt8]? {
        guard buffer.count >= chunk else { return nil }
        var full: [UInt8] = []
        full.reserveCapacity(chunk + chunk / 4)
        swap(&full, &buffer)
        return full
    }
}
