import ArgumentParser
import Buddelverein

/// A command of Buddel: flags in, one operation, one report out.
///
/// A command states its flags as optional values and lets `Prompt` ask for what is missing; it reads and writes
/// through its context alone. Refusals are thrown, never printed.
public protocol BuddelCommand: AsyncParsableCommand {
    var shared: SharedOptions { get }

    /// Does the work; `context` has the shared flags applied.
    func run(in context: CommandContext) async throws
}

extension BuddelCommand {
    public mutating func run() async throws {
        guard let context = CommandContext.current else {
            preconditionFailure("commands run inside BuddelCommandLine.run")
        }
        let applied = try context.applying(shared)
        let command = self
        try await CommandContext.$current.withValue(applied) {
            do {
                try await command.run(in: applied)
            } catch let refusal as Refusal {
                throw FlagNames(of: Self.self).naming(refusal)
            } catch let refusals as Refusals {
                throw Refusals(refusals.all.map(FlagNames(of: Self.self).naming))
            }
        }
    }
}
