import Buddelverein
import Postgres

/// Reads what the content hashes of vouchers are made of, so that they can be recomputed elsewhere.
public struct ContentHashStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The salt and hash of a voucher; the salt is nil where a person behind it was erased.
    public struct Stored: Sendable, Hashable {
        public var kind: VoucherKind
        public var ref: String
        public var salt: [UInt8]?
        public var hash: [UInt8]
    }

    /// Salts and hashes of all vouchers, in the order of recording.
    public func list(associationID: Int64) async throws -> [Stored] {
        try await session.query(
            SQL(
                name: "list content hashes",
                """
                select kind, ref, salt, content_hash from buddel.vouchers
                where association_id = \(associationID) order by id
                """)
        ).map { row in
            Stored(
                kind: try row.word("kind"), ref: try row.decode("ref"), salt: try row.decode("salt"),
                hash: try row.decode("content_hash"))
        }
    }
}
