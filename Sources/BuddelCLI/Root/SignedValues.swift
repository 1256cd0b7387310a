/// Lets a flag take a negative value: `--amount -50.00` is the pair that it looks like.
///
/// The parser takes every word that begins with a hyphen for a flag. No flag of Buddel begins with a digit, so that a
/// hyphen before a figure is a sign.
enum SignedValues {
    /// The words with each negative figure joined to the flag before it; what stands behind `--` stays as it is.
    static func joined(_ words: [String]) -> [String] {
        let end = words.firstIndex(of: "--") ?? words.endIndex
        var joined: [String] = []
        for word in words[..<end] {
            if isNegativeFigure(word), let flag = joined.last, isFlagWithoutValue(flag) {
                joined[joined.count - 1] = "\(flag)=\(word)"
            } else {
                joined.append(word)
            }
        }
        return joined + words[end...]
    }

    private static func isNegativeFigure(_ word: String) -> Bool {
        guard word.first == "-", let second = word.dropFirst().first else { return false }
        return second.isASCII && second.isNumber || second == "." || second == ","
    }

    private static func isFlagWithoutValue(_ word: String) -> Bool {
        word.hasPrefix("--") && word.count > 2 && !word.contains("=")
    }
}
