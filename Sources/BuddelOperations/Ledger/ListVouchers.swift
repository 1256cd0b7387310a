import BuddelStore
import Buddelverein

/// A voucher as it stands in the books.
public typealias StoredVoucher = BuddelStore.StoredVoucher
/// A decision as it stands in the books.
public typealias StoredDecision = BuddelStore.StoredDecision

/// A voucher with everything known of it.
public struct VoucherDetail: Sendable {
    public var voucher: StoredVoucher
    /// The one record of its kind; none for a grant.
    public var work: WorkRecord?
    public var cost: CostRecord?
    public var gift: GiftRecord?
    public var payment: PaymentRecord?
    public var decision: StoredDecision?
    public var entries: [JournalEntry]
    public var documents: [NamedDocument]
}

extension BuddelApp {
    /// Vouchers by booking year and number.
    public func listVouchers(
        kind: VoucherKind? = nil, state: StoredVoucher.State? = nil, bookingYear: Int? = nil,
        in association: String? = nil
    ) async throws -> [StoredVoucher] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            try await VoucherFinder(work.transaction).list(
                VoucherFinder.Filter(kinds: kind.map { [$0] }, state: state, bookingYear: bookingYear),
                associationID: key.id)
        }
    }

    /// One voucher with its decision, entries and documents. Refuses with `not_found`, `ambiguous_name`.
    public func showVoucher(
        _ ref: String, kind: VoucherKind? = nil, in association: String? = nil
    ) async throws -> VoucherDetail {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            let voucher = try await work.vouchers([ref], kind: kind, in: key)[0]
            let records = RecordStore(work.transaction)
            let scope = RecordStore.Scope.vouchers([voucher.id])
            var detail = VoucherDetail(
                voucher: voucher,
                decision: try await DecisionStore(work.transaction).fetch(voucherID: voucher.id, associationID: key.id),
                entries: try await JournalEntryStore(work.transaction, in: key.id).list(
                    JournalEntryStore.Filter(voucherID: voucher.id), limit: 1_000
                ).map(\.entry),
                documents: try await CaseDocumentStore(work.transaction, in: key.id).listNamed(
                    by: [voucher.id]))
            switch voucher.kind {
            case .work: detail.work = try await records.listWork(associationID: key.id, scope).first
            case .cost: detail.cost = try await records.listCosts(associationID: key.id, scope).first
            case .gift: detail.gift = try await records.listGifts(associationID: key.id, scope).first
            case .payment: detail.payment = try await records.listPayments(associationID: key.id, scope).first
            case .grant: break
            }
            return detail
        }
    }

    /// All hours that stand, in the order of recording.
    public func listWork(in association: String? = nil) async throws -> [WorkRecord] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            try await RecordStore(work.transaction).listWork(associationID: key.id)
        }
    }

    /// All invoices that stand.
    public func listCosts(in association: String? = nil) async throws -> [CostRecord] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            try await RecordStore(work.transaction).listCosts(associationID: key.id)
        }
    }

    /// All gifts that stand.
    public func listGifts(in association: String? = nil) async throws -> [GiftRecord] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            try await RecordStore(work.transaction).listGifts(associationID: key.id)
        }
    }

    /// All payments that stand.
    public func listPayments(in association: String? = nil) async throws -> [PaymentRecord] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            try await RecordStore(work.transaction).listPayments(associationID: key.id)
        }
    }
}
