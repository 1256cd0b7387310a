import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Takes vouchers back, all in one transaction: every standing entry of a posted one is reversed, in one batch; one
    /// that nobody has decided on is withdrawn, since it has no entry. Both keep their numbers and stay visible.
    ///
    /// Refuses with `already_reversed`, `move_not_allowed` (a grant), `not_found`, `ambiguous_name`, `key_reused`.
    public func reverseVouchers(
        _ refs: [String], kind: VoucherKind? = nil, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        let request = [kind?.rawValue ?? ""] + refs
        return try await performOnce(.voucherReverse, in: association, key: idempotencyKey, request: { request }) {
            work, key in
            let vouchers = try await work.vouchers(refs, kind: kind, in: key, forChange: true)
            for voucher in vouchers {
                guard voucher.kind != .grant else { throw Refusal.grantNotReversed(voucher.ref) }
                guard voucher.state == .open || voucher.state == .posted else { throw Refusal.alreadyReversed(voucher) }
            }
            let open = vouchers.filter { $0.state == .open }
            try await DecisionStore(work.transaction).insert(
                open.map { voucher in
                    DecisionStore.Draft(
                        voucherID: voucher.id, decision: .withdrawn, decidedOn: work.today,
                        memberID: work.caller.members[key.id], contentHash: voucher.contentHash)
                }, associationID: key.id, channel: .login, userID: work.caller.userID)
            let posted = vouchers.filter { $0.state == .posted }
            var batch: PostedBatch?
            if !posted.isEmpty {
                batch = try await JournalStore(work.transaction).reverse(
                    voucherIDs: posted.map(\.id), associationID: key.id)
            }
            let postponed = try await work.postponed(batch, in: key)
            let receipt = VoucherReceipt(
                lines: vouchers.map { VoucherReceipt.Line($0, $0.state == .open ? .withdrawn : .reversed, postponed) },
                batch: batch?.number)
            try await work.audit(association: key, subject: receipt.refs.first, detail: receipt.json)
            return receipt
        }
    }

    /// Takes back what a receipt recorded: the shell's undo.
    public func reverse(_ receipt: VoucherReceipt, in association: String? = nil) async throws -> VoucherReceipt {
        let kinds = Set(receipt.lines.map(\.kind))
        return try await reverseVouchers(receipt.refs, kind: kinds.count == 1 ? kinds.first : nil, in: association)
    }
}
