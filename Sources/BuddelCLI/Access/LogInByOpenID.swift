import BuddelOperations
import Buddelverein

extension LogInCommand {
    /// `buddel login --openid`: shows an address and a code, and waits until somebody has agreed there.
    ///
    /// Refuses with `invalid_arguments` what belongs to a password, before anybody is asked.
    func logInAtIssuer(in context: CommandContext) async throws {
        guard login == nil, !secret.passwordStdin, secondFactor.code == nil else {
            throw Refusal.invalidArguments(
                LocalizedText(
                    en: "--openid goes with neither a login name nor a password or its code.",
                    de: "--openid verträgt sich nicht mit Anmeldename, Passwort und Code."),
                cure: LocalizedText(en: "buddel login --openid", de: "buddel login --openid"))
        }
        let configured = try issuer.configuration(context)
        let app = try await BuddelApp.open(context.settings.location(), token: nil)
            .trusting(configured.map { OpenIDIssuer($0) })
        let session: BuddelApp.IssuerSession
        do {
            let begun = try await app.beginDeviceLogIn()
            context.note(
                LocalizedText(
                    en: "Open \(begun.address) and enter the code \(begun.userCode).",
                    de: "\(begun.address) öffnen und den Code \(begun.userCode) eingeben."))
            if let complete = begun.completeAddress {
                context.note(LocalizedText(en: "Or open \(complete)", de: "Oder \(complete) öffnen"))
            }
            session = try await app.awaitDeviceLogIn(begun)
            await app.close()
        } catch {
            await app.close()
            throw error
        }
        try keep(session.token, of: session.login, in: context)
    }
}
