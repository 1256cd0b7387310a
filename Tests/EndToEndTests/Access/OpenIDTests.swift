import Foundation
import IssuerFixture
import Testing

/// A user without a password, let in by an issuer on this machine.
@Suite("Access: logging in at an issuer with the built binary")
struct OpenIDTests {
    /// Runs the binary on a thread of its own: the issuer answers meanwhile.
    private func run(
        _ program: Program, _ arguments: [String], _ more: [String: String] = [:]
    ) async throws -> Program.Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try program.run(arguments, with: more) }) }
        }
    }

    @Test("user link-openid, login --openid, whoami, user unlink-openid")
    func device() async throws {
        try await LocalIssuer.with(now: { Int64(Date().timeIntervalSince1970) }) { issuer async throws in
            try await Program.lending { program async throws in
                let configured = [
                    "BUDDEL_OPENID_ISSUER": issuer.address, "BUDDEL_OPENID_CLIENT": LocalIssuer.client,
                    "BUDDEL_OPENID_SECRET": LocalIssuer.secret,
                ]
                let added = try await run(
                    program, ["user", "add", "anna", "--name", "Anna"], ["BUDDEL_PASSWORD": "correct horse battery"])
                #expect(added.status == 0, "\(added.errors)")
                let early = try await run(program, ["login", "--openid"], configured)
                #expect(early.status == 3 && early.errors.contains("[openid_unknown_user]"), "\(early.errors)")
                let linked = try await run(
                    program, ["user", "link-openid", "anna", "--subject", "person-1", "--json"], configured)
                #expect(linked.status == 0, "\(linked.errors)")
                #expect(linked.output.contains(issuer.address))
                let shown = try await run(program, ["user", "show", "anna"])
                #expect(shown.output.contains("\(issuer.address) person-1"))

                issuer.answerDevice(["authorization_pending"])
                let login = try await run(program, ["login", "--openid"], configured)
                #expect(login.status == 0, "\(login.errors)")
                #expect(login.errors.contains("WDJB-MJHT") && login.errors.contains("/enter?user_code=WDJB-MJHT"))
                #expect(login.output.contains("Logged in as anna."))
                #expect(try await run(program, ["whoami", "--json"]).output.contains(#""login": "anna""#))
                let own = try await run(program, ["logout"])
                #expect(own.status == 0)

                let gone = try await run(program, ["user", "unlink-openid", "anna", "--lang", "de"], configured)
                #expect(gone.status == 0 && gone.output.contains("nicht mehr verknüpft"), "\(gone.errors)")
                issuer.misbehave(.noDevice)
                let missing = try await run(program, ["login", "--openid"], configured)
                #expect(missing.status == 5 && missing.errors.contains("[openid_unavailable]"))
                let off = try await run(program, ["login", "--openid"])
                #expect(off.status == 4 && off.errors.contains("[not_found]"))
            }
        }
    }
}
