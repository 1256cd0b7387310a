import BuddelOperations
import Buddelverein

/// What a request says of vouchers; references that are left out get the next free number.
enum VoucherBody {
    static let decision = Schema.object(
        .required("refs", .list(.code, 1...1_000)), .optional("kind", .choice(VoucherKind.self)),
        .optional("by", .member), .optional("on", .day), .optional("paper", .truth),
        .optional("seen", Schema(.map(Schema(.integer(1...1_000_000_000)), count: 0...1_000)))
    ).named("Decision")

    /// The versions that were shown, by reference.
    static func seen(_ body: Input) -> [String: Int] {
        guard let seen = body.object("seen") else { return [:] }
        return Dictionary(
            seen.object.members.compactMap { member in seen.integer(member.name).map { (member.name, $0) } },
            uniquingKeysWith: { $1 })
    }

    static let correction = Schema.object(
        .optional("date", .day), .optional("member", .member), .optional("worker", .code),
        .optional("task", .code.like("digging")),
        .optional("time", .minutes), .optional("segment", .segment), .optional("machine", .code),
        .optional("what", .text(1...500)), .optional("value", .money), .optional("category", .code)
    ).named("Correction")

    static let work = Schema.object(
        .required(
            "lines",
            .list(
                Schema.object(
                    .optional("ref", .code), .required("date", .day), .optional("member", .member),
                    .optional("worker", .code), .optional("kind", .choice(WorkKind.self)),
                    .required("task", .code.like("digging")),
                    .required("time", .minutes), .optional("segment", .segment), .optional("machine", .code),
                    .optional("document", .text(1...200))
                ).named("WorkLine"), 1...1_000))
    ).named("TimeSheet")

    static let gift = Schema.object(
        .optional("ref", .code), .required("date", .day), .required("member", .member),
        .required("what", .text(1...500)), .required("value", .money), .optional("category", .code),
        .optional("segment", .segment), .optional("document", .text(1...200))
    ).named("Gift")

    static let cost = Schema.object(
        .optional("ref", .code), .required("supplier", .text(1...200)), .required("invoice_number", .text(1...60)),
        .required("invoice_date", .day), .optional("ordered_on", .day), .required("category", .code.like("conduit")),
        .required("net", .money), .required("vat_rate", .percent), .required("gross", .money),
        .optional(
            "segments",
            .list(
                Schema.object(.required("segment", .segment), .required("share", .percent)).named("Allocation"),
                0...1_000)
        ),
        .optional("document", .text(1...200))
    ).named("Cost")

    static let payment = Schema.object(
        .optional("ref", .code), .required("date", .day), .optional("member", .member), .required("amount", .money),
        .required("purpose", .choice(PaymentPurpose.self))
    ).named("Payment")

    static func correction(_ body: Input) throws(Refusal) -> BuddelApp.Correction {
        var correction = BuddelApp.Correction()
        correction.date = try body.day("date")
        correction.memberNumber = body.text("member")
        correction.worker = body.text("worker")
        correction.task = body.text("task")
        correction.time = try body.minutes("time")
        correction.segment = body.text("segment")
        correction.machine = body.text("machine")
        correction.what = body.text("what")
        correction.value = try body.money("value")
        correction.category = body.text("category")
        return correction
    }

    /// Time of a machine class is machine time where nothing else is said.
    static func work(_ body: Input) throws(Refusal) -> [WorkRecord] {
        var records: [WorkRecord] = []
        for line in body.objects("lines") {
            var record = WorkRecord(
                ref: line.text("ref") ?? "", date: try line.requiredDay("date"), memberNumber: line.text("member"),
                kind: line.word("kind") ?? (line.has("machine") ? .machine : .labour),
                task: line.requiredText("task"), time: try line.requiredMinutes("time"))
            record.worker = line.text("worker")
            record.segment = line.text("segment")
            record.machine = line.text("machine")
            record.document = line.text("document")
            records.append(record)
        }
        return records
    }

    static func gift(_ body: Input) throws(Refusal) -> GiftRecord {
        var record = GiftRecord(
            ref: body.text("ref") ?? "", date: try body.requiredDay("date"), memberNumber: body.requiredText("member"),
            what: body.requiredText("what"), value: try body.requiredMoney("value"))
        record.category = body.text("category")
        record.segment = body.text("segment")
        record.document = body.text("document")
        return record
    }

    static func cost(_ body: Input) throws(Refusal) -> CostRecord {
        let share: (String) throws(Refusal) -> BasisPoints = { text throws(Refusal) in try BasisPoints(parsing: text) }
        var segments: [Allocation] = []
        for object in body.objects("segments") {
            segments.append(
                Allocation(segment: object.requiredText("segment"), share: try object.required("share", share)))
        }
        var record = CostRecord(
            ref: body.text("ref") ?? "", supplier: body.requiredText("supplier"),
            invoiceNumber: body.requiredText("invoice_number"), invoiceDate: try body.requiredDay("invoice_date"),
            category: body.requiredText("category"), net: try body.requiredMoney("net"),
            vatRate: try body.required("vat_rate", share), gross: try body.requiredMoney("gross"))
        record.orderedOn = try body.day("ordered_on")
        record.segments = segments
        record.document = body.text("document")
        return record
    }

    static func payment(_ body: Input) throws(Refusal) -> PaymentRecord {
        PaymentRecord(
            ref: body.text("ref") ?? "", date: try body.requiredDay("date"), memberNumber: body.text("member"),
            amount: try body.requiredMoney("amount"), purpose: body.requiredWord("purpose"))
    }
}
