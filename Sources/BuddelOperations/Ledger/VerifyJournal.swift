import BuddelFormats
import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Entries and batches read at once.
    private static let piece = 2_000

    /// Recomputes the hash chain of a journal from its rows and says where it stands.
    ///
    /// First every voucher's content is hashed anew: its salted hash is what the entries carry. Then what was filed with
    /// each claim (`invalid_frozen_claim` where it is not that any more), then the journal, in
    /// pieces, with a memory that does not grow with it; `onProgress` gets the entries done and their whole number. All in
    /// one picture of the database. Refuses with `journal_broken` and the first entry or batch that is
    /// not what was booked; with `journal_differs` where the journal does not hold `known`, which left the house earlier.
    public func verifyJournal(
        of association: String? = nil, against known: JournalLink? = nil,
        onProgress: @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> JournalLink {
        try await perform(
            .auditVerify, in: association ?? known?.association, access: .readOnly, isolation: .repeatableRead
        ) { work, key in
            let reader = JournalChainReader(work.transaction, in: key.id)
            guard let (head, lastEntry) = try await reader.fetchHead() else {
                throw Refusal.associationNotFound(key.code)
            }
            if let known { try await Self.require(known, of: key, in: reader) }
            _ = try await ContentVerification(work.transaction, key).verifyContents()
            try await work.verifyClaims(of: key)
            var verifier = JournalVerifier(associationID: key.id, code: key.code)
            var batches = BatchQueue(reader: reader, piece: Self.piece)
            var done: Int64 = 0
            var isBetweenBatches = true
            while true {
                let entries = try await reader.listChained(after: done, limit: Self.piece)
                for entry in entries {
                    if isBetweenBatches, let batch = try await batches.next() { try verifier.begin(batch) }
                    isBetweenBatches = try verifier.take(entry)
                }
                guard let last = entries.last else { break }
                done = last.number
                onProgress(done, lastEntry)
            }
            if isBetweenBatches, let batch = try await batches.next() { try verifier.begin(batch) }
            try verifier.finish(head: head, lastEntry: lastEntry)
            return head
        }
    }

    /// Where a journal stands, without recomputing it.
    public func journalLink(of association: String? = nil) async throws -> JournalLink {
        try await perform(.reportRead, in: association, access: .readOnly) { work, key in
            guard let (head, _) = try await JournalChainReader(work.transaction, in: key.id).fetchHead() else {
                throw Refusal.associationNotFound(key.code)
            }
            return head
        }
    }

    /// Reads the head of a journal from a file that left the house; refuses with `file_unreadable` and `invalid_json`.
    public static func journalLink(inFile path: String) throws(Refusal) -> JournalLink {
        let bytes = try DataFile.read(path, limit: 1 << 20)
        return try JournalLink(json: JSONValue(parsing: bytes, file: path))
    }

    private static func require(
        _ known: JournalLink, of key: AssociationKey, in reader: JournalChainReader
    ) async throws {
        guard known.association == key.code else { throw Refusal.otherJournal(known, key.code) }
        // Batch 0 is an empty journal, which every later one holds.
        guard known.batch > 0 else { return }
        guard try await reader.fetchHash(ofBatch: known.batch) == known.hash else {
            throw Refusal.journalDiffers(known)
        }
    }
}

/// Batches one after the other, read in pieces.
private struct BatchQueue {
    let reader: JournalChainReader
    let piece: Int
    private var waiting: ArraySlice<ChainedBatch> = []
    private var last: Int64 = 0

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

extension Refusal {
    static func journalDiffers(_ known: JournalLink) -> Refusal {
        Refusal(
            .journalDiffers,
            LocalizedText(
                en: "The journal does not hold batch \(known.batch) with the hash that left the house.",
                de:
                    "Das Journal enthält den Stapel \(known.batch) nicht mit der Prüfsumme, die aus dem Haus gegangen ist."
            ),
            cure: LocalizedText(
                en: "It was rewritten, or restored from an older backup; find out which.",
                de: "Es wurde neu geschrieben oder aus einer älteren Sicherung zurückgespielt; klären Sie, was davon."),
            at: Place(field: "batch", value: String(known.batch)))
    }

    static func otherJournal(_ known: JournalLink, _ code: String) -> Refusal {
        Refusal(
            .journalDiffers,
            LocalizedText(
                en: "The file is of the journal of \(known.association), not of \(code).",
                de: "Die Datei gehört zum Journal von \(known.association), nicht von \(code)."),
            at: Place(field: "association", value: known.association))
    }
}
