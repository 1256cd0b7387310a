import Buddelverein
import Postgres

/// The documents that were frozen with claims, with their contents: all that a town sees of an association's papers.
public struct ClaimDocumentStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// A document of a claim's line, without its bytes.
    public struct Filed: Sendable, Hashable {
        public var line: LineKey
        /// As the voucher names it, which may be within a folder.
        public var name: String
        public var documentID: Int64
        public var mediaType: String
        public var size: Int
        public var sha256: [UInt8]
    }

    /// The documents of a claim by line and name.
    public func list(claimID: Int64) async throws -> [Filed] {
        try await session.query(
            SQL(
                name: "list documents of a claim",
                """
                select l.kind, l.ref, c.name, c.document_id, d.media_type, octet_length(d.content)::bigint as size, c.sha256
                from buddel.claim_documents c
                join buddel.claim_lines l on l.association_id = c.association_id and l.claim_id = c.claim_id
                    and l.position = c.line_position
                join buddel.documents d on d.association_id = c.association_id and d.id = c.document_id
                where c.claim_id = \(claimID) order by c.line_position, c.name
                """)
        ).map { row in
            Filed(
                line: LineKey(kind: try row.word("kind"), ref: try row.decode("ref")), name: try row.decode("name"),
                documentID: try row.decode("document_id"), mediaType: try row.decode("media_type"),
                size: try row.decode("size"), sha256: try row.decode("sha256"))
        }
    }

    /// The bytes of a document that the claim holds; nil where it holds none of that key.
    public func fetchContent(_ documentID: Int64, claimID: Int64) async throws -> [UInt8]? {
        try await session.query(
            SQL(
                name: "fetch content of a claim's document",
                """
                select d.content from buddel.documents d
                where d.id = \(documentID) and exists (select from buddel.claim_documents c
                    where c.association_id = d.association_id and c.document_id = d.id and c.claim_id = \(claimID))
                """)
        ).oneOrNone()?.decode("content")
    }
}
