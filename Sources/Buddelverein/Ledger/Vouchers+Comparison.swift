// A recorded voucher keeps what it says; confirmation, payment and document may come later.

extension WorkRecord: ImportedRecord {
    public var naturalKey: String { ref }

    public func compared(to recorded: WorkRecord) -> RecordComparison<WorkRecord> {
        // Most rows of a folder that comes again are the same, and there may be a hundred thousand.
        if self == recorded { return .unchanged }
        var merge = FieldMerge(self, into: recorded, remedy: .reverse)
        merge.fixed("date", \.date)
        merge.fixed("member_number", \.memberNumber)
        merge.fixed("worker", \.worker)
        merge.fixed("kind", \.kind)
        merge.fixed("task", \.task)
        merge.fixed("time", \.time)
        merge.fixed("segment", \.segment)
        merge.fixed("machine", \.machine)
        merge.filledOnce("confirmed_by", \.confirmedBy)
        merge.filledOnce("confirmed_on", \.confirmedOn)
        merge.filledOnce("document", \.document)
        return merge.comparison
    }
}

extension CostRecord: ImportedRecord {
    public var naturalKey: String { ref }

    /// Supplier and invoice number, by which the same invoice is known under any reference.
    public var invoiceKey: String { "\(supplier.lowercased())\u{1F}\(invoiceNumber)" }

    public func compared(to recorded: CostRecord) -> RecordComparison<CostRecord> {
        if self == recorded { return .unchanged }
        let given = normalized
        var merge = FieldMerge(given, into: recorded.normalized, remedy: .reverse)
        merge.fixed("supplier", \.supplier, isFreeText: true)
        merge.fixed("invoice_number", \.invoiceNumber)
        merge.fixed("invoice_date", \.invoiceDate)
        merge.fixed("ordered_on", \.orderedOn)
        merge.fixed("category", \.category)
        merge.fixed("net", \.net)
        merge.fixed("vat_rate", \.vatRate)
        merge.fixed("gross", \.gross)
        merge.fixed("segments", \.segments)
        merge.filledOnce("paid_on", \.paidOn)
        if given.paidOn != nil { merge.filledOnce("paid", \.paid) }
        merge.filledOnce("document", \.document)
        return merge.comparison
    }

    /// The same fact with shares in the order of their segments, and with what was paid once it was paid.
    var normalized: CostRecord {
        var record = self
        record.segments = segments.naturallySorted(by: \.segment)
        record.paid = paidOn == nil ? nil : paid ?? gross
        return record
    }
}

extension GiftRecord: ImportedRecord {
    public var naturalKey: String { ref }

    public func compared(to recorded: GiftRecord) -> RecordComparison<GiftRecord> {
        if self == recorded { return .unchanged }
        var merge = FieldMerge(self, into: recorded, remedy: .reverse)
        merge.fixed("date", \.date)
        merge.fixed("member_number", \.memberNumber)
        merge.fixed("what", \.what, isFreeText: true)
        merge.fixed("value", \.value)
        merge.fixed("category", \.category)
        merge.fixed("segment", \.segment)
        merge.filledOnce("confirmed_by", \.confirmedBy)
        merge.filledOnce("confirmed_on", \.confirmedOn)
        merge.filledOnce("document", \.document)
        return merge.comparison
    }
}

extension PaymentRecord: ImportedRecord {
    public var naturalKey: String { ref }

    public func compared(to recorded: PaymentRecord) -> RecordComparison<PaymentRecord> {
        var merge = FieldMerge(self, into: recorded, remedy: .reverse)
        merge.fixed("date", \.date)
        merge.fixed("member_number", \.memberNumber)
        merge.fixed("amount", \.amount)
        merge.fixed("purpose", \.purpose)
        return merge.comparison
    }
}
