import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

// Vouchers with decisions, payments and postings, and their documents.
extension CaseImport {
    /// How many vouchers go to the database at once: it bounds the memory, and each lot is one batch of the journal.
    private static let lot = 10_000

    /// Records what is new and takes what moved forward; the keys of the new vouchers by kind and reference.
    func writeVouchers(in association: Int64) async throws -> [VoucherKind: [String: Int64]] {
        let vouchers = plan.vouchers
        let days =
            vouchers.work.new.map(\.date) + vouchers.costs.new.map(\.invoiceDate)
            + vouchers.gifts.new.map(\.date) + vouchers.payments.new.map(\.date)
        let changes =
            vouchers.work.advanced.count + vouchers.costs.advanced.count + vouchers.gifts.advanced.count
        guard !days.isEmpty || changes > 0 else { return [:] }
        guard let terms = try await BooksStore(session).fetchTerms(associationID: association) else {
            throw Refusal.noAssociation()
        }
        let recording = Recording(
            userID: work.caller.userID, channel: .import, seed: work.surroundings.randomBytes(32))
        // All other locks before the first lot, which takes the ledger.
        if !days.isEmpty { try await VoucherNaming(session).lock(associationID: association) }
        try await VoucherCounters(session).lock(days, terms: terms)
        try await VoucherFinder(session).lock(ids: vouchers.advancedIDs, associationID: association)
        if !vouchers.costs.new.isEmpty {
            try await BooksStore(session).openExpenseAccounts(associationID: association)
        }
        var keys: [VoucherKind: [String: Int64]] = [:]
        try await write(vouchers.work.new, .work, terms, recording, &keys) { LedgerRecords(work: $0) }
        try await write(vouchers.costs.new, .costs, terms, recording, &keys) { LedgerRecords(costs: $0) }
        try await write(vouchers.gifts.new, .gifts, terms, recording, &keys) { LedgerRecords(gifts: $0) }
        try await write(vouchers.payments.new, .payments, terms, recording, &keys) { LedgerRecords(payments: $0) }
        try await confirm(terms, recording)
        try await pay(terms, recording)
        return keys
    }

    private func write<Record>(
        _ new: [Record], _ file: CaseFile, _ terms: LedgerTerms, _ recording: Recording,
        _ keys: inout [VoucherKind: [String: Int64]], _ lot: ([Record]) -> LedgerRecords
    ) async throws {
        var rest = new[...]
        while !rest.isEmpty {
            let records = lot(Array(rest.prefix(Self.lot)))
            rest = rest.dropFirst(Self.lot)
            let recorded = try await step(file) {
                try await LedgerStore(session).insert(records, terms: terms, recording: recording)
            }
            for voucher in recorded.vouchers where !plan.documents.attachments.isEmpty {
                keys[voucher.kind, default: [:]][voucher.ref] = voucher.id
            }
            progress.advance(by: recorded.vouchers.count)
        }
    }

    /// Work and gifts that stood unconfirmed and come with their second person.
    private func confirm(_ terms: LedgerTerms, _ recording: Recording) async throws {
        let work = plan.vouchers.work.advanced.filter { $0.before.confirmedBy == nil && $0.after.confirmedBy != nil }
        let gifts = plan.vouchers.gifts.advanced.filter { $0.before.confirmedBy == nil && $0.after.confirmedBy != nil }
        guard !(work.isEmpty && gifts.isEmpty) else { return }
        _ = try await step(work.isEmpty ? .gifts : .work) {
            try await LedgerStore(session).confirm(
                work: work.compactMap { entry in
                    plan.vouchers.voucher(.work, entry.after.ref).map { ($0, entry.after) }
                },
                gifts: gifts.compactMap { entry in
                    plan.vouchers.voucher(.gift, entry.after.ref).map { ($0, entry.after) }
                }, terms: terms, recording: recording)
        }
    }

    /// Invoices that stood open and come with their payment.
    private func pay(_ terms: LedgerTerms, _ recording: Recording) async throws {
        let paid = plan.vouchers.costs.advanced.filter { $0.before.paidOn == nil && $0.after.paidOn != nil }
        guard !paid.isEmpty else { return }
        _ = try await step(.costs) {
            try await LedgerStore(session).pay(
                paid.compactMap { entry in
                    plan.vouchers.voucher(.cost, entry.after.ref).map { ($0.id, entry.after) }
                }, terms: terms, recording: recording)
        }
    }

    /// Attaches contents to every voucher that names them, and announces names that recorded vouchers get now; how
    /// many contents were attached.
    func writeDocuments(_ new: [VoucherKind: [String: Int64]], in association: Int64) async throws -> Int {
        let store = CaseDocumentStore(session, in: association)
        var vouchers: [String: [Int64]] = [:]
        for entry in plan.vouchers.documentNames(of: folder.records) {
            let id = new[entry.kind]?[entry.ref] ?? plan.vouchers.voucher(entry.kind, entry.ref)?.id
            if let id { vouchers[entry.name, default: []].append(id) }
        }
        for entry in announcements { try await store.attach(nil, named: entry.name, to: [entry.id]) }
        for attachment in plan.documents.attachments {
            let name = attachment.document.name
            let content = try attachment.document.read()
            let key = try await store.insert(content, type: attachment.type, sha256: attachment.sha256)
            try await store.attach(key, named: name, to: vouchers[name] ?? [])
        }
        return plan.documents.attachments.count
    }

    /// Recorded vouchers that named no document and do now.
    private var announcements: [(id: Int64, name: String)] {
        let vouchers = plan.vouchers
        func announced(_ kind: VoucherKind, _ ref: String, _ before: String?, _ after: String?) -> (Int64, String)? {
            guard before == nil, let after, let voucher = vouchers.voucher(kind, ref) else { return nil }
            return (voucher.id, after)
        }
        return vouchers.work.advanced.compactMap {
            announced(.work, $0.after.ref, $0.before.document, $0.after.document)
        }
            + vouchers.costs.advanced.compactMap {
                announced(.cost, $0.after.ref, $0.before.document, $0.after.document)
            }
            + vouchers.gifts.advanced.compactMap {
                announced(.gift, $0.after.ref, $0.before.document, $0.after.document)
            }
    }
}
