import ArgumentParser
import Buddelverein

/// Where a password comes from: the standard input, the environment, or a person; never the arguments, which every user
/// of the machine can read.
struct PasswordOption: ParsableArguments {
    @Flag(
        name: .long,
        help: .text(
            en: "Read the password from the first line of the standard input.",
            de: "Passwort aus der ersten Zeile der Standardeingabe lesen."))
    var passwordStdin = false

    /// The password; refuses with `missing_flag` where nobody is there to be asked, with `cancelled` at an empty input.
    func password(_ context: CommandContext, ask question: LocalizedText) async throws -> String {
        if passwordStdin {
            guard let line = await context.input.nextLine(), !line.isEmpty else { throw Refusal.cancelled }
            return line
        }
        return try await Prompt(context).secret(
            "--password-stdin", given: context.environment["BUDDEL_PASSWORD"], ask: question)
    }
}
