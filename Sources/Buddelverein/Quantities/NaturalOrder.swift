/// The order of member numbers and codes (rules.md 7): digit runs by value, then the shorter run first; else by
/// code point.
public enum NaturalOrder {
    /// Whether `left` stands before `right`; a strict total order of texts.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        compare(left, right) < 0
    }

    /// Negative where `left` stands first, zero for equal texts, positive where `right` stands first.
    ///
    /// UTF-8 bytes order like code points, so the texts are never decoded.
    public static func compare(_ left: String, _ right: String) -> Int {
        var left = left
        var right = right
        return left.withUTF8 { leftBytes in
            right.withUTF8 { rightBytes in compare(leftBytes, rightBytes) }
        }
    }

    private static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        var i = 0
        var j = 0
        while i < left.count, j < right.count {
            if DecimalText.isDigit(left[i]), DecimalText.isDigit(right[j]) {
                let leftRun = run(left, from: i)
                let rightRun = run(right, from: j)
                let order = compareRuns(left, leftRun, right, rightRun)
                if order != 0 { return order }
                i = leftRun.end
                j = rightRun.end
            } else {
                if left[i] != right[j] { return left[i] < right[j] ? -1 : 1 }
                i += 1
                j += 1
            }
        }
        if i < left.count { return 1 }
        return j < right.count ? -1 : 0
    }

    private struct Run {
        var start: Int
        /// The first digit that is no leading zero.
        var value: Int
        var end: Int
    }

    private static func run(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Run {
        var end = start
        while end < bytes.count, DecimalText.isDigit(bytes[end]) { end += 1 }
        var value = start
        while value < end, bytes[value] == UInt8(ascii: "0") { value += 1 }
        return Run(start: start, value: value, end: end)
    }

    private static func compareRuns(
        _ left: UnsafeBufferPointer<UInt8>, _ a: Run, _ right: UnsafeBufferPointer<UInt8>, _ b: Run
    ) -> Int {
        let lengths = (a.end - a.value, b.end - b.value)
        if lengths.0 != lengths.1 { return lengths.0 < lengths.1 ? -1 : 1 }
        for offset in 0..<lengths.0 where left[a.value + offset] != right[b.value + offset] {
            return left[a.value + offset] < right[b.value + offset] ? -1 : 1
        }
        let whole = (a.end - a.start, b.end - b.start)
        return whole.0 == whole.1 ? 0 : (whole.0 < whole.1 ? -1 : 1)
    }
}

extension Sequence {
    /// The elements in the order of rules.md 7 by the text at `key`; elements of equal text keep their order.
    public func naturallySorted(by key: (Element) -> String) -> [Element] {
        map { (key($0), $0) }.sorted { NaturalOrder.precedes($0.0, $1.0) }.map(\.1)
    }
}
