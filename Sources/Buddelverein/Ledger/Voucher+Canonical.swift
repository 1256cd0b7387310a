/// Byte-stable texts of what a voucher says, to be hashed elsewhere: a decision carries the hash of what was decided.
///
/// Guarantees: the same content gives the same bytes; two different contents never give the same, since every field
/// stands with its name in a fixed order and texts are quoted.
extension WorkRecord {
    public var canonical: String {
        canonicalText([
            ("kind", .string(kind.rawValue)), ("ref", .string(ref)), ("date", .string(date.description)),
            ("member_number", .text(memberNumber)), ("worker", .text(worker)), ("task", .string(task)),
            ("minutes", .integer(time.minutes)), ("segment", .text(segment)), ("machine", .text(machine)),
            ("document", .text(document)),
        ])
    }
}

extension CostRecord {
    public var canonical: String {
        canonicalText([
            ("kind", "cost"), ("ref", .string(ref)), ("supplier", .string(supplier)),
            ("invoice_number", .string(invoiceNumber)), ("invoice_date", .string(invoiceDate.description)),
            ("ordered_on", .text(orderedOn?.description)), ("category", .string(category)),
            ("net", .integer(net.cents)), ("vat_rate", .integer(vatRate.basisPoints)), ("gross", .integer(gross.cents)),
            (
                "segments",
                .array(
                    segments.naturallySorted(by: \.segment).map {
                        .array([.string($0.segment), .integer($0.share.basisPoints)])
                    })
            ),
            ("document", .text(document)),
        ])
    }
}

extension GiftRecord {
    public var canonical: String {
        canonicalText([
            ("kind", "gift"), ("ref", .string(ref)), ("date", .string(date.description)),
            ("member_number", .string(memberNumber)), ("what", .string(what)), ("value", .integer(value.cents)),
            ("category", .text(category)), ("segment", .text(segment)), ("document", .text(document)),
        ])
    }
}

extension PaymentRecord {
    public var canonical: String {
        canonicalText([
            ("kind", "payment"), ("ref", .string(ref)), ("date", .string(date.description)),
            ("member_number", .text(memberNumber)), ("amount", .integer(amount.cents)),
            ("purpose", .string(purpose.rawValue)),
        ])
    }
}

private func canonicalText(_ fields: [(String, JSONValue)]) -> String {
    JSONWriter().text(.object(JSONObject(fields)))
}

extension JSONValue {
    /// A text, or null where it is not given.
    fileprivate static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
