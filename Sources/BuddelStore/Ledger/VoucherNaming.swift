import Buddelverein
import Postgres

/// Gives references to vouchers that come without one.
public struct VoucherNaming: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The number behind the highest reference of a kind, such as 12 where `W-11` is the last.
    ///
    /// Two sessions never get the same: the association's naming lock is held until the transaction ends
    /// (docs/internals/locks.md).
    public func nextNumber(_ kind: VoucherKind, associationID: Int64) async throws -> Int64 {
        try await session.query(
            SQL(
                name: "lock voucher naming",
                "select pg_advisory_xact_lock(hashtextextended('voucher naming', \(associationID)))"))
        return try await session.query(
            SQL(
                name: "next voucher reference",
                """
                select coalesce(max(substr(ref, \(Int32(kind.refPrefix.utf8.count + 1)))::bigint), 0) + 1 as next
                from buddel.vouchers
                where association_id = \(associationID) and kind = \(kind.rawValue)
                    and ref ~ \("^" + kind.refPrefix + "[0-9]{1,15}$")
                """)
        ).one().decode("next")
    }
}
