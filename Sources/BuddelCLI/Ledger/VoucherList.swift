import BuddelOperations
import Buddelverein

/// Vouchers as a list that tells what each is about.
enum VoucherList {
    static func report(_ vouchers: [ListedVoucher], _ codes: CodeWords) -> ListReport {
        ListReport(
            title: title,
            columns: [
                Column("year", en: "Year", de: "Jahr"), Column("number", en: "No.", de: "Nr."),
                Column("ref", en: "Ref", de: "Beleg"), Column("kind", en: "Kind", de: "Art"),
                Column("date", en: "Date", de: "Datum"), Column("state", en: "State", de: "Stand"),
                Column("recorded_on", en: "Recorded on", de: "Erfasst am"),
                Column("recorded_by", en: "By", de: "Von"),
            ] + columns,
            rows: vouchers.map { listed in
                let voucher = listed.voucher
                return [
                    .int(voucher.bookingYear), .int(voucher.number), .text(voucher.ref),
                    .word(voucher.kind, voucher.kind.name), .day(voucher.date),
                    .word(voucher.state, voucher.state.name),
                    .day(voucher.recordedOn), .text(voucher.recordedBy),
                ] + content(of: listed, codes)
            })
    }

    /// The same for a question: what is decided on, in the width of a terminal.
    static func brief(_ vouchers: [ListedVoucher], _ codes: CodeWords, whenEmpty: LocalizedText) -> ListReport {
        ListReport(
            title: title,
            columns: [Column("ref", en: "Ref", de: "Beleg"), Column("date", en: "Date", de: "Datum")] + columns,
            rows: vouchers.map { [.text($0.voucher.ref), .day($0.voucher.date)] + content(of: $0, codes) },
            whenEmpty: whenEmpty)
    }

    private static let title = LocalizedText(en: "Vouchers", de: "Belege")

    /// What a voucher is about; each kind fills those that it knows.
    private static var columns: [Column] {
        [
            Column("member", en: "Member", de: "Mitglied"), Column("worker", en: "Worker", de: "Helfer"),
            Column("what", en: "What", de: "Was"), Column("time", en: "Time", de: "Zeit"),
            Column("value", en: "Value", de: "Wert"), Column("segment", en: "Segment", de: "Abschnitt"),
        ]
    }

    /// The cells of `columns`.
    private static func content(of listed: ListedVoucher, _ codes: CodeWords) -> [Cell] {
        if let work = listed.work {
            return [
                .text(work.memberNumber), .text(work.worker), codes.cell(.task, work.task), .minutes(work.time), .none,
                .text(work.segment),
            ]
        }
        if let gift = listed.gift {
            return [
                .text(gift.memberNumber), .none, .text(gift.what), .none, .money(gift.value), .text(gift.segment),
            ]
        }
        if let cost = listed.cost {
            return [.none, .none, .text(cost.supplier), .none, .money(cost.gross), .shares(cost.segments)]
        }
        if let payment = listed.payment {
            return [
                .text(payment.memberNumber), .none, .word(payment.purpose, payment.purpose.words), .none,
                .money(payment.amount), .none,
            ]
        }
        return [.none, .none, .none, .none, .none, .none]
    }
}

extension Prompt {
    /// Which work and gifts a person decides on, and that he means those.
    ///
    /// On a terminal nobody decides blindly: without references the open ones are listed first, and what is chosen is
    /// shown before `question` is asked; `seen` holds the versions that were shown. A script gives the references and is not asked. With `--yes` it isn't either.
    func vouchersToDecide(
        _ given: [String], kind: VoucherKind?, question: LocalizedText
    ) async throws -> (refs: [String], seen: [String: Int]) {
        guard context.terminal.isInteractive else { return (try await refs(given), [:]) }
        let app = try await context.app()
        let codes = CodeWords(try await app.listCodes())
        let nothing = LocalizedText(en: "Nothing is open.", de: "Nichts ist offen.")
        if given.isEmpty {
            let open = try await app.listVoucherRecords(kind: kind, state: .open, in: context.settings.association)
            show(VoucherList.brief(open, codes, whenEmpty: nothing))
        }
        let refs = try await refs(given)
        guard !context.assumesYes else { return (refs, [:]) }
        var chosen: [ListedVoucher] = []
        var seen: [String: Int] = [:]
        for ref in refs {
            let detail = try await app.showVoucher(ref, kind: kind, in: context.settings.association)
            chosen.append(ListedVoucher(detail))
            seen[ref] = detail.voucher.version
        }
        show(VoucherList.brief(chosen, codes, whenEmpty: nothing))
        try await requireConfirmation(question)
        return (refs, seen)
    }

    /// What a question is about goes where the question goes.
    private func show(_ report: any Report) {
        context.standardError.write(report.table(in: context))
    }
}
