import BuddelCLI
import BuddelHTTP
import BuddelOperations
import Foundation
import Logging

// Log lines go to the error stream; a treasurer sees warnings, `BUDDEL_LOG=info` shows more.
let level = ProcessInfo.processInfo.environment["BUDDEL_LOG"].flatMap(Logger.Level.init(rawValue:))
LoggingSystem.bootstrap { label in
    ServerLogHandler(label: label, level: level ?? .warning)
}

let composition = Composition(
    open: { settings, token in try await BuddelApp.open(settings.location(), token: token) },
    close: { app in await app.close() },
    serve: serve
)
let status = await BuddelCommandLine.main(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
    composition: composition)
exit(status.rawValue)
