import Buddelverein
import Postgres

/// Documents by name at vouchers; their contents are `CaseDocumentStore`'s.
public struct DocumentStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Attaches content to a voucher under a name; a name that was announced gets its content.
    ///
    /// Returns false where the name has another content already.
    public func attach(
        documentID: Int64, name: String, voucherID: Int64, associationID: Int64
    ) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "attach document",
                """
                insert into buddel.voucher_documents as d (association_id, voucher_id, name, document_id)
                values (\(associationID), \(voucherID), \(name), \(documentID))
                on conflict (association_id, voucher_id, name) do update set document_id = excluded.document_id
                where d.document_id is null or d.document_id = excluded.document_id
                """)) == 1
    }

    /// Gives the names that these vouchers announced the content that the association has under the same name already:
    /// one sheet of paper stands behind several lines.
    public func attachKnown(voucherIDs: [Int64], associationID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "attach known documents",
                """
                update buddel.voucher_documents d set document_id = k.document_id
                from (
                    select o.name, max(o.document_id) as document_id from buddel.voucher_documents o
                    where o.association_id = \(associationID) and o.document_id is not null group by o.name
                ) k
                where d.association_id = \(associationID) and d.voucher_id = any (\(voucherIDs)) and d.document_id is null
                    and k.name = d.name
                """))
    }

    /// The documents of vouchers, by voucher and name; nil lists all.
    public func list(associationID: Int64, voucherIDs: [Int64]? = nil) async throws -> [AttachedDocument] {
        try await session.query(
            SQL(
                name: "list documents",
                """
                select v.kind, v.ref, n.name, d.media_type, octet_length(d.content) as bytes, encode(d.sha256, 'hex') as sha256
                from buddel.voucher_documents n
                join buddel.vouchers v on v.association_id = n.association_id and v.id = n.voucher_id
                left join buddel.documents d on d.association_id = n.association_id and d.id = n.document_id
                where n.association_id = \(associationID) and (\(voucherIDs) is null or n.voucher_id = any (\(voucherIDs)))
                order by v.id, n.name
                """)
        ).map { row in
            AttachedDocument(
                kind: try row.word("kind"), ref: try row.decode("ref"), name: try row.decode("name"),
                mediaType: try row.decode("media_type"), bytes: try row.decode("bytes", as: Int32?.self).map(Int.init),
                sha256: try row.decode("sha256"))
        }
    }
}

/// A document at a voucher; without content it is announced and not here yet.
public struct AttachedDocument: Sendable, Hashable {
    public var kind: VoucherKind
    public var ref: String
    public var name: String
    public var mediaType: String?
    public var bytes: Int?
    /// In hexadecimal.
    public var sha256: String?
}
