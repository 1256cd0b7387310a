import BuddelFormats
import BuddelStore
import Buddelverein

/// What the verification of several journals found.
public struct JournalFindings: Sendable {
    /// Where the journals stand that are what was booked, by the code of their association.
    public var links: [JournalLink]
    /// What is wrong with each of the others: `journal_broken`, `journal_differs` or `invalid_frozen_claim`.
    public var faults: [Refusal]

    public init(links: [JournalLink] = [], faults: [Refusal] = []) {
        self.links = links
        self.faults = faults
    }
}

extension BuddelApp {
    /// What is wrong with books, as against not being allowed to look at them.
    private static let faults: Set<RefusalCode> = [.journalBroken, .journalDiffers, .invalidFrozenClaim]

    /// Recomputes the hash chain of a journal from its rows and says where it stands.
    ///
    /// First every voucher's content is hashed anew: its salted hash is what the entries carry. Then what was filed with
    /// each claim (`invalid_frozen_claim` where it is not that any more), then the journal. Vouchers and entries come in
    /// pieces, with a memory that does not grow with them; `onProgress` gets how many are done and their whole number.
    /// All in one picture of the database. Refuses with `journal_broken` and the first voucher, entry or batch that is
    /// not what was booked; with `journal_differs` where the journal does not hold `known`, which left the house earlier.
    public func verifyJournal(
        of association: String? = nil, against known: JournalLink? = nil,
        onProgress: @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> JournalLink {
        try await perform(
            .auditVerify, in: association ?? known?.association, access: .readOnly, isolation: .repeatableRead
        ) { work, key in
            try await LedgerVerification(work, key).verify(against: known, onProgress: onProgress)
        }
    }

    /// The same for every association that the caller may verify, all in one picture of the database: a broken journal
    /// hides no other. For the administrator and the owner of the database these are all there are.
    ///
    /// `known` holds what left the house, at most one link an association. Refuses with `not_allowed` who may verify
    /// none, with `not_found` where there is none, also for one of `known`.
    public func verifyJournals(
        against known: [JournalLink] = [],
        onProgress: @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> JournalFindings {
        try await perform(.auditVerify, access: .readOnly, isolation: .repeatableRead) { work in
            var keys = try await work.associations().filter {
                (try? Authorisation.require(.auditVerify, of: work.caller, in: $0)) != nil
            }
            if !known.isEmpty {
                let codes = Set(known.map(\.association))
                keys = keys.filter { codes.contains($0.code) }
                if let missing = codes.subtracting(keys.map(\.code)).min() {
                    throw Refusal.associationNotFound(missing)
                }
            }
            guard !keys.isEmpty else { throw Refusal.noAssociation() }
            var findings = JournalFindings()
            for key in keys {
                do {
                    let verification = LedgerVerification(work, key)
                    let link = known.first { $0.association == key.code }
                    findings.links.append(try await verification.verify(against: link, onProgress: onProgress))
                } catch let refusal as Refusal where Self.faults.contains(refusal.code) {
                    findings.faults.append(refusal)
                }
            }
            return findings
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

    /// Reads where journals stood from a file that left the house: one link, or a list of them.
    ///
    /// Refuses with `file_unreadable` and `invalid_json`, also for an empty list and for two links of one association.
    public static func journalLinks(inFile path: String) throws(Refusal) -> [JournalLink] {
        let json = try JSONValue(parsing: try DataFile.read(path, limit: 1 << 20), file: path)
        guard let list = json.arrayValue else { return [try JournalLink(json: json)] }
        var links: [JournalLink] = []
        for link in list { links.append(try JournalLink(json: link)) }
        guard !links.isEmpty, Set(links.map(\.association)).count == links.count else {
            throw Refusal.noLinks(path)
        }
        return links
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

    static func noLinks(_ path: String) -> Refusal {
        Refusal(
            .invalidJSON,
            LocalizedText(
                en: "The list should hold one journal or more, each association once.",
                de: "Die Liste müsste ein Journal oder mehrere enthalten, jeden Verein einmal."),
            at: Place(file: path))
    }
}
