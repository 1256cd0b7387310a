import BuddelOperations
import Buddelverein

/// The names of tasks, machine classes and cost categories, which are rows that a town may extend.
struct CodeWords: Sendable {
    private let names: [ListedCode.List: [String: LocalizedText]]

    init(_ codes: [ListedCode] = []) {
        names = Dictionary(grouping: codes, by: \.list).mapValues { listed in
            Dictionary(listed.map { ($0.code, $0.name) }) { first, _ in first }
        }
    }

    /// The code with its name; the code alone where the list does not have it.
    func cell(_ list: ListedCode.List, _ code: String?) -> Cell {
        guard let code else { return .none }
        return names[list]?[code].map { .code(code, $0) } ?? .text(code)
    }
}

extension CommandContext {
    /// The names of the codes where people read them; programs get codes, so that for them nothing is asked.
    func codeWords() async throws -> CodeWords {
        guard output == .table else { return CodeWords() }
        return CodeWords(try await app().listCodes())
    }
}

extension Cell {
    /// Segments with their shares, `S-1: 55,00 %`; programs get `S-1:55.00`, as files have it.
    static func shares(_ allocations: [Allocation]) -> Cell {
        guard !allocations.isEmpty else { return .none }
        return .words(
            allocations.map { part in
                CodedWord(
                    "\(part.segment):\(part.share)",
                    LocalizedText(
                        en: "\(part.segment): \(part.share.text(in: .english))",
                        de: "\(part.segment): \(part.share.text(in: .german))"))
            })
    }
}
