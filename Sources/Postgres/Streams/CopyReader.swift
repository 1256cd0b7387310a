/// The data of a `copy … to stdout` in pieces of about 64 KiB, each of whole rows; to be read once.
public struct CopyReader: AsyncSequence, Sendable {
    public typealias Element = [UInt8]

    private let connection: PostgresConnection
    public let isBinary: Bool
    private let statement: String?

    init(connection: PostgresConnection, isBinary: Bool, statement: String?) {
        self.connection = connection
        self.isBinary = isBinary
        self.statement = statement
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(connection: connection, statement: statement)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let connection: PostgresConnection
        let statement: String?

        public mutating func next() async throws -> [UInt8]? {
            try await connection.copyChunk(size: 64 * 1024, statement: statement)
        }
    }
}
