import Buddelverein
import Postgres

/// The counters of voucher numbers, one per booking year.
public struct VoucherCounters: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Takes the counters of all booking years in which the days lie, ascending, until the transaction ends.
    ///
    /// For whoever records in several steps: counters come before the ledger in the order of locks.
    public func lock(_ days: some Sequence<Day>, terms: LedgerTerms) async throws {
        let years = Set(days.map { Int32($0.bookingYear(startingOn: terms.fiscalYearStart)) }).sorted()
        guard !years.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "lock voucher counters",
                """
                insert into buddel.voucher_counters as k (association_id, booking_year, last_number)
                select \(terms.associationID), g.year, 0 from unnest(\(years)) as g (year) order by g.year
                on conflict (association_id, booking_year) do update set last_number = k.last_number
                """))
    }
}
