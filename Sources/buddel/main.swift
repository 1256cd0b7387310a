import BuddelCLI
import BuddelOperations
import Foundation

let composition = Composition(
    open: { settings, token in try await BuddelApp.open(settings.location(), token: token) },
    close: { app in await app.close() },
    serve: { _, _, _ in }
)
let status = await BuddelCommandLine.main(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
    composition: composition)
exit(status.rawValue)
