import ArgumentParser
import Buddelverein

/// Where the code of a second factor comes from: a flag, `BUDDEL_CODE`, or a person who is asked once it is needed.
struct CodeOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Code of the second factor, or a recovery code; else BUDDEL_CODE, or asked for.",
            de: "Code des zweiten Faktors oder ein Ersatzcode; sonst BUDDEL_CODE oder erfragt.", value: "code"))
    var code: String?

    /// Tries what takes a code, and asks a person for one where the attempt was refused for want of it.
    ///
    /// Whether a user has a second factor is said only to who knows his password, so that nobody is asked before.
    func trying<Result: Sendable>(
        _ context: CommandContext, _ attempt: (String?) async throws -> Result
    ) async throws -> Result {
        let given = code ?? context.environment["BUDDEL_CODE"].flatMap { $0.isEmpty ? nil : $0 }
        do {
            return try await attempt(given)
        } catch let refusal as Refusal
            where refusal.code == .secondFactorCodeNeeded && given == nil && context.terminal.isInteractive
        {
            let typed = try await Prompt(context).text(
                "--code", given: nil,
                ask: LocalizedText(en: "Code of the second factor", de: "Code des zweiten Faktors"))
            return try await attempt(typed)
        }
    }
}
