import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Pays an invoice and books the payment; `paid` less than gross is a discount, nil is gross.
    ///
    /// An invoice is paid once, with no more than its gross amount, today or earlier; in advance too. Refuses with
    /// `already_paid`, `already_reversed`, `not_found`, `invalid_value`, `future_date`.
    public func payCost(
        _ ref: String, on day: Day, paid: Money? = nil, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        let request = [ref, day.description, paid?.description ?? ""]
        return try await performOnce(.costPay, in: association, key: idempotencyKey, request: { request }) {
            work, key in
            let voucher = try await work.vouchers([ref], kind: .cost, in: key, forChange: true)[0]
            guard voucher.state == .posted else { throw Refusal.alreadyReversed(voucher) }
            let records = try await RecordStore(work.transaction).listCosts(
                associationID: key.id, .vouchers([voucher.id]))
            guard var record = records.first else { throw Refusal.voucherNotFound(ref) }
            if let paidOn = record.paidOn { throw Refusal.alreadyPaid(ref, on: paidOn) }
            record.paidOn = day
            record.paid = paid == record.gross ? nil : paid
            var known = KnownRecords()
            known.today = work.today
            try work.refuse(record.paymentFaults(known))
            let batch = try await LedgerStore(work.transaction).pay(
                [(voucher.id, record)], terms: try await work.ledgerTerms(key), recording: work.recording(.login))
            let postponed = try await work.postponed(batch, in: key)
            let receipt = VoucherReceipt(
                lines: [VoucherReceipt.Line(voucher, .paid, postponed)], batch: batch?.number)
            try await work.audit(association: key, subject: ref, detail: receipt.json)
            return receipt
        }
    }
}
