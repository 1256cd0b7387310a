import BuddelOperations
import Buddelverein

extension Shape where Value == VoucherReceipt {
    static let receipt = Shape("VoucherReceipt")
        .list("vouchers", Shape<VoucherReceipt.Line>.receiptLine) { $0.lines }
        .with("batch", Schema.count.orNull) { $0.batch.map { .integer($0) } ?? .null }
}

extension Shape where Value == VoucherReceipt.Line {
    static let receiptLine = Shape("VoucherReceiptLine")
        .word("kind") { $0.kind }
        .text("ref") { $0.ref }
        .count("year") { $0.bookingYear }
        .count("number") { $0.number }
        .word("outcome") { $0.outcome }
        .optional("booked_on", .day) { $0.bookedOn }
}

extension Shape where Value == StoredVoucher {
    static let voucher = Shape("Voucher")
        .word("kind") { $0.kind }
        .text("ref") { $0.ref }
        .count("year") { $0.bookingYear }
        .count("number") { $0.number }
        .value("date", .day) { $0.date }
        .word("state") { $0.state }
        .value("recorded_on", .day) { $0.recordedOn }
        .text("recorded_by") { $0.recordedBy }
        .count("version") { $0.version }
        .with("content_hash", .hash) { .string($0.contentHash.hexadecimal) }
}

extension Shape where Value == ListedVoucher {
    /// A voucher with the record of its kind; the others are null.
    static let listedVoucher = Shape("ListedVoucher")
        .word("kind") { $0.voucher.kind }
        .text("ref") { $0.voucher.ref }
        .count("year") { $0.voucher.bookingYear }
        .count("number") { $0.voucher.number }
        .value("date", .day) { $0.voucher.date }
        .word("state") { $0.voucher.state }
        .value("recorded_on", .day) { $0.voucher.recordedOn }
        .text("recorded_by") { $0.voucher.recordedBy }
        .count("version") { $0.voucher.version }
        .with("work", Shape<WorkRecord>.work.schema.orNull) { $0.work.map(Shape<WorkRecord>.work.json) ?? .null }
        .with("gift", Shape<GiftRecord>.gift.schema.orNull) { $0.gift.map(Shape<GiftRecord>.gift.json) ?? .null }
        .with("cost", Shape<CostRecord>.cost.schema.orNull) { $0.cost.map(Shape<CostRecord>.cost.json) ?? .null }
        .with("payment", Shape<PaymentRecord>.payment.schema.orNull) {
            $0.payment.map(Shape<PaymentRecord>.payment.json) ?? .null
        }
}

extension Shape where Value == VoucherDetail {
    static let voucherDetail = Shape("VoucherDetail")
        .with("voucher", Shape<StoredVoucher>.voucher.schema) { Shape<StoredVoucher>.voucher.json($0.voucher) }
        .with("work", Shape<WorkRecord>.work.schema.orNull) { $0.work.map(Shape<WorkRecord>.work.json) ?? .null }
        .with("gift", Shape<GiftRecord>.gift.schema.orNull) { $0.gift.map(Shape<GiftRecord>.gift.json) ?? .null }
        .with("cost", Shape<CostRecord>.cost.schema.orNull) { $0.cost.map(Shape<CostRecord>.cost.json) ?? .null }
        .with("payment", Shape<PaymentRecord>.payment.schema.orNull) {
            $0.payment.map(Shape<PaymentRecord>.payment.json) ?? .null
        }
        .with("decision", Shape<StoredDecision>.decision.schema.orNull) {
            $0.decision.map(Shape<StoredDecision>.decision.json) ?? .null
        }
        .list("entries", Shape<JournalEntry>.entry) { $0.entries }
        .list("documents", Shape<NamedDocument>.document) { $0.documents }
}

extension Shape where Value == WorkRecord {
    static let work = Shape("WorkVoucher")
        .optionalText("member") { $0.memberNumber }
        .optionalText("worker") { $0.worker }
        .word("kind") { $0.kind }
        .text("task") { $0.task }
        .value("time", .minutes) { $0.time }
        .optionalText("segment") { $0.segment }
        .optionalText("machine") { $0.machine }
}

extension Shape where Value == GiftRecord {
    static let gift = Shape("GiftVoucher")
        .text("member") { $0.memberNumber }
        .text("what") { $0.what }
        .value("value", .money) { $0.value }
        .optionalText("category") { $0.category }
        .optionalText("segment") { $0.segment }
}

extension Shape where Value == CostRecord {
    static let cost = Shape("CostVoucher")
        .text("supplier") { $0.supplier }
        .text("invoice_number") { $0.invoiceNumber }
        .optional("ordered_on", .day) { $0.orderedOn }
        .text("category") { $0.category }
        .value("net", .money) { $0.net }
        .value("vat_rate", .percent) { $0.vatRate }
        .value("gross", .money) { $0.gross }
        .optional("paid_on", .day) { $0.paidOn }
        .optional("paid", .money) { $0.paidOn == nil ? nil : $0.paid ?? $0.gross }
        .list("segments", Shape<Allocation>.allocation) { $0.segments }
}

extension Shape where Value == Allocation {
    static let allocation = Shape("CostShare")
        .text("segment") { $0.segment }
        .value("share", .percent) { $0.share }
}

extension Shape where Value == PaymentRecord {
    static let payment = Shape("PaymentVoucher")
        .optionalText("member") { $0.memberNumber }
        .value("amount", .money) { $0.amount }
        .word("purpose") { $0.purpose }
}

extension Shape where Value == StoredDecision {
    static let decision = Shape("VoucherDecision")
        .with("decision", .code) { .string($0.decision.rawValue) }
        .value("on", .day) { $0.decidedOn }
        .optionalText("by") { $0.member }
        .with("channel", .code) { .string($0.channel.rawValue) }
        .text("recorded_by") { $0.recordedBy }
        .value("recorded_on", .day) { $0.recordedOn }
}

extension Shape where Value == NamedDocument {
    static let document = Shape("Document")
        .word("kind") { $0.kind }
        .text("ref") { $0.ref }
        .text("name") { $0.name }
        .with("sha256", Schema.hash.orNull) { $0.sha256.map { .string($0.hexadecimal) } ?? .null }
}
