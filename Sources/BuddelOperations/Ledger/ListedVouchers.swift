import BuddelStore
import Buddelverein

/// A voucher with the record of its kind: enough to tell in a list what it is about.
public struct ListedVoucher: Sendable {
    public var voucher: StoredVoucher
    /// The one record of its kind; none for a grant.
    public var work: WorkRecord?
    public var cost: CostRecord?
    public var gift: GiftRecord?
    public var payment: PaymentRecord?

    init(_ voucher: StoredVoucher) { self.voucher = voucher }

    /// What is listed of a voucher that is known in full.
    public init(_ detail: VoucherDetail) {
        voucher = detail.voucher
        (work, cost, gift, payment) = (detail.work, detail.cost, detail.gift, detail.payment)
    }
}

extension BuddelApp {
    /// Vouchers by booking year and number with their records, also those that were refused, withdrawn or reversed.
    public func listVoucherRecords(
        kind: VoucherKind? = nil, state: StoredVoucher.State? = nil, bookingYear: Int? = nil,
        in association: String? = nil
    ) async throws -> [ListedVoucher] {
        try await perform(.voucherRead, in: association, access: .readOnly) { work, key in
            let vouchers = try await VoucherFinder(work.transaction).list(
                VoucherFinder.Filter(kinds: kind.map { [$0] }, state: state, bookingYear: bookingYear),
                associationID: key.id)
            let records = RecordStore(work.transaction)
            let scope = RecordStore.Scope.vouchers(vouchers.map(\.id))
            // A reference is unique within its kind.
            let hours = Dictionary(
                try await records.listWork(associationID: key.id, scope).map { ($0.ref, $0) }, uniquingKeysWith: { $1 })
            let costs = Dictionary(
                try await records.listCosts(associationID: key.id, scope).map { ($0.ref, $0) },
                uniquingKeysWith: { $1 })
            let gifts = Dictionary(
                try await records.listGifts(associationID: key.id, scope).map { ($0.ref, $0) },
                uniquingKeysWith: { $1 })
            let payments = Dictionary(
                try await records.listPayments(associationID: key.id, scope).map { ($0.ref, $0) },
                uniquingKeysWith: { $1 })
            return vouchers.map { voucher in
                var listed = ListedVoucher(voucher)
                switch voucher.kind {
                case .work: listed.work = hours[voucher.ref]
                case .cost: listed.cost = costs[voucher.ref]
                case .gift: listed.gift = gifts[voucher.ref]
                case .payment: listed.payment = payments[voucher.ref]
                case .grant: break
                }
                return listed
            }
        }
    }
}
