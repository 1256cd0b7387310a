import BuddelStore
import Buddelverein

/// Verifies the vouchers, the filed claims and the journal of one association from their rows, vouchers and entries in
/// pieces.
struct LedgerVerification {
    /// Entries and batches read at once.
    private static let piece = 2_000

    private let work: UnitOfWork
    private let key: AssociationKey
    private let reader: JournalChainReader

    init(_ work: UnitOfWork, _ key: AssociationKey) {
        self.work = work
        self.key = key
        reader = JournalChainReader(work.transaction, in: key.id)
    }

    /// First what left the house, then what each voucher says, what was filed, and the chain; returns where the journal stands.
    ///
    /// `onProgress` gets the vouchers and entries done and their whole number.
    func verify(
        against known: JournalLink?, onProgress: (_ done: Int64, _ total: Int64) -> Void
    ) async throws -> JournalLink {
        guard let (head, lastEntry) = try await reader.fetchHead() else { throw Refusal.associationNotFound(key.code) }
        if let known { try await require(known) }
        let vouchers = try await ContentHashStore(work.transaction).count(associationID: key.id)
        let total = vouchers + lastEntry
        try await ContentVerification(work.transaction, key).verifyContents { onProgress($0, total) }
        try await work.verifyClaims(of: key)
        try await verifyChain(head, lastEntry) { onProgress(vouchers + $0, total) }
        return head
    }

    private func require(_ known: JournalLink) async throws {
        guard known.association == key.code else { throw Refusal.otherJournal(known, key.code) }
        // Batch 0 is an empty journal, which every later one holds.
        guard known.batch > 0 else { return }
        guard try await reader.fetchHash(ofBatch: known.batch) == known.hash else {
            throw Refusal.journalDiffers(known)
        }
    }

    private func verifyChain(
        _ head: JournalLink, _ lastEntry: Int64, onProgress: (_ done: Int64) -> Void
    ) async throws {
        var verifier = JournalVerifier(associationID: key.id, code: key.code)
        var batches = BatchQueue(reader: reader, piece: Self.piece)
        // Whoever drops a constraint can number from anywhere.
        var last = Int64.min
        var isBetweenBatches = true
        while true {
            let entries = try await reader.listChained(after: last, limit: Self.piece)
            for entry in entries {
                if isBetweenBatches, let batch = try await batches.next() { try verifier.begin(batch) }
                isBetweenBatches = try verifier.take(entry)
            }
            guard let end = entries.last else { break }
            last = end.number
            onProgress(last)
        }
        if isBetweenBatches, let batch = try await batches.next() { try verifier.begin(batch) }
        try verifier.finish(head: head, lastEntry: lastEntry)
        // Reports sum transfers: one without an entry would count there, and no digest holds it.
        if let number = try await reader.fetchEntryOfStrayTransfers() {
            throw Refusal.entryBroken(number, .missing, of: key.code)
        }
    }
}

/// Batches one after the other, read in pieces.
private struct BatchQueue {
    let reader: JournalChainReader
    let piece: Int
    private var waiting: ArraySlice<ChainedBatch> = []
    private var last = Int64.min

    init(reader: JournalChainReader, piece: Int) {
        self.reader = reader
        self.piece = piece
    }

    mutating func next() async throws -> ChainedBatch? {
        if waiting.isEmpty { waiting = try await reader.listBatches(after: last, limit: piece)[...] }
        let batch = waiting.popFirst()
        if let batch { last = batch.number }
        return batch
    }
}
