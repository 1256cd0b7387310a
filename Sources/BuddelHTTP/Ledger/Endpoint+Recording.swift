import BuddelOperations
import Buddelverein

extension Endpoint {
    /// New vouchers: hours, gifts, invoices and their payment, members' payments.
    static let recordingEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/associations/{association}/work", id: "recordWork", tag: .ledger,
            summary: LocalizedText(en: "Record hours.", de: "Stunden erfassen."),
            note: "All lines or none. They are posted once a second person confirms them.", operation: .ownWorkRecord,
            body: .json(VoucherBody.work), outcome: .created(Shape.receipt.schema), isOnce: true,
            refusals: [.unknownMember, .unknownHelper, .unknownSegment, .duplicateReference, .futureDate, .noWorker],
            links: [.recorded]
        ) { call in
            let receipt = try await call.app.recordWork(
                try VoucherBody.work(call.body), in: call.association, idempotencyKey: call.idempotencyKey)
            return created(receipt, call)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/gifts", id: "recordGift", tag: .ledger,
            summary: LocalizedText(en: "Record a gift in kind.", de: "Eine Sachspende erfassen."),
            operation: .voucherRecord, body: .json(VoucherBody.gift), outcome: .created(Shape.receipt.schema),
            isOnce: true, refusals: [.unknownMember, .unknownSegment, .duplicateReference, .futureDate],
            links: [.recorded]
        ) { call in
            let receipt = try await call.app.recordGift(
                try VoucherBody.gift(call.body), in: call.association, idempotencyKey: call.idempotencyKey)
            return created(receipt, call)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/costs", id: "addCost", tag: .ledger,
            summary: LocalizedText(en: "Record an invoice.", de: "Eine Rechnung erfassen."),
            operation: .voucherRecord, body: .json(VoucherBody.cost), outcome: .created(Shape.receipt.schema),
            isOnce: true,
            refusals: [
                .duplicateInvoice, .duplicateReference, .grossMismatch, .allocationSum, .unknownSegment, .futureDate,
            ],
            links: [
                .recorded,
                Link(
                    "payCost",
                    [
                        "path.association": "$request.path.association",
                        "path.ref": "$response.body#/vouchers/0/ref",
                    ]),
            ]
        ) { call in
            let receipt = try await call.app.addCost(
                try VoucherBody.cost(call.body), in: call.association, idempotencyKey: call.idempotencyKey)
            return created(receipt, call)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/costs/{ref}/payment", id: "payCost", tag: .ledger,
            summary: LocalizedText(en: "Pay an invoice.", de: "Eine Rechnung bezahlen."),
            note: "Without `paid` its gross amount; less is a discount.", operation: .costPay,
            body: .json(Schema.object(.required("on", .day), .optional("paid", .money)).named("CostPayment")),
            outcome: .ok(Shape.receipt.schema), isOnce: true,
            refusals: [.alreadyPaid, .alreadyReversed, .futureDate, .periodClosed]
        ) { call in
            let receipt = try await call.app.payCost(
                call.name("ref"), on: try call.body.requiredDay("on"), paid: try call.body.money("paid"),
                in: call.association, idempotencyKey: call.idempotencyKey)
            return .value(Shape.receipt.json(receipt))
        },
        Endpoint(
            method: .post, path: "/associations/{association}/payments", id: "addPayment", tag: .ledger,
            summary: LocalizedText(en: "Record money received or given back.", de: "Zahlung erfassen."),
            operation: .voucherRecord, body: .json(VoucherBody.payment), outcome: .created(Shape.receipt.schema),
            isOnce: true, refusals: [.unknownMember, .duplicateReference, .futureDate], links: [.recorded]
        ) { call in
            let receipt = try await call.app.addPayment(
                try VoucherBody.payment(call.body), in: call.association, idempotencyKey: call.idempotencyKey)
            return created(receipt, call)
        },
    ]

    private static func created(_ receipt: VoucherReceipt, _ call: Call) -> Answer {
        let place = receipt.lines.count == 1 ? receipt.lines.first : nil
        return .created(
            Shape.receipt.json(receipt),
            at: place.map { "/associations/\(call.association)/vouchers/\($0.ref)?kind=\($0.kind.rawValue)" })
    }
}

extension Endpoint.Link {
    /// To the first of the vouchers that were recorded.
    fileprivate static let recorded = Endpoint.Link(
        "showVoucher",
        [
            "path.association": "$request.path.association", "path.ref": "$response.body#/vouchers/0/ref",
            "query.kind": "$response.body#/vouchers/0/kind",
        ])
}
