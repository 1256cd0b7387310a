import ArgumentParser
import BuddelOperations
import Buddelverein
import Foundation

/// `buddel feed`: what the public sees.
struct FeedCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "feed", en: "The public feed: generalised, finished, safe to show.",
            de: "Die Veröffentlichung: vergröbert, fertig, öffentlich zeigbar.",
            verbs: [Publish.self, Export.self, SettingsVerb.self])
    }
}

extension FeedCommand {
    struct Publish: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "publish", en: "Compute and store a publication; every server shows it at once.",
                de: "Veröffentlichung berechnen und ablegen; jeder Server zeigt sie sofort.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "Who publishes, as it must be named by users of the data.",
                de: "Wer veröffentlicht, wie es Nutzer der Daten nennen müssen.", value: "name"))
        var publisher: String?

        func run(in context: CommandContext) async throws {
            let publication = try await context.app().publishFeed(publisher: publisher)
            context.show(FeedCommand.list(publication, title: LocalizedText(en: "Published.", de: "Veröffentlicht.")))
        }
    }

    struct Export: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "export", en: "Write the files of the newest publication into a folder.",
                de: "Dateien der neuesten Veröffentlichung in einen Ordner schreiben.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(
            help: .text(en: "The folder; made if it is not there.", de: "Der Ordner; er wird angelegt, wenn er fehlt."))
        var folder: String?

        func run(in context: CommandContext) async throws {
            let folder = try await Prompt(context).text(
                "FOLDER", given: folder, ask: LocalizedText(en: "Folder", de: "Ordner"))
            let publication = try await context.app().latestPublication()
            do {
                let directory = URL(fileURLWithPath: folder, isDirectory: true)
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                for file in publication.files {
                    try Data(file.bytes).write(to: directory.appendingPathComponent(file.name), options: .atomic)
                }
            } catch {
                throw Refusal(
                    .fileUnwritable,
                    LocalizedText(
                        en: "The folder can't be written to: \(error.localizedDescription)",
                        de: "In den Ordner lässt sich nicht schreiben: \(error.localizedDescription)"),
                    at: Refusal.Place(file: folder))
            }
            context.show(
                FeedCommand.list(
                    publication, title: LocalizedText(en: "Written to \(folder).", de: "Geschrieben nach \(folder).")))
        }
    }

    static func list(_ publication: StoredPublication, title: LocalizedText) -> ListReport {
        ListReport(
            title: title,
            columns: [
                Column("name", en: "File", de: "Datei"), Column("media_type", en: "Type", de: "Typ"),
                Column("bytes", en: "Bytes", de: "Bytes"), Column("sha256", en: "SHA-256", de: "SHA-256"),
            ],
            rows: publication.files.map {
                [.text($0.name), .text($0.mediaType), .int($0.bytes.count), .text($0.sha256)]
            })
    }
}
