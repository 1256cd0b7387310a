import CLibEdit
import Glibc
import Synchronization

/// The bridge from libedit's callback, which can capture nothing, to the source of the line being read.
enum LineCompletion {
    static let source = Mutex<(any CompletionSource)?>(nil)

    /// The matches in the form that libedit wants and frees: what replaces the word, then the possibilities, then nil.
    static func matches(
        _ text: UnsafePointer<CChar>?, start: Int32
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        clibedit_set_completion_over()
        guard let text, let line = clibedit_line(), let source = source.withLock({ $0 }) else { return nil }
        let word = String(cString: text)
        let before = String(String.UnicodeScalarView(String(cString: line).unicodeScalars.prefix(Int(start))))
        let words = (try? ShellWords.split(before)) ?? before.split(separator: " ").map(String.init)
        let found = source.completions(of: word, after: words)
        guard !found.isEmpty else { return nil }
        let texts =
            found.count == 1
            ? [found[0].insertion, found[0].insertion]
            : [replacement(of: word, by: found)] + found.map { PrintableText.escaping($0.display) }
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { list[index] = strdup(text) }
        list[texts.count] = nil
        return list
    }

    /// What several possibilities have in common; the typed word where that would lose some of it.
    static func replacement(of word: String, by found: [Completion]) -> String {
        let common = found.map(\.insertion).reduce(found[0].insertion) { common, text in
            String(zip(common, text).prefix { $0 == $1 }.map(\.0))
        }
        return common.hasPrefix(word) ? common : word
    }
}
