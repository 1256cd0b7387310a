/// rules.md 0, largest remainder (Hamilton): whole units shared by weights, so that the shares add up to the total.
public enum Split {
    /// The shares of `total`, one per weight, in their order; the weights stand in the order of their keys, and ties
    /// of the fractional parts go to the earlier one.
    ///
    /// Guarantees: the shares add up to `total`; a weight of zero gets zero; a negative total is the mirror of the
    /// positive one. Refuses with `no_weights` a total other than zero over weights that are all zero.
    public static func shares(of total: Int64, by weights: [Int64]) throws(Refusal) -> [Int64] {
        if weights.count == 1, weights[0] > 0 { return [total] }
        var sum: Int128 = 0
        for weight in weights {
            precondition(weight >= 0, "a weight is never negative")
            sum += Int128(weight)
        }
        guard sum > 0 else {
            guard total == 0 else { throw .noWeights }
            return [Int64](repeating: 0, count: weights.count)
        }
        let magnitude = Int128(total.magnitude)
        var floors: [Int128] = []
        var remainders: [(index: Int, remainder: Int128)] = []
        floors.reserveCapacity(weights.count)
        remainders.reserveCapacity(weights.count)
        var missing = magnitude
        for (index, weight) in weights.enumerated() {
            let (quotient, remainder) = (magnitude * Int128(weight)).quotientAndRemainder(dividingBy: sum)
            floors.append(quotient)
            remainders.append((index, remainder))
            missing -= quotient
        }
        if missing > 0 {
            remainders.sort { $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index }
            for entry in remainders.prefix(Int(missing)) { floors[entry.index] += 1 }
        }
        // Negated while still 128 bit, so that the smallest Int64 can be split, too.
        return floors.map { Int64(total < 0 ? -$0 : $0) }
    }

    /// The shares of `quantity` in the order of the weights, as `shares(of:by:)`.
    public static func shares<Value: Quantity>(of quantity: Value, by weights: [Int64]) throws(Refusal) -> [Value] {
        try shares(of: quantity.units, by: weights).map(Value.init(units:))
    }

    /// The shares by keys in any order; ties go to the smaller key (rules.md 7).
    ///
    /// Guarantees: the result does not depend on the order of `weights`. The keys must differ.
    public static func shares<Value: Quantity>(
        of quantity: Value, byKey weights: [String: Int64]
    ) throws(Refusal) -> [String: Value] {
        let ordered = weights.naturallySorted { $0.key }
        let shares = try shares(of: quantity, by: ordered.map(\.value))
        return Dictionary(uniqueKeysWithValues: zip(ordered.map(\.key), shares))
    }
}

extension Refusal {
    /// Nothing to share by: every weight is zero (rules.md 0).
    public static var noWeights: Refusal {
        Refusal(
            .noWeights,
            LocalizedText(
                en: "There is something to share, but every weight is zero.",
                de: "Es ist etwas zu verteilen, aber alle Gewichte sind null."))
    }
}
