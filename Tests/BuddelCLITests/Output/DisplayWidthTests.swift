import Testing

@testable import BuddelCLI

@Suite("Output: columns of a text")
struct DisplayWidthTests {
    @Test(
        "a text takes as many columns as a terminal draws",
        arguments: [
            ("", 0), ("Schulte", 7), ("Müller", 6), ("Mu\u{308}ller", 6), ("田中", 4), ("ｱｲ", 2), ("Ａ", 2), ("한국", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👩‍🌾", 2), ("🇩🇪", 2), ("❤️", 2), ("1.234,56 €", 10),
            ("a\u{200B}b", 2),
            ("…", 1), ("─", 1), ("ẞß", 2),
        ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test("a text that is too long ends in an ellipsis and never splits a wide character")
    func fitting() {
        #expect(DisplayWidth.fitting("Schulte-Ternsche", columns: 8) == "Schulte…")
        #expect(DisplayWidth.fitting("田中田中", columns: 6) == "田中…")
        #expect(DisplayWidth.fitting("Schulte", columns: 7) == "Schulte")
    }

    @Test("what steers a terminal is written out")
    func escaping() {
        #expect(PrintableText.escaping("a\u{1B}[31mb\nc\u{0}\u{202E}d") == "a\\x1b[31mb\\nc\\x00\\u{202e}d")
        #expect(PrintableText.escaping("Grüße 田") == "Grüße 田")
    }
}
