import Buddelverein
import Postgres

/// Gives references to vouchers that come without one.
public struct VoucherNaming: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Takes the association's naming lock until the transaction ends (docs/internals/locks.md).
    ///
    /// Whoever records vouchers takes it, with references of his own too: else two could wait for each other, one for the
    /// reference, the other for the ledger.
    public func lock(associationID: Int64) async throws {
        try await session.query(
            SQL(
                name: "lock voucher naming",
                "select pg_advisory_xact_lock(hashtextextended('voucher naming', \(associationID)))"))
    }

    /// The number behind the highest reference of a kind, such as 12 where `W-11` is the last.
    ///
    /// Under `lock(associationID:)` two sessions never get the same.
    public func nextNumber(_ kind: VoucherKind, associationID: Int64) async throws -> Int64 {
        try await session.query(
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
