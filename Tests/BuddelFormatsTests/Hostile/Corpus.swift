import Foundation

/// Hostile inputs made from sound ones: the same in every run, and more of them where `BUDDEL_FUZZ` says how many times.
enum Corpus {
    /// How many inputs a test tries: `BUDDEL_FUZZ=100` makes it a hundred times as many.
    static func rounds(_ count: Int) -> Int {
        count * max(1, ProcessInfo.processInfo.environment["BUDDEL_FUZZ"].flatMap { Int($0) } ?? 1)
    }

    /// Bytes that mean something to one of the formats.
    private static let spicy =
        Array("\",;:.\n\r\\{}[]<>&!?#=/'()*@_|-+eE0123456789 ntuNPKx".utf8) + [
            0, 1, 0x7F, 0x80, 0xC3, 0xE2, 0xF4, 0xFF,
        ]

    /// Texts that have upset parsers before.
    private static let nasty: [[UInt8]] = [
        "1e400", "-0", "NaN", "Infinity", "-Infinity", "9223372036854775808", "-9223372036854775809", "1e-9999999999",
        "\\ud800", "\\u0000", "\\udc00\\ud800", "\u{FEFF}", "\u{202E}", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&amp;",
        "&#0;",
        "&#xD800;", "&x;", "]]>", "<![CDATA[", "<!--", "-->", "<?xml version='1.1'?>", "../../etc/passwd",
        "=cmd|' /C calc'!A0",
        "'; drop table members; --", "\"\"\"", "2026-02-30", "0000-00-00", "99999999999999999999.99", "1,234,567.89",
        String(repeating: "[", count: 200), String(repeating: "<a>", count: 200), String(repeating: "9", count: 400),
    ].map { Array($0.utf8) }

    /// A sound input with one to four changes: bytes flipped, dropped, put in, lines moved, stretches doubled, the end cut.
    static func mutated(_ original: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = original
        for _ in 0...Int.random(in: 0...3, using: &random) {
            let index = Int.random(in: 0..<max(1, bytes.count), using: &random)
            let byte = spicy[Int.random(in: 0..<spicy.count, using: &random)]
            let end = min(bytes.count, index + Int.random(in: 0...60, using: &random))
            switch Int.random(in: 0...9, using: &random) {
            case 0 where index < bytes.count: bytes[index] = byte
            case 1 where index < bytes.count: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2 where index < bytes.count: bytes.remove(at: index)
            case 3: bytes.insert(byte, at: min(index, bytes.count))
            case 4: bytes.removeSubrange(min(index, bytes.count)...)
            case 5 where index < end: bytes.insert(contentsOf: bytes[index..<end], at: index)
            case 6 where index < end: bytes.removeSubrange(index..<end)
            case 7:
                bytes.insert(
                    contentsOf: nasty[Int.random(in: 0..<nasty.count, using: &random)], at: min(index, bytes.count))
            case 8: swapLines(&bytes, &random)
            default: replaceField(&bytes, at: index, with: nasty[Int.random(in: 0..<nasty.count, using: &random)])
            }
        }
        return bytes
    }

    private static func swapLines(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let first = Int.random(in: 0..<lines.count, using: &random)
        lines.swapAt(first, Int.random(in: 0..<lines.count, using: &random))
        bytes = Array(lines.joined(separator: [0x0A]))
    }

    /// What lies around a byte, up to the next separator on either side.
    private static func replaceField(_ bytes: inout [UInt8], at index: Int, with text: [UInt8]) {
        let separators = Set(",;\"<>:[]{}\n".utf8)
        var start = min(index, bytes.count)
        while start > 0, !separators.contains(bytes[start - 1]) { start -= 1 }
        var end = min(index, bytes.count)
        while end < bytes.count, !separators.contains(bytes[end]) { end += 1 }
        bytes.replaceSubrange(start..<end, with: text)
    }
}
