import ArgumentParser
import BuddelOperations
import Buddelverein

extension SecondFactorCommand {
    /// `buddel user second-factor pass`: the code that the log-in at an issuer did not ask for.
    struct Pass: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "pass", en: "Give the code afterwards: your session has passed the second factor then.",
                de: "Code nachreichen: Die Sitzung hat dann den zweiten Faktor bestanden.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(
            help: .text(
                en: "The six digits of the app, or a recovery code.",
                de: "Die sechs Ziffern der App oder ein Ersatzcode."))
        var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).text("CODE", given: code, ask: LocalizedText(en: "Code", de: "Code"))
            try await context.app().passSecondFactor(code: code)
            // What was opened has not passed it yet.
            await context.session.close()
            context.show(
                Receipt(
                    LocalizedText(
                        en: "The session has passed the second factor.",
                        de: "Die Sitzung hat den zweiten Faktor bestanden.")))
        }
    }
}
