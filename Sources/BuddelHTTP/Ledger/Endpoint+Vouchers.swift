import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Vouchers of every kind: read, decided, corrected, reversed.
    static let voucherEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/vouchers", id: "listVouchers", tag: .ledger,
            summary: LocalizedText(en: "List vouchers.", de: "Belege auflisten."), operation: .voucherRead,
            query: [
                .voucherKind,
                QueryParameter(
                    "state", .choice(StoredVoucher.State.self), en: "Where they stand.", de: "Wo sie stehen."),
                QueryParameter("year", Schema(.integer(1900...2999)), en: "The booking year.", de: "Das Buchungsjahr."),
            ], outcome: .page(Shape.listedVoucher.schema),
            links: [
                Link(
                    "showVoucher",
                    [
                        "path.association": "$request.path.association", "path.ref": "$response.body#/items/0/ref",
                        "query.kind": "$response.body#/items/0/kind",
                    ])
            ]
        ) { call in
            let vouchers = try await call.app.listVoucherRecords(
                kind: call.word("kind"), state: call.word("state"), bookingYear: call.integer("year"),
                in: call.association)
            return Paging(call).page(
                vouchers, key: { "\($0.voucher.bookingYear)/\($0.voucher.number)" }, json: Shape.listedVoucher.json)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/vouchers/{ref}", id: "showVoucher", tag: .ledger,
            summary: LocalizedText(
                en: "Show a voucher with its entries and documents.",
                de: "Einen Beleg mit Buchungen und Dokumenten zeigen."),
            note: "Where several kinds have the reference, `kind` says which.", operation: .voucherRead,
            query: [.voucherKind], outcome: .ok(Shape.voucherDetail.schema), refusals: [.ambiguousName]
        ) { call in
            let detail = try await call.app.showVoucher(
                call.name("ref"), kind: call.word("kind"), in: call.association)
            return .value(Shape.voucherDetail.json(detail), version: detail.voucher.version)
        },
        Endpoint(
            method: .patch, path: "/associations/{association}/vouchers/{ref}", id: "correctVoucher", tag: .ledger,
            summary: LocalizedText(en: "Correct work or a gift.", de: "Arbeit oder Sachspende berichtigen."),
            note: "Until it is decided; afterwards it is reversed and recorded anew.", operation: .voucherRecord,
            query: [.voucherKind], body: .json(VoucherBody.correction), outcome: .ok(Shape.receipt.schema),
            isOnce: true, isVersioned: true, refusals: [.voucherFrozen, .contentChanged, .ambiguousName]
        ) { call in
            var correction = try VoucherBody.correction(call.body)
            correction.version = call.version
            let receipt = try await call.app.correctVoucher(
                call.name("ref"), kind: call.word("kind"), to: correction, in: call.association,
                idempotencyKey: call.idempotencyKey)
            return .value(Shape.receipt.json(receipt))
        },
        decision(
            "confirm", "confirmVouchers",
            LocalizedText(en: "Confirm work and gifts.", de: "Arbeit und Spenden bestätigen."),
            refusals: [.selfConfirmation, .alreadyDecided, .notToBeConfirmed, .notInArea]
        ) { call, refs, decider in
            try await call.app.confirmVouchers(
                refs, kind: call.body.word("kind"), by: decider, seen: VoucherBody.seen(call.body),
                in: call.association, idempotencyKey: call.idempotencyKey)
        },
        decision(
            "refuse", "refuseVouchers", LocalizedText(en: "Refuse work and gifts.", de: "Arbeit und Spenden ablehnen."),
            refusals: [.alreadyDecided, .notToBeConfirmed, .notInArea]
        ) { call, refs, decider in
            try await call.app.refuseVouchers(
                refs, kind: call.body.word("kind"), by: decider, seen: VoucherBody.seen(call.body),
                in: call.association, idempotencyKey: call.idempotencyKey)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/vouchers/reverse", id: "reverseVouchers", tag: .ledger,
            summary: LocalizedText(en: "Reverse vouchers.", de: "Belege stornieren."),
            note: "All or none; each keeps its number.", operation: .voucherReverse,
            body: .json(
                Schema.object(
                    .required("refs", .list(.code, 1...1_000)), .optional("kind", .choice(VoucherKind.self))
                ).named("Reversal")),
            outcome: .ok(Shape.receipt.schema), isOnce: true,
            refusals: [.alreadyReversed, .ambiguousName, .periodClosed]
        ) { call in
            let receipt = try await call.app.reverseVouchers(
                call.body.texts("refs"), kind: call.body.word("kind"), in: call.association,
                idempotencyKey: call.idempotencyKey)
            return .value(Shape.receipt.json(receipt))
        },
    ]

    private static func decision(
        _ verb: String, _ id: String, _ summary: LocalizedText, refusals: [RefusalCode],
        _ decide: @escaping @Sendable (Call, [String], BuddelApp.Decider) async throws -> VoucherReceipt
    ) -> Endpoint {
        Endpoint(
            method: .post, path: "/associations/{association}/vouchers/\(verb)", id: id, tag: .ledger, summary: summary,
            note: "All or none. `by` and `paper` stand for a member's signed sheet of paper, `on` for its day; `seen` "
                + "holds the versions that were shown, by reference: who changed one meanwhile is not overlooked.",
            operation: .voucherDecide, body: .json(VoucherBody.decision), outcome: .ok(Shape.receipt.schema),
            isOnce: true, refusals: refusals + [.ambiguousName, .unknownMember, .contentChanged]
        ) { call in
            let decider = BuddelApp.Decider(
                member: call.body.text("by"), day: try call.body.day("on"), onPaper: call.body.truth("paper") ?? false)
            return .value(Shape.receipt.json(try await decide(call, call.body.texts("refs"), decider)))
        }
    }
}

extension QueryParameter {
    static let voucherKind = QueryParameter(
        "kind", .choice(VoucherKind.self), en: "The kind of voucher.", de: "Die Art des Belegs.")
}
