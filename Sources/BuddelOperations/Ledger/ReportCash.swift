import BuddelStore
import Buddelverein

/// The cash report of a booking year: what bank and cash held, what came in and what went out, and for what.
public struct CashReport: Sendable, Hashable {
    public var year: Int
    public var first: Day
    public var last: Day
    public var opening: Money
    /// By number of the account behind the money; a reversal takes back on the side it was on.
    public var flows: [CashFlow]
    public var closing: Money
    /// Where the journal stood.
    public var journal: JournalLink

    /// What came in; refuses with `overflow`.
    public func received() throws(Refusal) -> Money { try flows.map(\.received).total() }
    /// What went out; refuses with `overflow`.
    public func spent() throws(Refusal) -> Money { try flows.map(\.spent).total() }
}

/// Money received and spent for one purpose.
public typealias CashFlow = BuddelStore.CashFlow

extension BuddelApp {
    /// The cash report of a booking year, by the days on which was booked; nil: the year of today.
    ///
    /// Opening and closing are the balances of the accounts themselves, so that opening + received - spent = closing is
    /// a test of the books and not a definition. Refuses with `invalid_value` a year of no calendar.
    public func cashReport(year: Int? = nil, in association: String? = nil) async throws -> CashReport {
        try await perform(.reportRead, in: association, access: .readOnly, isolation: .repeatableRead) { work, key in
            guard let terms = try await BooksStore(work.transaction).fetchTerms(associationID: key.id) else {
                throw Refusal.associationNotFound(key.code)
            }
            let year = year ?? work.today.bookingYear(startingOn: terms.fiscalYearStart)
            guard (1900...2999).contains(year), let days = terms.fiscalYearStart.days(ofBookingYear: year) else {
                throw Refusal.noBookingYear(year)
            }
            let store = LedgerReportStore(work.transaction)
            let flows = try await store.listCashFlows(associationID: key.id, from: days.first, through: days.last)
            return CashReport(
                year: year, first: days.first, last: days.last,
                opening: try await store.fetchCash(associationID: key.id, through: try days.first.adding(days: -1)),
                flows: flows, closing: try await store.fetchCash(associationID: key.id, through: days.last),
                journal: try await work.journalLink(key))
        }
    }
}

extension Refusal {
    static func noBookingYear(_ year: Int) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "There is no booking year \(year).", de: "Ein Buchungsjahr \(year) gibt es nicht."),
            cure: LocalizedText(en: "A year is 1900 to 2999.", de: "Ein Jahr liegt zwischen 1900 und 2999."),
            at: Place(field: "year", value: String(year)))
    }
}
