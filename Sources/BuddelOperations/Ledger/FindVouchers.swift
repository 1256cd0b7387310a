import BuddelStore
import Buddelverein

extension UnitOfWork {
    /// The vouchers of references, in their order. Refuses with `not_found` and `ambiguous_name`.
    ///
    /// `forChange` locks their rows first, so that two who change the same voucher come one after the other.
    func vouchers(
        _ refs: [String], kind: VoucherKind? = nil, in key: AssociationKey, forChange: Bool = false
    ) async throws -> [StoredVoucher] {
        var seen: Set<String> = []
        let wanted = refs.filter { seen.insert($0).inserted }
        if forChange {
            try await VoucherFinder(transaction).lock(wanted, kind: kind, associationID: key.id)
        }
        let found = try await VoucherFinder(transaction).list(
            VoucherFinder.Filter(kinds: kind.map { [$0] }, refs: wanted), associationID: key.id)
        let byRef = Dictionary(grouping: found, by: \.ref)
        return try wanted.map { ref in
            guard let vouchers = byRef[ref] else { throw Refusal.voucherNotFound(ref) }
            guard vouchers.count == 1 else { throw Refusal.ambiguousVoucher(ref, vouchers.map(\.kind)) }
            return vouchers[0]
        }
    }

    /// The work records of vouchers by reference, whatever has become of them.
    func workRecords(of vouchers: [StoredVoucher], in key: AssociationKey) async throws -> [String: WorkRecord] {
        let ids = vouchers.filter { $0.kind == .work }.map(\.id)
        guard !ids.isEmpty else { return [:] }
        let records = try await RecordStore(transaction).listWork(associationID: key.id, .vouchers(ids))
        return Dictionary(uniqueKeysWithValues: records.map { ($0.ref, $0) })
    }

    /// The gift records of vouchers by reference.
    func giftRecords(of vouchers: [StoredVoucher], in key: AssociationKey) async throws -> [String: GiftRecord] {
        let ids = vouchers.filter { $0.kind == .gift }.map(\.id)
        guard !ids.isEmpty else { return [:] }
        let records = try await RecordStore(transaction).listGifts(associationID: key.id, .vouchers(ids))
        return Dictionary(uniqueKeysWithValues: records.map { ($0.ref, $0) })
    }
}
