import Buddelverein
import Postgres

/// Reads what the content hashes of vouchers are made of, in pieces, so that they can be recomputed elsewhere.
public struct ContentHashStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The salt and hash of a voucher; the salt is nil where a person behind it was erased.
    public struct Stored: Sendable, Hashable {
        public var id: Int64
        public var kind: VoucherKind
        public var ref: String
        public var salt: [UInt8]?
        public var hash: [UInt8]
    }

    /// How many vouchers there are.
    public func count(associationID: Int64) async throws -> Int64 {
        try await session.query(
            SQL(
                name: "count vouchers",
                "select count(*) as vouchers from buddel.vouchers where association_id = \(associationID)")
        ).one().decode("vouchers")
    }

    /// Salts and hashes of the next vouchers behind an id, in the order of recording.
    public func list(after id: Int64, limit: Int, associationID: Int64) async throws -> [Stored] {
        try await session.query(
            SQL(
                name: "list content hashes",
                """
                select id, kind, ref, salt, content_hash from buddel.vouchers
                where association_id = \(associationID) and id > \(id) order by id limit \(Int64(limit))
                """)
        ).map { row in
            Stored(
                id: try row.decode("id"), kind: try row.word("kind"), ref: try row.decode("ref"),
                salt: try row.decode("salt"), hash: try row.decode("content_hash"))
        }
    }
}
