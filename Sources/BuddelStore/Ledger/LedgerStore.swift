import Buddelverein
import Postgres

/// Records whole lists of vouchers with their decisions and entries in a handful of statements.
public struct LedgerStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Records vouchers of every kind in one go: numbers, details, documents by name, decisions, payments, and one
    /// batch of the journal for all that takes effect.
    ///
    /// The records must be without faults; unconfirmed work and gifts are recorded and not posted. Takes the voucher
    /// counters in ascending order, then the ledger. Refuses with `unknown_member`, `unknown_helper`,
    /// `unknown_segment`; the constraints of the database refuse the rest.
    @discardableResult
    public func insert(
        _ records: LedgerRecords, terms: LedgerTerms, recording: Recording
    ) async throws -> RecordedList {
        guard !records.isEmpty else { return RecordedList(vouchers: [], batch: nil) }
        let codes = records.namedCodes()
        let keys = try await LedgerKeys.fetch(
            associationID: terms.associationID, members: codes.members, helpers: codes.helpers,
            segments: codes.segments,
            in: session)
        let vouchers = try await VoucherStore(session).insertHeaders(
            records.headers, terms: terms, recording: recording)
        let numbered = NumberedRecords(records, vouchers)
        try await insertDetails(numbered, terms: terms, recording: recording, keys: keys)
        if !records.costs.isEmpty {
            try await BooksStore(session).openExpenseAccounts(associationID: terms.associationID)
        }
        let batch = try await JournalStore(session).post(
            numbered.entries(terms), associationID: terms.associationID, keys: keys)
        return RecordedList(vouchers: vouchers, batch: batch)
    }

    /// As `insert(_:terms:recording:)`, for work alone.
    @discardableResult
    public func insert(work: [WorkRecord], terms: LedgerTerms, recording: Recording) async throws -> RecordedList {
        try await insert(LedgerRecords(work: work), terms: terms, recording: recording)
    }

    /// Confirms vouchers that stand already, and posts them as one batch: `work` and `gifts` carry confirmer and day.
    ///
    /// Each comes with its key and the hash of the content that was confirmed.
    @discardableResult
    public func confirm(
        work: [(StoredVoucher, WorkRecord)], gifts: [(StoredVoucher, GiftRecord)], terms: LedgerTerms,
        recording: Recording
    ) async throws -> PostedBatch? {
        let records = LedgerRecords(work: work.map(\.1), gifts: gifts.map(\.1))
        let codes = records.namedCodes()
        let keys = try await LedgerKeys.fetch(
            associationID: terms.associationID, members: codes.members, helpers: codes.helpers,
            segments: codes.segments,
            in: session)
        let vouchers = (work.map(\.0) + gifts.map(\.0)).map(\.recorded)
        let numbered = NumberedRecords(records, vouchers)
        try await DecisionStore(session).insert(
            numbered.decisions(keys), associationID: terms.associationID, channel: recording.channel,
            userID: recording.userID)
        return try await JournalStore(session).post(
            numbered.entries(terms), associationID: terms.associationID, keys: keys)
    }

    /// Pays invoices that stand already, and posts the payments as one batch; each record carries the payment.
    @discardableResult
    public func pay(
        _ costs: [(voucherID: Int64, record: CostRecord)], terms: LedgerTerms, recording: Recording
    ) async throws -> PostedBatch? {
        let records = LedgerRecords(costs: costs.map(\.record))
        let keys = try await LedgerKeys.fetch(
            associationID: terms.associationID, members: [], helpers: [], segments: records.namedCodes().segments,
            in: session)
        try await VoucherStore(session).insertPayments(
            costs.map { ($0.voucherID, $0.record) }, associationID: terms.associationID, userID: recording.userID)
        var entries: [(voucherID: Int64, draft: EntryDraft)] = []
        for (id, record) in costs {
            if let draft = try record.paymentEntry(deductsInputTax: terms.deductsInputTax) {
                entries.append((id, draft))
            }
        }
        return try await JournalStore(session).post(entries, associationID: terms.associationID, keys: keys)
    }

    private func insertDetails(
        _ numbered: NumberedRecords, terms: LedgerTerms, recording: Recording, keys: LedgerKeys
    ) async throws {
        let association = terms.associationID
        let store = VoucherStore(session)
        try await store.insertDetails(work: numbered.work, associationID: association, keys: keys)
        try await store.insertDetails(costs: numbered.costs, associationID: association, keys: keys)
        try await store.insertDetails(gifts: numbered.gifts, associationID: association, keys: keys)
        try await store.insertDetails(payments: numbered.payments, associationID: association, keys: keys)
        try await store.insertPayments(numbered.costs, associationID: association, userID: recording.userID)
        try await store.insertDocumentNames(numbered.documentNames, associationID: association)
        try await DecisionStore(session).insert(
            numbered.decisions(keys), associationID: association, channel: recording.channel, userID: recording.userID)
    }
}
