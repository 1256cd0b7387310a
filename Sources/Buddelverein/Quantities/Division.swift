/// Exact division of whole numbers; 128 bit inside, so that no product overflows on the way (rules.md 0).
public enum Division {
    /// The quotient, rounded half away from zero; refuses with `overflow`.
    public static func rounded(_ numerator: Int128, by denominator: Int128) throws(Refusal) -> Int64 {
        precondition(denominator != 0, "nothing is divided by zero")
        let negative = (numerator < 0) != (denominator < 0)
        let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
        let rounded = remainder * 2 >= denominator.magnitude ? quotient + 1 : quotient
        guard let magnitude = Int64(exactly: rounded) else { throw .overflow }
        return negative ? -magnitude : magnitude
    }

    /// The quotient towards zero; refuses with `overflow`.
    public static func down(_ numerator: Int128, by denominator: Int128) throws(Refusal) -> Int64 {
        precondition(denominator != 0, "nothing is divided by zero")
        guard let quotient = Int64(exactly: numerator / denominator) else { throw .overflow }
        return quotient
    }
}

extension Minutes {
    /// rules.md 0: `round(minutes * rate / 60)`, half away from zero; refuses with `overflow`.
    public func value(at rate: HourlyRate) throws(Refusal) -> Money {
        Money(cents: try Division.rounded(Int128(minutes) * Int128(rate.centsPerHour), by: 60))
    }
}

extension Money {
    /// `down(amount * rate)`, the step `share` of rules.md 3; refuses with `overflow`.
    public func down(at rate: BasisPoints) throws(Refusal) -> Money {
        Money(cents: try Division.down(Int128(cents) * Int128(rate.basisPoints), by: 10_000))
    }

    /// The amount without its cents, towards zero.
    public var downToEuros: Money { Money(cents: cents - cents % 100) }
}
