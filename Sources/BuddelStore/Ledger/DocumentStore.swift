import Buddelverein
import Postgres

/// Documents by name at vouchers; their contents are `CaseDocumentStore`'s.
public struct DocumentStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Gives the names that these vouchers announced the content that the association has under the same name already:
    /// one sheet of paper stands behind several lines.
    ///
    /// A content is known by its hash; a name under which there are several contents says nothing and stays announced
    /// (`listAmbiguous`).
    public func attachKnown(voucherIDs: [Int64], associationID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "attach known documents",
                """
                update buddel.voucher_documents d set document_id = k.document_id
                from (
                    select o.name, min(o.document_id) as document_id from buddel.voucher_documents o
                    where o.association_id = \(associationID) and o.document_id is not null group by o.name
                    having count(distinct o.document_id) = 1
                ) k
                where d.association_id = \(associationID) and d.voucher_id = any (\(voucherIDs)) and d.document_id is null
                    and k.name = d.name
                """))
    }

    /// The names that these vouchers announced and under which the association has several contents, in order.
    public func listAmbiguous(voucherIDs: [Int64], associationID: Int64) async throws -> [String] {
        try await session.query(
            SQL(
                name: "list ambiguous documents",
                """
                select o.name from buddel.voucher_documents o
                where o.association_id = \(associationID) and o.document_id is not null and o.name in (
                    select d.name from buddel.voucher_documents d
                    where d.association_id = \(associationID) and d.voucher_id = any (\(voucherIDs)) and d.document_id is null)
                group by o.name having count(distinct o.document_id) > 1 order by o.name
                """)
        ).map { try $0.decode("name") }
    }
}
