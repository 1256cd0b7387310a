import Buddelverein

/// Runs of combining marks: comparing texts takes time by the square of their length.
///
/// Measured with Swift 6.3: hashing a text with 32,000 marks behind one letter takes 2.5 s. The Stream-Safe Text Format
/// (UAX #15, section 13) has at most 30; no language needs more than a few.
enum CombiningMarks {
    static let limit = 30

    /// Where more marks than `limit` follow each other in UTF-8 text; nil where nowhere.
    static func firstLongRun(in text: some Collection<UInt8>) -> Int? {
        var run = 0
        var offset = 0
        var scalar: UInt32 = 0
        var missing = 0
        for byte in text {
            defer { offset += 1 }
            switch byte {
            case 0x80..<0xC0 where missing > 0:
                scalar = scalar << 6 | UInt32(byte & 0x3F)
                missing -= 1
                guard missing == 0 else { continue }
                run = isMark(scalar) ? run + 1 : 0
                if run > limit { return offset }
            // The first mark is U+0300, whose first byte is 0xCC; nearly all text passes here at once.
            case 0xCC..<0xE0: (scalar, missing) = (UInt32(byte & 0x1F), 1)
            case 0xE0..<0xF0: (scalar, missing) = (UInt32(byte & 0x0F), 2)
            case 0xF0...: (scalar, missing) = (UInt32(byte & 0x07), 3)
            default: (run, missing) = (0, 0)
            }
        }
        return nil
    }

    private static func isMark(_ value: UInt32) -> Bool {
        Unicode.Scalar(value)?.properties.canonicalCombiningClass != .notReordered
    }
}

extension Refusal {
    static func tooManyMarks(at place: Place) -> Refusal {
        Refusal(
            .invalidText,
            LocalizedText(
                en: "More than \(CombiningMarks.limit) accents follow one letter.",
                de: "Auf einen Buchstaben folgen mehr als \(CombiningMarks.limit) Akzente."),
            cure: LocalizedText(en: "Remove them.", de: "Entfernen Sie sie."), at: place)
    }
}
