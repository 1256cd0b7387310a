import BuddelCLI
import Buddelverein
import Foundation

let composition = Composition(
    open: { _, _ in
        throw Refusal(
            .databaseGone,
            LocalizedText(en: "The database can't be opened.", de: "Die Datenbank lässt sich nicht öffnen."))
    },
    close: { _ in },
    serve: { _, _, _ in }
)
let status = await BuddelCommandLine.main(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
    composition: composition)
exit(status.rawValue)
