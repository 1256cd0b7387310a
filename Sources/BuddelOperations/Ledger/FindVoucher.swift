import BuddelStore
import Buddelverein

extension UnitOfWork {
    /// The one voucher of a reference; a reference is unique within its kind only.
    ///
    /// Refuses with `not_found`, and with `ambiguous_name` where several kinds have it and none is named.
    func voucher(
        _ ref: String, kind: VoucherKind?, in association: AssociationKey
    ) async throws -> StoredVoucher {
        let found = try await VoucherFinder(transaction).list(ref: ref, associationID: association.id)
            .filter { kind == nil || $0.kind == kind }
        if found.count == 1 { return found[0] }
        throw found.isEmpty ? Refusal.noSuchVoucher(ref) : Refusal.severalKinds(ref, found.map(\.kind))
    }
}

extension Refusal {
    fileprivate static func noSuchVoucher(_ ref: String) -> Refusal {
        Refusal(
            .notFound, LocalizedText(en: "There is no voucher “\(ref)”.", de: "Einen Beleg „\(ref)“ gibt es nicht."),
            cure: LocalizedText(en: "See voucher list.", de: "Siehe voucher list."), at: Place(field: "ref", value: ref)
        )
    }

    fileprivate static func severalKinds(_ ref: String, _ kinds: [VoucherKind]) -> Refusal {
        Refusal(
            .ambiguousName,
            LocalizedText(
                en:
                    "“\(ref)” is the reference of several vouchers: \(kinds.map(\.name.english).joined(separator: ", ")).",
                de: "„\(ref)“ heißen mehrere Belege: \(kinds.map(\.name.german).joined(separator: ", "))."),
            cure: LocalizedText(
                en: "Say which with --kind \(kinds.map(\.rawValue).joined(separator: "|")).",
                de: "Sagen Sie mit --kind \(kinds.map(\.rawValue).joined(separator: "|")), welcher."),
            at: Place(field: "ref", value: ref))
    }
}
