import BuddelOperations
import Buddelverein

/// The names of tasks, machine classes and cost categories, which are rows that a town may extend, and of an
/// association's accounts.
struct CodeWords: Sendable {
    private let names: [ListedCode.List: [String: LocalizedText]]
    private let accounts: [String: LocalizedText]

    init(_ codes: [ListedCode] = [], accounts: [LedgerAccount] = []) {
        names = Dictionary(grouping: codes, by: \.list).mapValues { listed in
            Dictionary(listed.map { ($0.code, $0.name) }) { first, _ in first }
        }
        self.accounts = Dictionary(accounts.map { ($0.code, $0.name) }) { first, _ in first }
    }

    /// The code with its name; the code alone where the list does not have it.
    func cell(_ list: ListedCode.List, _ code: String?) -> Cell {
        guard let code else { return .none }
        return names[list]?[code].map { .code(code, $0) } ?? .text(code)
    }

    /// The account with its name; the code alone where the chart does not have it.
    func account(_ code: String) -> Cell { accounts[code].map { .code(code, $0) } ?? .text(code) }

    /// What a line of a claim is about: the name of its cost category or task, or what was given.
    func what(_ detail: LineDetail?) -> Cell {
        guard let detail else { return .none }
        return list(of: detail).map { cell($0, detail.what) } ?? .text(detail.what)
    }

    /// Date, what it is, supplier or machine, and segments of a line, as far as they are known.
    func words(_ detail: LineDetail, in language: Language) -> [String] {
        func name(_ list: ListedCode.List?, _ code: String) -> String {
            list.flatMap { names[$0]?[code]?[language] } ?? code
        }
        return [
            detail.date?.text(in: language) ?? "", name(list(of: detail), detail.what),
            name(detail.key.kind == .machine ? .machine : nil, detail.note), detail.segments.joined(separator: ", "),
        ].filter { !$0.isEmpty }
    }

    private func list(of detail: LineDetail) -> ListedCode.List? {
        switch detail.key.kind {
        case .cost: .category
        case .labour, .machine: .task
        case .gift, .unit: nil
        }
    }

    /// Rates by machine class, `Trecker: 35,00 €/h`; programs get `tractor 35.00`.
    func rates(_ rates: [String: HourlyRate]) -> Cell {
        guard !rates.isEmpty else { return .none }
        return .words(
            rates.naturallySorted(by: \.key).map { entry in
                let name = names[.machine]?[entry.key] ?? LocalizedText(en: entry.key, de: entry.key)
                return CodedWord(
                    "\(entry.key) \(entry.value)",
                    LocalizedText(
                        en: "\(name.english): \(entry.value.text(in: .english))",
                        de: "\(name.german): \(entry.value.text(in: .german))"))
            })
    }
}

extension CommandContext {
    /// The names of the codes where people read them; programs get codes, so that for them nothing is asked.
    func codeWords() async throws -> CodeWords {
        guard output == .table else { return CodeWords() }
        return CodeWords(try await app().listCodes())
    }

    /// The same with the names of the association's accounts.
    func bookWords() async throws -> CodeWords {
        guard output == .table else { return CodeWords() }
        let app = try await app()
        return CodeWords(try await app.listCodes(), accounts: try await app.listAccounts(in: settings.association))
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
