import ArgumentParser
import BuddelOperations
import Buddelverein
import Foundation

/// Which issuer of OpenID Connect vouches for users; its secret comes from the environment or a file, never from the
/// arguments, which every user of the machine can read.
struct OpenIDOptions: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Issuer of OpenID Connect (BUDDEL_OPENID_ISSUER).",
            de: "Anmeldedienst für OpenID Connect (BUDDEL_OPENID_ISSUER).", value: "url"))
    var openidIssuer: String?
    @Option(
        name: .long,
        help: .text(
            en: "Buddel's name at the issuer (BUDDEL_OPENID_CLIENT).",
            de: "Name von Buddel beim Anmeldedienst (BUDDEL_OPENID_CLIENT).", value: "id"))
    var openidClient: String?
    @Option(
        name: .long,
        help: .text(
            en: "File with the client's secret (BUDDEL_OPENID_SECRET_FILE).",
            de: "Datei mit dem Geheimnis des Clients (BUDDEL_OPENID_SECRET_FILE).", value: "file"))
    var openidSecretFile: String?
    @Option(
        name: .long,
        help: .text(
            en: "What people call the issuer (BUDDEL_OPENID_NAME).",
            de: "Wie der Anmeldedienst heißt (BUDDEL_OPENID_NAME).", value: "name"))
    var openidName: String?
    @Option(
        name: .long,
        help: .text(
            en: "What counts as a second factor: no, amr, acr=VALUE (BUDDEL_OPENID_SECOND_FACTOR).",
            de: "Was als zweiter Faktor zählt: no, amr, acr=WERT (BUDDEL_OPENID_SECOND_FACTOR).", value: "words"))
    var openidSecondFactor: String?

    /// What was set; nil where no issuer is. Refuses with `missing_flag` an issuer without a client, with
    /// `file_unreadable` the file of the secret, and with `invalid_value` what can't be right.
    func configuration(_ context: CommandContext, redirect: String? = nil) throws -> OpenIDConfiguration? {
        func setting(_ given: String?, _ key: ConfigurationKey) -> String? {
            given ?? context.environment[key.rawValue].flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let issuer = setting(openidIssuer, .openIDIssuer) else { return nil }
        guard let client = setting(openidClient, .openIDClient) else { throw Refusal.missingFlag("--openid-client") }
        let file = try setting(openidSecretFile, .openIDSecretFile).map(Self.secret(in:))
        return try OpenIDConfiguration(
            issuer: issuer, clientID: client, clientSecret: file ?? setting(nil, .openIDSecret),
            redirectAddress: redirect, name: setting(openidName, .openIDName),
            secondFactor: IssuerSecondFactor(parsing: setting(openidSecondFactor, .openIDSecondFactor) ?? "no"))
    }

    /// What `serve` needs: browsers come back, so that an address to come back to must be known.
    func served(_ context: CommandContext, redirect: String?) throws -> OpenIDConfiguration? {
        let configuration = try configuration(context, redirect: redirect)
        guard configuration == nil || redirect != nil else { throw Refusal.missingFlag("--public-url") }
        return configuration
    }

    /// The first line of a file.
    private static func secret(in path: String) throws(Refusal) -> String {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 4_096),
            let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first
        else {
            throw Refusal(
                .fileUnreadable,
                LocalizedText(
                    en: "The file of the secret can't be read, or is empty.",
                    de: "Die Datei des Geheimnisses ist nicht lesbar oder leer."),
                at: Refusal.Place(file: path))
        }
        return String(line)
    }
}
