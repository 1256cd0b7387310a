import BuddelCLI
import BuddelOperations
import Foundation

let composition = Composition(
    open: { _, _ in BuddelApp() },
    close: { _ in },
    serve: { _, _, _ in }
)
let status = await BuddelCommandLine.main(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
    composition: composition)
exit(status.rawValue)
