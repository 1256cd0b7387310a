import BuddelStore
import Buddelverein
import Crypto
import Postgres

/// Recomputes the content hashes of one association's vouchers; the SQL that wrote them is not asked.
struct ContentVerification {

    private let session: any PostgresSession
    private let key: AssociationKey

    init(_ session: any PostgresSession, _ key: AssociationKey) {
        self.session = session
        self.key = key
    }

    /// Hashes what each voucher says now; returns how many there are. Vouchers of erased persons can't be recomputed,
    /// and grants carry the hash of their claim.
    func verifyContents() async throws -> Int {
        let records = RecordStore(session)
        var texts: [VoucherKind: [String: String]] = [:]
        texts[.work] = Self.texts(try await records.listWork(associationID: key.id, .asRecorded), \.ref, \.canonical)
        texts[.cost] = Self.texts(try await records.listCosts(associationID: key.id, .asRecorded), \.ref, \.canonical)
        texts[.gift] = Self.texts(try await records.listGifts(associationID: key.id, .asRecorded), \.ref, \.canonical)
        texts[.payment] = Self.texts(
            try await records.listPayments(associationID: key.id, .asRecorded), \.ref, \.canonical)
        let stored = try await ContentHashStore(session).list(associationID: key.id)
        for voucher in stored {
            guard let salt = voucher.salt, voucher.kind != .grant else { continue }
            guard let text = texts[voucher.kind]?[voucher.ref],
                Array(SHA256.hash(data: salt + Array(text.utf8))) == voucher.hash
            else { throw Refusal.brokenVoucher(voucher.ref, voucher.kind, key) }
        }
        return stored.count
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
