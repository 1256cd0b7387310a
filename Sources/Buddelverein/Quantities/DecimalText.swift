/// Decimal numbers as people write them, read without ever passing through floating point (rules.md 0).
enum DecimalText {
    /// Why a text is no number of the wanted unit.
    enum Fault: Error, Equatable {
        case malformed
        case tooManyDigits
        case overflow
    }

    /// The integer and fraction digits of a number, with its sign.
    struct Digits: Equatable {
        var negative: Bool
        var whole: [UInt8]
        var fraction: [UInt8]
    }

    /// `text` in units of 10 to the power of minus `places`: `"1.234,56"` with two places is 123456.
    ///
    /// Both decimal point and comma are read. Where both occur, the last one is the decimal sign and the other one
    /// groups thousands; a single sign is always the decimal sign, so `1.234` has three decimals and is refused
    /// where the unit has two, rather than guessed at.
    static func units(of text: some StringProtocol, places: Int) throws(Fault) -> Int64 {
        let digits = try digits(of: text)
        guard digits.fraction.count <= places else { throw .tooManyDigits }
        let padding = [UInt8](repeating: 0, count: places - digits.fraction.count)
        return try integer(digits.whole + digits.fraction + padding, negative: digits.negative)
    }

    /// The signed integer that `digits` spell.
    static func integer(_ digits: [UInt8], negative: Bool) throws(Fault) -> Int64 {
        var result: Int64 = 0
        for digit in digits {
            let (shifted, shiftOverflow) = result.multipliedReportingOverflow(by: 10)
            // Built up on the negative side, so that the smallest Int64 can be read, too.
            let (next, addOverflow) = shifted.subtractingReportingOverflow(Int64(digit))
            guard !shiftOverflow, !addOverflow else { throw .overflow }
            result = next
        }
        guard !negative else { return result }
        guard result != .min else { throw .overflow }
        return -result
    }

    /// Splits `text` into its digits.
    static func digits(of text: some StringProtocol) throws(Fault) -> Digits {
        var bytes = Array(text.utf8)[...]
        let negative = bytes.first == UInt8(ascii: "-")
        if negative { bytes = bytes.dropFirst() }
        let separators = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") || bytes[$0] == UInt8(ascii: ",") }
        let decimal = try decimalIndex(separators, in: bytes)
        let whole = try ungrouped(bytes[bytes.startIndex..<(decimal ?? bytes.endIndex)])
        let fraction = decimal.map { bytes[($0 + 1)...] } ?? []
        guard !whole.isEmpty, decimal == nil || !fraction.isEmpty else { throw .malformed }
        guard fraction.allSatisfy(isDigit) else { throw .malformed }
        return Digits(
            negative: negative, whole: whole.map { $0 - UInt8(ascii: "0") },
            fraction: fraction.map { $0 - UInt8(ascii: "0") })
    }

    private static func decimalIndex(_ separators: [Int], in bytes: ArraySlice<UInt8>) throws(Fault) -> Int? {
        guard let last = separators.last else { return nil }
        if separators.count == 1 { return last }
        let kinds = Set(separators.dropLast().map { bytes[$0] })
        guard kinds.count == 1 else { throw .malformed }
        // `1.234.567` groups only; `1.234,56` groups and then has decimals.
        return kinds.contains(bytes[last]) ? nil : last
    }

    private static func ungrouped(_ bytes: ArraySlice<UInt8>) throws(Fault) -> [UInt8] {
        let groups = bytes.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
        }
        if groups.count > 1 {
            guard let first = groups.first, (1...3).contains(first.count) else { throw .malformed }
            guard groups.dropFirst().allSatisfy({ $0.count == 3 }) else { throw .malformed }
        }
        let joined = groups.flatMap { Array($0) }
        guard joined.allSatisfy(isDigit) else { throw .malformed }
        return joined
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// `units` with two decimals: `123456` is `"1234.56"`, or with `grouping` and `decimal` `"1.234,56"`.
    static func text(hundredths units: Int64, decimal: String = ".", grouping: String = "") -> String {
        let magnitude = units.magnitude
        let cents = magnitude % 100
        let fraction = cents < 10 ? "0\(cents)" : "\(cents)"
        return (units < 0 ? "-" : "") + grouped(magnitude / 100, by: grouping) + decimal + fraction
    }

    /// `number` with its thousands set apart by `separator`.
    static func grouped(_ number: UInt64, by separator: String) -> String {
        let digits = String(number)
        guard !separator.isEmpty, digits.count > 3 else { return digits }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += separator }
            result.append(digit)
        }
        return result
    }

    /// `text` without blanks around it and without one of the unit signs behind it.
    static func trimmed(_ text: some StringProtocol, units: [String] = []) -> String {
        func strip(_ text: Substring) -> Substring {
            var text = text
            while let first = text.first, first.isWhitespace { text.removeFirst() }
            while let last = text.last, last.isWhitespace { text.removeLast() }
            return text
        }
        var result = strip(Substring(text))
        for unit in units where result.hasSuffix(unit) {
            result = strip(result.dropLast(unit.count))
            break
        }
        return String(result)
    }
}
