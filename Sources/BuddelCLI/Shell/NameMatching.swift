/// Compares names as a treasurer types them: case, umlauts and accents don't matter.
public enum NameMatching {
    /// `text` in small letters without marks: `Müller`, `Mueller` and `muller` all become close, `ß` becomes `ss`.
    public static func folded(_ text: String) -> String {
        var out = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "ä", "à", "á", "â", "ã", "å": out += "a"
            case "ö", "ò", "ó", "ô", "õ", "ø": out += "o"
            case "ü", "ù", "ú", "û": out += "u"
            case "é", "è", "ê", "ë": out += "e"
            case "í", "ì", "î", "ï": out += "i"
            case "ç", "č", "ć": out += "c"
            case "ş", "š", "ś": out += "s"
            case "ł": out += "l"
            case "ñ", "ń": out += "n"
            case "ž", "ź", "ż": out += "z"
            case "ß": out += "ss"
            default:
                // A letter typed as letter and mark is the letter.
                if scalar.properties.generalCategory != .nonspacingMark { out.unicodeScalars.append(scalar) }
            }
        }
        return out
    }

    /// The foldings under which `text` may be looked for: `mueller` is also `muller`.
    static func spellings(_ text: String) -> Set<String> {
        let plain = folded(text)
        var digraphs = plain
        for (digraph, letter) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
            digraphs = digraphs.split(separator: digraph, omittingEmptySubsequences: false).joined(separator: letter)
        }
        return [plain, digraphs]
    }

    /// The words of a name: `Schulte-Ternsche, Anna` has three.
    static func words(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// How many letters must be changed, added, left out or swapped to make one text the other, at most `limit` + 1.
    static func distance(_ left: String, _ right: String, limit: Int) -> Int {
        let a = Array(left)
        let b = Array(right)
        guard abs(a.count - b.count) <= limit else { return limit + 1 }
        var previous: [Int] = []
        var row = Array(0...b.count)
        for i in a.indices {
            var next = [i + 1]
            for j in b.indices {
                var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, previous[j - 1] + 1) }
                next.append(best)
            }
            previous = row
            row = next
        }
        return min(row[b.count], limit + 1)
    }
}
