extension Settlement {
    /// The settlement as formats.md shows it; also what is hashed.
    public var json: JSONValue {
        [
            "to_share": .string(toShare.description), "pool": .string(pool.description),
            "rest": .string(rest.description), "members": .array(members.map(\.json)),
        ]
    }

    /// The same bytes for the same settlement, without white space; to be hashed elsewhere.
    public var canonical: String { JSONWriter().text(json) }
}

extension Settlement.Row {
    /// The row as formats.md shows it.
    public var json: JSONValue {
        [
            "number": .string(number), "share": .string(share.description), "charge": .string(charge.description),
            "credit": .string(credit.description), "machine_credit": .string(machineCredit.description),
            "paid": .string(paid.description), "balance": .string(balance.description),
        ]
    }
}
