import BuddelFormats
import BuddelStore
import Buddelverein

/// An entry as it stands in the journal, with its batch.
public typealias BookedEntry = BuddelStore.BookedEntry
/// Which entries of a journal are wanted.
public typealias JournalFilter = JournalEntryStore.Filter

extension BuddelApp {
    /// The next entries behind a number that fit, in the order of the journal, at most `limit`.
    ///
    /// Refuses with `not_found` an account or a member that the association doesn't have.
    public func listJournal(
        _ filter: JournalFilter = JournalFilter(), after number: Int64 = 0, limit: Int, in association: String? = nil
    ) async throws -> [BookedEntry] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            if let account = filter.account {
                let accounts = try await LedgerReportStore(work.transaction).listAccounts(associationID: key.id)
                guard accounts.contains(where: { $0.code == account }) else {
                    throw Refusal.noSuchAccount(account, of: accounts.map(\.code))
                }
            }
            if let member = filter.member {
                guard try await MemberStore(work.transaction, in: key.id).fetch(member) != nil else {
                    throw Refusal.absent(.member, member, field: "member")
                }
            }
            return try await JournalEntryStore(work.transaction, in: key.id).list(filter, after: number, limit: limit)
        }
    }

    /// The association's chart of accounts, by code.
    public func listAccounts(in association: String? = nil) async throws -> [LedgerAccount] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            try await LedgerReportStore(work.transaction).listAccounts(associationID: key.id)
        }
    }

    /// One entry with all its transfers; refuses with `not_found`.
    public func showEntry(_ number: Int64, in association: String? = nil) async throws -> BookedEntry {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            guard let entry = try await JournalEntryStore(work.transaction, in: key.id).fetch(number) else {
                throw Refusal.noSuchEntry(number)
            }
            return entry
        }
    }

    /// Entries read at once for an export.
    private static let exportPiece = 2_000

    /// Writes the whole journal for hledger, all units, in pieces: `write` gets the bytes one after the other.
    ///
    /// All in one picture of the database; memory does not grow with the journal. Returns where the journal stood, which
    /// the first line of the file says too. `onProgress` gets the entries done and their whole number.
    public func exportHledger(
        in association: String? = nil, onProgress: @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in },
        write: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> JournalLink {
        try await perform(.caseExport, in: association, access: .readOnly, isolation: .repeatableRead) { work, key in
            guard let (link, total) = try await JournalChainReader(work.transaction, in: key.id).fetchHead() else {
                throw Refusal.associationNotFound(key.code)
            }
            let store = JournalEntryStore(work.transaction, in: key.id)
            var journal = HledgerJournal(
                title: "journal of \(link.association) - batch \(link.batch) - hash \(link.hash.hexadecimal)",
                accounts: try await LedgerReportStore(work.transaction).listAccounts(associationID: key.id))
            var done: Int64 = 0
            while true {
                let entries = try await store.list(after: done, limit: Self.exportPiece)
                for booked in entries { try journal.append(booked.entry) }
                try await write(journal.takeBytes())
                guard let last = entries.last else { return link }
                done = last.entry.number
                onProgress(done, total)
            }
        }
    }
}

extension Refusal {
    static func noSuchAccount(_ code: String, of codes: [String]) -> Refusal {
        let shown = codes.joined(separator: ", ")
        return Refusal(
            .notFound,
            LocalizedText(en: "There is no account “\(code)”.", de: "Ein Konto „\(code)“ gibt es nicht."),
            cure: LocalizedText(en: "One of: \(shown).", de: "Eines von: \(shown)."),
            at: Place(field: "account", value: code))
    }

    static func noSuchEntry(_ number: Int64) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(en: "There is no entry \(number).", de: "Eine Buchung \(number) gibt es nicht."),
            cure: LocalizedText(en: "See journal list.", de: "Siehe journal list."),
            at: Place(field: "entry", value: String(number)))
    }
}
