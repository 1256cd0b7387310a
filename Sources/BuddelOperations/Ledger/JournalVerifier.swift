import Buddelverein
import Crypto

/// Recomputes the hash chain of one journal from its rows, independently of the database's functions.
///
/// Batches and entries are given in order, in pieces of any size; memory does not grow with the journal. Each step
/// throws the first thing that is broken, with `journal_broken`.
struct JournalVerifier {
    private let associationID: Int64
    private let code: String
    private var previous: ChainedBatch?
    private var previousHash: [UInt8]
    private var hash = SHA256()
    private var current: ChainedBatch?
    private var nextEntry: Int64 = 1

    /// Begins at the start of a journal: before the first batch stands the hash of the association's code.
    init(associationID: Int64, code: String) {
        self.associationID = associationID
        self.code = code
        previousHash = Array(SHA256.hash(data: Array(code.utf8)))
    }

    /// Begins a batch; the one before must have ended.
    mutating func begin(_ batch: ChainedBatch) throws(Refusal) {
        let number = (previous?.number ?? 0) + 1
        guard batch.number == number else { throw batchBroken(number, .missing) }
        guard batch.firstEntry == nextEntry, batch.lastEntry >= batch.firstEntry else {
            throw batchBroken(number, .entries)
        }
        guard batch.previousHash == previousHash else { throw batchBroken(number, .link) }
        current = batch
        hash = SHA256()
        hash.update(data: previousHash)
        hash.update(data: Array(batch.linkText(associationID: associationID).utf8))
    }

    /// Takes the next entry of the batch that was begun; true when it was the batch's last one.
    mutating func take(_ entry: ChainedEntry) throws(Refusal) -> Bool {
        guard let batch = current else { throw entryBroken(entry.number, .noBatch) }
        guard entry.number == nextEntry else { throw entryBroken(nextEntry, .missing) }
        guard entry.batch == batch.number else { throw entryBroken(entry.number, .otherBatch) }
        guard let text = entry.digestText else {
            throw entryBroken(entry.number, entry.contentHash == nil ? .noVoucher : .noTransfers)
        }
        guard SHA256.hash(data: Array(text.utf8)) == entry.digest else { throw entryBroken(entry.number, .digest) }
        hash.update(data: entry.digest)
        nextEntry += 1
        guard entry.number == batch.lastEntry else { return false }
        previousHash = Array(hash.finalize())
        guard previousHash == batch.hash else { throw batchBroken(batch.number, .hash) }
        previous = batch
        current = nil
        return true
    }

    /// Ends the journal: what the ledger's row says must be what was computed.
    func finish(head: JournalLink, lastEntry: Int64) throws(Refusal) {
        if current != nil { throw entryBroken(nextEntry, .missing) }
        let number = previous?.number ?? 0
        guard head.batch == number else { throw batchBroken(min(number, head.batch) + 1, .missing) }
        guard lastEntry == nextEntry - 1 else { throw entryBroken(min(nextEntry - 1, lastEntry) + 1, .missing) }
        guard head.hash == previousHash else { throw batchBroken(number, .head) }
    }

    private func batchBroken(_ number: Int64, _ fault: JournalFault) -> Refusal {
        .batchBroken(number, fault, of: code)
    }

    private func entryBroken(_ number: Int64, _ fault: JournalFault) -> Refusal {
        .entryBroken(number, fault, of: code)
    }
}

/// What is wrong with a batch or an entry.
enum JournalFault {
    case missing, entries, link, hash, head
    case noBatch, otherBatch, noVoucher, noTransfers, digest

    var words: LocalizedText {
        switch self {
        case .missing: LocalizedText(en: "is missing", de: "fehlt")
        case .entries:
            LocalizedText(en: "does not go on with the next entry", de: "setzt nicht mit der nächsten Buchung fort")
        case .link: LocalizedText(en: "does not follow the batch before", de: "schließt nicht an den Stapel davor an")
        case .hash:
            LocalizedText(
                en: "has another hash than its entries give",
                de: "hat eine andere Prüfsumme, als ihre Buchungen ergeben")
        case .head:
            LocalizedText(
                en: "is not the one that the ledger ends with", de: "ist nicht der, mit dem das Journal endet")
        case .noBatch: LocalizedText(en: "lies in no batch", de: "liegt in keinem Stapel")
        case .otherBatch:
            LocalizedText(
                en: "lies in another batch than its number says",
                de: "liegt in einem anderen Stapel, als die Nummer sagt")
        case .noVoucher: LocalizedText(en: "has lost its voucher", de: "hat ihren Beleg verloren")
        case .noTransfers: LocalizedText(en: "has lost its transfers", de: "hat ihre Umbuchungen verloren")
        case .digest: LocalizedText(en: "was changed after it was booked", de: "wurde nach dem Buchen verändert")
        }
    }
}

extension Refusal {
    static func batchBroken(_ number: Int64, _ fault: JournalFault, of code: String) -> Refusal {
        broken(LocalizedText(en: "batch", de: "Stapel"), "batch", number, fault, code)
    }

    static func entryBroken(_ number: Int64, _ fault: JournalFault, of code: String) -> Refusal {
        broken(LocalizedText(en: "entry", de: "Buchung"), "entry", number, fault, code)
    }

    private static func broken(
        _ what: LocalizedText, _ field: String, _ number: Int64, _ fault: JournalFault, _ code: String
    ) -> Refusal {
        Refusal(
            .journalBroken,
            LocalizedText(
                en: "\(code): \(what.english) \(number) \(fault.words.english).",
                de: "\(code): \(what.german) \(number) \(fault.words.german)."),
            cure: LocalizedText(
                en: "The journal is not what it was. Compare with a backup from before.",
                de: "Das Journal ist nicht mehr, was es war. Vergleichen Sie mit einer früheren Sicherung."),
            at: Place(field: field, value: String(number)))
    }
}
