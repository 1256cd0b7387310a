import ArgumentParser
import BuddelOperations
import Buddelverein
import Foundation
import Testing

@testable import BuddelCLI

@Suite("Access: the issuer of OpenID Connect as it is configured")
struct OpenIDOptionsTests {
    private static let environment = [
        "BUDDEL_OPENID_ISSUER": "https://id.example/realms/selm", "BUDDEL_OPENID_CLIENT": "buddel",
        "BUDDEL_OPENID_NAME": "Stadt Selm", "BUDDEL_OPENID_SECOND_FACTOR": "amr",
    ]

    private func configuration(
        _ flags: [String] = [], _ environment: [String: String] = environment
    ) throws -> OpenIDConfiguration? {
        let fixture = ContextFixture(environment: environment)
        return try OpenIDOptions.parse(flags).configuration(fixture.context, redirect: "https://b.example/back")
    }

    @Test("flags win over the environment; without an issuer there is none")
    func sources() throws {
        #expect(try configuration([], [:]) == nil)
        let fromEnvironment = try #require(try configuration())
        #expect(fromEnvironment.issuer == "https://id.example/realms/selm")
        #expect(fromEnvironment.name == "Stadt Selm")
        #expect(fromEnvironment.secondFactor == (try IssuerSecondFactor(parsing: "amr")))
        let byFlag = try #require(
            try configuration([
                "--openid-issuer", "https://other.example", "--openid-client", "x", "--openid-second-factor", "no",
            ]))
        #expect(byFlag.issuer == "https://other.example")
        #expect(byFlag.clientID == "x")
        #expect(byFlag.secondFactor == .none)
        let unnamed = try configuration([], Self.environment.filter { $0.key != "BUDDEL_OPENID_NAME" })
        #expect(unnamed?.name == "id.example")
    }

    @Test("an issuer needs a client, and serve an address to come back to")
    func missing() async throws {
        let issuerAlone = ["BUDDEL_OPENID_ISSUER": "https://id.example"]
        let refusal = await Refusal.thrown { _ = try configuration([], issuerAlone) }
        #expect(refusal?.code == .missingFlag)
        #expect(refusal?.place?.field == "--openid-client")
        let fixture = ContextFixture(environment: Self.environment)
        let served = await Refusal.thrown { _ = try OpenIDOptions.parse([]).served(fixture.context, redirect: nil) }
        #expect(served?.place?.field == "--public-url")
        let none = ContextFixture()
        #expect(try OpenIDOptions.parse([]).served(none.context, redirect: nil) == nil)
    }

    @Test("the secret comes from a file's first line, or the environment, and from no flag")
    func secret() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("hush-hush\nmore\n".utf8).write(to: file)
        let fromFile = try configuration(["--openid-secret-file", file.path])
        var environment = Self.environment
        environment["BUDDEL_OPENID_SECRET"] = "hush-hush"
        #expect(try configuration([], environment) == fromFile)
        #expect(try configuration() != fromFile)
        let missing = await Refusal.thrown { _ = try configuration(["--openid-secret-file", file.path + "-not"]) }
        #expect(missing?.code == .fileUnreadable)
        try Data().write(to: file)
        #expect(
            await Refusal.thrown { _ = try configuration(["--openid-secret-file", file.path]) }?.code == .fileUnreadable
        )
        #expect(!ServeCommand.helpMessage(columns: 200).contains("--openid-secret "))
    }

    @Test("config shows every setting of the issuer but its secret")
    func shown() async throws {
        var environment = Self.environment
        environment["BUDDEL_OPENID_SECRET"] = "hush-hush"
        let fixture = ContextFixture(environment: environment)
        let status = await BuddelCommandLine.run(["config", "--csv"], in: fixture.context)
        #expect(status == .done)
        #expect(
            fixture.output.text.contains(
                "openid_issuer,OpenID Connect: issuer,https://id.example/realms/selm,environment"))
        #expect(fixture.output.text.contains("openid_secret,OpenID Connect: secret,***,environment"))
        #expect(!fixture.output.text.contains("hush"))
    }

    @Test("login --openid goes with nothing of a password's")
    func apart() async throws {
        for words in [["anna"], ["--code", "287082"], ["--password-stdin"]] {
            let fixture = ContextFixture(environment: Self.environment)
            let status = await BuddelCommandLine.run(["login", "--openid"] + words, in: fixture.context)
            #expect(status == .usage, "\(words)")
            #expect(fixture.errors.text.contains("invalid_arguments"), "\(words)")
        }
    }
}
