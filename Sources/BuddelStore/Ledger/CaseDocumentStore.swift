import Buddelverein
import Postgres

/// The documents of a case folder: contents, each once per association, and which vouchers name them.
public struct CaseDocumentStore: Sendable {
    /// A document that a voucher names.
    public struct Named: Sendable, Hashable {
        public var voucherID: Int64
        public var kind: VoucherKind
        public var ref: String
        public var name: String
        /// Nil while the document is announced and not there.
        public var documentID: Int64?
        public var sha256: [UInt8]?
        public var mediaType: String?
        public var size: Int?
    }

    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Stores a content; the same one again gives the key it has already.
    ///
    /// The database recomputes the hash (`documents_hash_of_content`) and bounds the size (`documents_size`).
    public func insert(_ content: [UInt8], type: DocumentType, sha256: [UInt8]) async throws -> Int64 {
        try await session.execute(
            SQL(
                name: "insert document",
                """
                insert into buddel.documents (association_id, sha256, media_type, content, added_by)
                values (\(association), \(sha256), \(type.rawValue), \(content), buddel.current_user_id())
                on conflict (association_id, sha256) do nothing
                """))
        return try await session.query(
            SQL(
                name: "fetch document key",
                "select id from buddel.documents where association_id = \(association) and sha256 = \(sha256)")
        ).one().decode("id")
    }

    /// Gives vouchers a document by name; one that was announced under the name has its content from then on.
    ///
    /// `documentID` nil only announces. A content that is attached already is left alone.
    public func attach(_ documentID: Int64?, named name: String, to vouchers: [Int64]) async throws {
        guard !vouchers.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "attach document",
                """
                insert into buddel.voucher_documents as d (association_id, voucher_id, name, document_id)
                select \(association), g.id, \(name), \(documentID) from unnest(\(vouchers)) as g (id)
                on conflict (association_id, voucher_id, name) do update set document_id = excluded.document_id
                where d.document_id is null and excluded.document_id is not null
                """))
    }

    /// The documents that vouchers name, by voucher and name; of all vouchers for nil.
    public func listNamed(by vouchers: [Int64]? = nil) async throws -> [Named] {
        try await session.query(
            SQL(
                name: "list named documents",
                """
                select v.id, v.kind, v.ref, n.name, n.document_id, d.sha256, d.media_type,
                    octet_length(d.content)::bigint as size
                from buddel.voucher_documents n
                join buddel.vouchers v on v.association_id = n.association_id and v.id = n.voucher_id
                left join buddel.documents d on d.association_id = n.association_id and d.id = n.document_id
                where n.association_id = \(association) and (\(vouchers)::bigint[] is null or n.voucher_id = any (\(vouchers)))
                order by v.id, n.name
                """)
        ).map { row in
            Named(
                voucherID: try row.decode("id"), kind: try row.word("kind"), ref: try row.decode("ref"),
                name: try row.decode("name"), documentID: try row.decode("document_id"),
                sha256: try row.decode("sha256"), mediaType: try row.decode("media_type"),
                size: try row.decode("size"))
        }
    }

    /// The bytes of a document; nil where there is none of that key.
    public func fetchContent(_ documentID: Int64) async throws -> [UInt8]? {
        try await session.query(
            SQL(
                name: "fetch document content",
                "select content from buddel.documents where association_id = \(association) and id = \(documentID)")
        ).oneOrNone()?.decode("content")
    }
}
