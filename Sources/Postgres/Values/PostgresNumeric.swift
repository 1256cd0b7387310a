/// A numeric as the server sends it: decimal digits in groups of four.
///
/// It is read as text or, where it has no fraction, as an integer; it never passes through floating point.
struct PostgresNumeric {
    private let groups: [Int16]
    /// The power of 10,000 of the first group.
    private let weight: Int
    private let sign: UInt16
    /// Digits behind the point that are shown.
    private let scale: Int

    private static let positive: UInt16 = 0x0000
    private static let negative: UInt16 = 0x4000
    private static let notANumber: UInt16 = 0xC000
    private static let infinity: UInt16 = 0xD000
    private static let negativeInfinity: UInt16 = 0xF000

    init(bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count >= 8 else { throw PostgresCell.Mismatch.value }
        let count = Int(bytes.bigEndian16(at: 0))
        guard count >= 0, bytes.count == 8 + 2 * count else { throw PostgresCell.Mismatch.value }
        weight = Int(bytes.bigEndian16(at: 2))
        sign = UInt16(bitPattern: bytes.bigEndian16(at: 4))
        scale = Int(bytes.bigEndian16(at: 6))
        groups = (0..<count).map { bytes.bigEndian16(at: 8 + 2 * $0) }
    }

    /// The digits as PostgreSQL itself prints them, for instance `-0.0500`.
    var text: String {
        switch sign {
        case Self.notANumber: return "NaN"
        case Self.infinity: return "Infinity"
        case Self.negativeInfinity: return "-Infinity"
        default: break
        }
        var result = sign == Self.negative ? "-" : ""
        if weight < 0 {
            result += "0"
        } else {
            for index in 0...weight {
                let group = String(self.group(index))
                result += index == 0 ? group : String(repeating: "0", count: 4 - group.count) + group
            }
        }
        guard scale > 0 else { return result }
        var fraction = ""
        var index = weight + 1
        // Groups between the point and the first group that was sent are zero.
        while fraction.count < scale {
            let group = String(self.group(index))
            fraction += String(repeating: "0", count: 4 - group.count) + group
            index += 1
        }
        return result + "." + fraction.prefix(scale)
    }

    /// The value as an integer.
    /// - Throws: `Mismatch.range` where it has a fraction, is no number, or is too large.
    func integer() throws -> Int64 {
        guard sign == Self.positive || sign == Self.negative else { throw PostgresCell.Mismatch.range }
        var value: Int64 = 0
        for index in 0..<max(groups.count, weight + 1) {
            if index > weight {
                guard group(index) == 0 else { throw PostgresCell.Mismatch.range }
                continue
            }
            let (shifted, tooLarge) = value.multipliedReportingOverflow(by: 10_000)
            let part = Int64(group(index))
            let (sum, carried) = shifted.subtractingReportingOverflow(part)
            guard !tooLarge, !carried else { throw PostgresCell.Mismatch.range }
            value = sum
        }
        // Summed up below zero, since only there the smallest integer has room.
        if sign == Self.negative { return value }
        guard value != .min else { throw PostgresCell.Mismatch.range }
        return -value
    }

    private func group(_ index: Int) -> Int16 {
        groups.indices.contains(index) ? groups[index] : 0
    }
}
