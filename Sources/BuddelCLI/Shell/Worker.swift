import Buddelverein

/// Somebody who can stand on a time sheet: a member, or a helper.
public struct Worker: Hashable, Sendable {
    /// Who the worker is in the books.
    public enum Identity: Hashable, Sendable {
        case member(number: String)
        /// A helper; `household` is the number of the member it belongs to, nil for an outsider.
        case helper(code: String, household: String?)
    }

    public let identity: Identity
    public let name: String

    public init(_ member: Member) {
        identity = .member(number: member.number)
        name = member.name
    }

    public init(_ helper: Helper) {
        identity = .helper(code: helper.code, household: helper.memberNumber)
        name = helper.name
    }

    /// The member number or the helper's code.
    public var code: String {
        switch identity {
        case .member(let number): number
        case .helper(let code, _): code
        }
    }

    /// `Schulte, Anna (M-12)`.
    public var label: String { "\(name) (\(code))" }
}

extension Worker {
    /// The one worker that `text` means: its number or code, its name, a beginning of each of its words, or, where
    /// none of these fits anybody, a name with a typing error.
    ///
    /// Refuses with `ambiguous_name` where several fit equally well, and with `not_found` where nobody does.
    public static func named(_ text: String, among workers: [Worker]) throws -> Worker {
        let typed = NameMatching.words(text).map(NameMatching.spellings)
        let tiers: [(Worker) -> Bool] = [
            { $0.code.lowercased() == text.lowercased() },
            { $0.hasNumber(text) },
            { !NameMatching.spellings($0.name).isDisjoint(with: NameMatching.spellings(text)) },
            { $0.fits(typed) { word, wanted in word == wanted } },
            { $0.fits(typed) { word, wanted in word.hasPrefix(wanted) } },
            { $0.fits(typed) { word, wanted in Worker.isTypingError(wanted, of: word) } },
        ]
        for fits in tiers {
            let found = workers.filter(fits)
            if found.count == 1 { return found[0] }
            guard found.isEmpty else {
                throw Refusal.ambiguousName(text, candidates: labels(found))
            }
        }
        let what = LocalizedText(en: "members and helpers", de: "Mitglieder und Helfer")
        throw Refusal.unknownName(text, among: what, similar: labels(workers.filter { $0.resembles(typed) }))
    }

    /// Whether `text` is the number alone: `12` for the member `M-12`.
    private func hasNumber(_ text: String) -> Bool {
        guard let wanted = Int(text), case .member(let number) = identity else { return false }
        let digits = String(number.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        return Int(digits) == wanted
    }

    /// Whether each typed word fits a name's word of its own.
    private func fits(_ typed: [Set<String>], by matches: (String, String) -> Bool) -> Bool {
        var words = NameMatching.words(name).map(NameMatching.spellings)
        guard !typed.isEmpty else { return false }
        for wanted in typed {
            let index = words.firstIndex { spellings in
                spellings.contains { word in wanted.contains { matches(word, $0) } }
            }
            guard let index else { return false }
            words.remove(at: index)
        }
        return true
    }

    private static func isTypingError(_ typed: String, of word: String) -> Bool {
        let limit = typed.count < 4 ? 0 : typed.count < 8 ? 1 : 2
        return limit > 0 && NameMatching.distance(typed, word, limit: limit) <= limit
    }

    private func resembles(_ typed: [Set<String>]) -> Bool {
        let words = NameMatching.words(name).map(NameMatching.folded)
        return typed.contains { spellings in
            spellings.contains { wanted in
                words.contains {
                    wanted.count > 2 && NameMatching.distance(wanted, $0, limit: 3) <= min(3, wanted.count / 2)
                }
            }
        }
    }

    private static func labels(_ workers: [Worker]) -> [String] {
        let shown = workers.naturallySorted(by: \.code).prefix(5).map(\.label)
        return workers.count > 5 ? shown + ["…"] : Array(shown)
    }
}
