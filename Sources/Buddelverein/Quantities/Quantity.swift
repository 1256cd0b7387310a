/// A whole number of a fixed unit, 64 bit; two quantities of different units never mix (rules.md 0).
///
/// Guarantees: arithmetic is exact. Refuses with `overflow` what does not fit, never wraps and never rounds silently.
public protocol Quantity: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The count of the smallest unit: cents, minutes, centimetres, basis points.
    var units: Int64 { get }
    init(units: Int64)
}

extension Quantity {
    public static var zero: Self { Self(units: 0) }

    public static func < (left: Self, right: Self) -> Bool { left.units < right.units }

    /// The exact sum; refuses with `overflow`.
    public static func + (left: Self, right: Self) throws(Refusal) -> Self {
        let (sum, overflow) = left.units.addingReportingOverflow(right.units)
        guard !overflow else { throw .overflow }
        return Self(units: sum)
    }

    /// The exact difference; refuses with `overflow`.
    public static func - (left: Self, right: Self) throws(Refusal) -> Self {
        let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
        guard !overflow else { throw .overflow }
        return Self(units: difference)
    }

    /// The exact product with a count; refuses with `overflow`.
    public static func * (left: Self, count: Int64) throws(Refusal) -> Self {
        let (product, overflow) = left.units.multipliedReportingOverflow(by: count)
        guard !overflow else { throw .overflow }
        return Self(units: product)
    }

    /// The quantity with its sign turned; refuses with `overflow` for the smallest 64 bit number.
    public func negated() throws(Refusal) -> Self { try .zero - self }

    /// Adds in place; refuses with `overflow`.
    public mutating func add(_ other: Self) throws(Refusal) { self = try self + other }
}

extension Sequence where Element: Quantity {
    /// The exact sum, zero for none; refuses with `overflow`.
    public func total() throws(Refusal) -> Element {
        var sum = Element.zero
        for element in self { sum = try sum + element }
        return sum
    }
}
