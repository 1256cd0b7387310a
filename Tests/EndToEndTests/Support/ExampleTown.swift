import Foundation
import Testing

/// The example's association with its people and the town's, each logged in, and nothing left to be confirmed.
struct ExampleTown {
    /// One person as the shell has him: a login and a token.
    struct Person {
        let town: ExampleTown
        let token: String

        /// Runs a command as this person.
        func callAsFunction(_ command: String, _ more: String..., language: String = "en") throws -> Program.Outcome {
            let words = command.split(separator: " ").map(String.init) + more
            return try town.program.run(as: token, words, language: language)
        }

        /// Runs a command that has to be done, and reads what it says as JSON.
        @discardableResult
        func done(_ command: String, _ more: String...) throws -> [String: Any] {
            let words = command.split(separator: " ").map(String.init) + more
            let outcome = try town.program.run(as: token, words + ["--json"])
            #expect(outcome.status == 0, "\(command): \(outcome.errors)")
            return (try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))) as? [String: Any] ?? [:]
        }

        /// Runs a command that has to be refused with a status and a code.
        func refused(_ status: Int32, _ code: String, _ command: String, _ more: String...) throws {
            let words = command.split(separator: " ").map(String.init) + more
            let outcome = try town.program.run(as: token, words)
            #expect(outcome.status == status, "\(command): \(outcome.output)\(outcome.errors)")
            #expect(outcome.errors.contains("[\(code)]"), "\(command): \(outcome.errors)")
        }
    }

    let program: Program
    private static let password = "kiebitz-im-brook"

    static func with(_ body: (ExampleTown) throws -> Void) throws {
        try Program.with { program in
            let example = Program.root.appending(path: "examples/kiebitzbrook").path
            #expect(try program.run("import", example).status == 0)
            try body(ExampleTown(program: program))
        }
    }

    /// Makes a user with a role and logs him in; who is of the town with a second factor, since he decides.
    func person(_ login: String, _ role: String, _ scope: String...) throws -> Person {
        let added = try program.run("user", "add", login, "--password-stdin", input: Self.password + "\n")
        #expect(added.status == 0, "\(added.errors)")
        let granted = try program.run(["user", "grant", login, role] + scope)
        #expect(granted.status == 0, "\(granted.errors)")
        let token = try program.run("login", login, "--password-stdin", "--print-token", input: Self.password + "\n")
        #expect(token.status == 0, "\(token.errors)")
        let person = Person(town: self, token: token.output.trimmingCharacters(in: .whitespacesAndNewlines))
        if scope.contains("--municipality") {
            let secret = try #require(try person.done("user second-factor setup")["secret"] as? String)
            let confirmed = try person("user second-factor confirm \(try Self.code(secret))")
            #expect(confirmed.status == 0, "\(confirmed.errors)")
        }
        return person
    }

    /// What a telephone shows for a secret, so many seconds from now on.
    static func code(_ secret: String, later seconds: Int = 0) throws -> String {
        let script = Program.root.appending(path: "scripts/totp")
        return try Program.run(script, [secret, String(seconds)]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
