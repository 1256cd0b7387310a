extension CostRecord {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `gross_mismatch`, `allocation_sum`,
    /// `duplicate_key`, `unknown_segment`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(ref: ref)
        list.require(supplier, "supplier")
        list.require(invoiceNumber, "invoice_number")
        list.require(category, "category", oneOf: known.costCategories)
        list.require(notNegative: vatRate, "vat_rate")
        addAmounts(to: &list)
        addAllocation(to: &list, known)
        return list.faults
    }

    /// Net and tax make the gross, to the cent that rounding may move.
    private func addAmounts(to list: inout FaultList) {
        if let paid, paidOn == nil {
            list.add(.missing("paid_on"))
            list.require(notNegative: paid, "paid")
        }
        let isOne = (gross < .zero) == (paid.map { $0 < .zero } ?? (gross < .zero))
        if let paid, !isOne, paid != .zero {
            list.add(
                .invalid(
                    "paid", paid.description,
                    LocalizedText(en: "has another sign than the gross", de: "hat ein anderes Vorzeichen als brutto")))
        }
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
