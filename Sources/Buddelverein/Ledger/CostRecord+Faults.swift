extension CostRecord {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `future_date`, `gross_mismatch`,
    /// `allocation_sum`, `duplicate_key`, `unknown_segment`.
    ///
    /// An order that lies in the future is a fault too: its day decides the start ban (rules.md 2).
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(ref: ref)
        list.require(supplier, "supplier")
        list.require(name: supplier, "supplier")
        list.require(invoiceNumber, "invoice_number")
        list.require(name: invoiceNumber, "invoice_number")
        list.require(happened: invoiceDate, "invoice_date", known)
        list.require(happened: orderedOn, "ordered_on", known)
        list.require(category, "category", oneOf: known.costCategories)
        list.requireShare(vatRate, "vat_rate")
        addAmounts(to: &list)
        addAllocation(to: &list, known)
        return list.faults + paymentFaults(known)
    }

    /// Everything wrong with the payment alone: `missing_value`, `invalid_value`, `future_date`.
    ///
    /// What was really paid lowers the cost or leaves it as it is (rules.md 2); a payment in advance of the invoice is
    /// none of these faults.
    public func paymentFaults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        if paid != nil, paidOn == nil { list.add(.missing("paid_on")) }
        list.require(happened: paidOn, "paid_on", known)
        list.require(notNegative: paid, "paid")
        if let paid, gross > .zero, paid > gross { list.add(.paidAboveGross(self, paid)) }
        return list.faults
    }

    /// Net and tax make the gross, to the cent that rounding may move.
    private func addAmounts(to list: inout FaultList) {
        list.require(notNegative: net, "net")
        list.require(bounded: net, "net")
        list.require(positive: gross, "gross")
        list.require(bounded: gross, "gross")
        let tax = try? Division.rounded(Int128(net.cents) * Int128(vatRate.basisPoints), by: 10_000)
        let sum = tax.flatMap { net.cents.addingReportingOverflow($0).overflow ? nil : net.cents + $0 }
        guard let sum, !sum.subtractingReportingOverflow(gross.cents).overflow, (sum - gross.cents).magnitude <= 1
        else {
            list.add(.grossMismatch(self, due: sum.map(Money.init(cents:))))
            return
        }
    }

    private func addAllocation(to list: inout FaultList, _ known: KnownRecords) {
        guard !segments.isEmpty else { return }
        var seen: Set<String> = []
        for allocation in segments {
            list.require(allocation.segment, "segments", in: known.segments, .segment)
            list.require(positive: allocation.share, "segments")
            if !seen.insert(allocation.segment).inserted { list.add(.duplicate("segments", allocation.segment)) }
        }
        let sum = try? segments.map(\.share).total()
        guard sum == .whole else {
            list.add(.allocationSum(sum?.description ?? "?", field: "segments"))
            return
        }
    }
}

extension Refusal {
    /// More was paid than the invoice asks for.
    fileprivate static func paidAboveGross(_ cost: CostRecord, _ paid: Money) -> Refusal {
        invalid(
            "paid", paid.description,
            LocalizedText(
                en: "is more than the gross amount \(cost.gross) of \(cost.ref)",
                de: "ist mehr als der Bruttobetrag \(cost.gross.text(in: .german)) von \(cost.ref)"),
            cure: LocalizedText(
                en: "Give what was paid on this invoice; dunning fees and interest are an invoice of their own.",
                de: "Geben Sie an, was auf diese Rechnung gezahlt wurde; Mahnkosten und Zinsen sind eine eigene."))
    }

    /// Net and tax don't make the gross (DESIGN.md section 2).
    static func grossMismatch(_ cost: CostRecord, due: Money?) -> Refusal {
        Refusal(
            .grossMismatch,
            LocalizedText(
                en: "Net \(cost.net) and \(cost.vatRate) % tax don't make gross \(cost.gross).",
                de:
                    "Netto \(cost.net.text(in: .german)) und \(cost.vatRate.text(in: .german)) Steuer ergeben nicht brutto \(cost.gross.text(in: .german))."
            ),
            cure: due.map { due in
                LocalizedText(
                    en: "Gross would be \(due); check all three figures on the invoice.",
                    de: "Brutto wäre \(due.text(in: .german)); prüfen Sie alle drei Angaben auf der Rechnung.")
            },
            at: Place(field: "gross", value: cost.gross.description))
    }

    /// Percentages that must add up to 100.00 don't.
    public static func allocationSum(_ sum: String, field: String) -> Refusal {
        Refusal(
            .allocationSum,
            LocalizedText(
                en: "The percentages add up to \(sum), not to 100.00.",
                de: "Die Anteile ergeben zusammen \(sum), nicht 100.00."),
            cure: LocalizedText(
                en: "Change the shares so that they add up to 100.00.",
                de: "Ändern Sie die Anteile so, dass sie zusammen 100.00 ergeben."),
            at: Place(field: field, value: sum))
    }
}
