import ArgumentParser
import Buddelverein
import Synchronization

/// What a person answered in one dialogue, by flag, kept while a rule refuses part of it.
final class Answers: Sendable {
    private struct State {
        /// As typed; an empty one took what the question offered.
        var kept: [String: String] = [:]
        /// Refused by a rule: to be asked for, even where a flag gave it.
        var refused: Set<String> = []
        /// What was said before, where several answers contradict each other and any may be right.
        var offered: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// The text that stands for a flag, if it was answered and not refused.
    func kept(_ flag: String) -> String? { state.withLock { $0.kept[flag] } }

    func isRefused(_ flag: String) -> Bool { state.withLock { $0.refused.contains(flag) } }

    /// The answer of before that the question offers again.
    func offered(_ flag: String) -> String? { state.withLock { $0.offered[flag] } }

    func keep(_ flag: String, _ text: String) {
        state.withLock {
            $0.kept[flag] = text
            $0.offered[flag] = nil
        }
    }

    /// Takes back the answers that the refusals are about; false where one of them is about something else, which no
    /// answer cures.
    func refuse(_ refusals: [Refusal]) -> Bool {
        state.withLock { state in
            let groups = refusals.map(Self.flags)
            guard !groups.isEmpty, groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { state.kept[$0] != nil } })
            else { return false }
            for group in groups {
                for flag in group {
                    let text = state.kept.removeValue(forKey: flag)
                    state.refused.insert(flag)
                    if group.count > 1, let text, !text.isEmpty { state.offered[flag] = text }
                }
            }
            return true
        }
    }

    /// The flags that may be wrong; net, tax and gross contradict each other.
    private static func flags(_ refusal: Refusal) -> [String] {
        if refusal.code == .grossMismatch { return ["--net", "--vat", "--gross"] }
        return refusal.place?.field.map { [$0] } ?? []
    }
}

extension CommandContext {
    /// Asks, and does what was answered; on a terminal a rule that refuses answers has only those asked again.
    ///
    /// Guarantees: nothing that was typed is lost by a fault of another answer. Without a terminal, and where no answer
    /// cures it, the refusal is thrown as it is.
    func dialogue<Result>(
        of command: any ParsableCommand.Type, _ body: (Prompt) async throws -> Result
    ) async throws -> Result {
        let answers = Answers()
        let prompt = Prompt(self, answers: answers)
        while true {
            do {
                return try await body(prompt)
            } catch {
                let refusals = (error as? Refusals)?.all ?? (error as? Refusal).map { [$0] } ?? []
                let named = refusals.map(FlagNames(of: command).naming)
                guard terminal.isInteractive, !assumesYes, answers.refuse(named) else { throw error }
                for refusal in named { prompt.explain(refusal) }
            }
        }
    }
}
