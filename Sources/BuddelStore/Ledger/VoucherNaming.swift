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
                select buddel.next_voucher_number(\(associationID), \(kind.rawValue), \(kind.refPrefix)) as next
                """)
        ).one().decode("next")
    }
}
