import ArgumentParser
import Buddelverein

/// The root of the command line; each area lists its nouns in its own folder.
public struct Buddel: AsyncParsableCommand {
    /// The version that `--version` prints.
    public static let version = "0.1.0"

    public static var configuration: CommandConfiguration {
        let areas: [(LocalizedText, [any ParsableCommand.Type])] = [
            (LocalizedText(en: "Association", de: "Verein"), AssociationCommands.all),
            (LocalizedText(en: "Network", de: "Netz"), NetworkCommands.all),
            (LocalizedText(en: "Books", de: "Bücher"), LedgerCommands.all),
            (LocalizedText(en: "Subsidy", de: "Förderung"), SubsidyCommands.all),
            (LocalizedText(en: "Public map", de: "Karte"), PublicMapCommands.all),
            (LocalizedText(en: "Access and upkeep", de: "Zugang und Pflege"), AccessCommands.all),
        ]
        return CommandConfiguration(
            commandName: "buddel",
            abstract: LocalizedText(
                en: "The books of citizen fibre digging: from the time sheet to the paid subsidy and the map.",
                de: "Die Bücher der Buddelvereine: vom Stundenzettel bis zum ausgezahlten Zuschuss und zur Karte."
            ).now,
            discussion: LocalizedText(
                en: "On a terminal every command asks for what is missing; scripts give flags. "
                    + "Exit status: 0 done, 1 refused by a rule, 2 usage, 3 not allowed, 4 not found, 5 conflict, 6 database.",
                de: "Im Terminal fragt jeder Befehl nach, was fehlt; Skripte geben Optionen an. "
                    + "Rückgabewert: 0 erledigt, 1 eine Regel sagt nein, 2 Aufruf, 3 nicht erlaubt, 4 nicht gefunden, "
                    + "5 Konflikt, 6 Datenbank."
            ).now,
            version: version,
            groupedSubcommands: areas.filter { !$0.1.isEmpty }.map { CommandGroup(name: $0.0.now, subcommands: $0.1) })
    }

    public init() {}
}
