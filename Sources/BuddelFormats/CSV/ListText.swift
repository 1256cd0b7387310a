/// A list inside one field, its parts set apart by semicolons.
enum ListText {
    /// The parts without the blanks around them; empty ones are left out.
    static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map(trimmed).filter { !$0.isEmpty }
    }

    /// The text without the blanks around it.
    static func trimmed(_ text: some StringProtocol) -> String {
        var scalars = Substring(text).unicodeScalars
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
