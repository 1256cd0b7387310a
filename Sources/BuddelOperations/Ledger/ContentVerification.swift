import BuddelStore
import Buddelverein
import Crypto
import Postgres

/// Recomputes the content hashes of one association's vouchers, with a memory that does not grow with them; the SQL that
/// wrote them is not asked.
struct ContentVerification {

    private let session: any PostgresSession
    private let key: AssociationKey

    init(_ session: any PostgresSession, _ key: AssociationKey) {
        self.session = session
        self.key = key
    }

    /// Vouchers read at once.
    private static let piece = 2_000

    /// Hashes what each voucher says now, in pieces; `onProgress` gets how many are done. Vouchers of erased persons
    /// can't be recomputed, and grants carry the hash of their claim.
    ///
    /// Refuses with `journal_broken` and the first voucher that says something else.
    func verifyContents(onProgress: (_ done: Int64) -> Void) async throws {
        let store = ContentHashStore(session)
        var last = Int64.min
        var done: Int64 = 0
        while true {
            let stored = try await store.list(after: last, limit: Self.piece, associationID: key.id)
            guard let end = stored.last else { return }
            let texts = try await texts(of: stored)
            for voucher in stored {
                guard let salt = voucher.salt, voucher.kind != .grant else { continue }
                guard let text = texts[voucher.kind]?[voucher.ref],
                    Array(SHA256.hash(data: salt + Array(text.utf8))) == voucher.hash
                else { throw Refusal.brokenVoucher(voucher.ref, voucher.kind, key) }
            }
            last = end.id
            done += Int64(stored.count)
            onProgress(done)
        }
    }

    /// What the vouchers of a piece say, by kind and reference.
    private func texts(of stored: [ContentHashStore.Stored]) async throws -> [VoucherKind: [String: String]] {
        let records = RecordStore(session)
        let association = key.id
        var texts: [VoucherKind: [String: String]] = [:]
        for (kind, vouchers) in Dictionary(grouping: stored, by: \.kind) {
            let scope = RecordStore.Scope.asRecorded(vouchers.map(\.id))
            texts[kind] =
                switch kind {
                case .work:
                    Self.texts(try await records.listWork(associationID: association, scope), \.ref, \.canonical)
                case .cost:
                    Self.texts(try await records.listCosts(associationID: association, scope), \.ref, \.canonical)
                case .gift:
                    Self.texts(try await records.listGifts(associationID: association, scope), \.ref, \.canonical)
                case .payment:
                    Self.texts(try await records.listPayments(associationID: association, scope), \.ref, \.canonical)
                case .grant: [:]
                }
        }
        return texts
    }

    private static func texts<Record>(
        _ records: [Record], _ ref: KeyPath<Record, String>, _ text: KeyPath<Record, String>
    ) -> [String: String] {
        Dictionary(uniqueKeysWithValues: records.map { ($0[keyPath: ref], $0[keyPath: text]) })
    }
}

extension Refusal {
    fileprivate static func broken(_ message: LocalizedText, _ field: String, _ value: String) -> Refusal {
        Refusal(
            .journalBroken, message,
            cure: LocalizedText(
                en: "Nothing in Buddel changes it; restore a backup and find out who did.",
                de: "Nichts in Buddel ändert das; eine Sicherung einspielen und klären, wer es war."),
            at: Place(field: field, value: value))
    }

    static func brokenVoucher(_ ref: String, _ kind: VoucherKind, _ key: AssociationKey) -> Refusal {
        broken(
            LocalizedText(
                en:
                    "\(key.code): voucher \(ref) (\(kind.name.english)) does not say what it said when it was recorded.",
                de: "\(key.code): Beleg \(ref) (\(kind.name.german)) sagt nicht mehr, was er bei der Erfassung sagte."),
            "voucher", ref)
    }
}
