import ArgumentParser
import BuddelOperations
import Buddelverein

/// The flags of a segment's data; what is not given stays as it is, a hyphen empties it.
struct SegmentData: ParsableArguments, Sendable {
    @Option(name: .long, help: .text(en: "Build area.", de: "Ausbaugebiet.", value: "code")) var area: String?
    @Option(
        name: .long,
        help: .text(en: "The connection that a lead serves.", de: "Anschluss einer Hauszuführung.", value: "code"))
    var connection: String?
    @Option(
        name: .long,
        help: .text(
            en: "plough, open_trench, milling, trenching, hdd or hand.",
            de: "plough, open_trench, milling, trenching, hdd oder hand.", value: "method"))
    var method: String?
    @Option(
        name: .long,
        help: .text(
            en: "field, meadow, verge, gravel, asphalt, paving, forest or water.",
            de: "field, meadow, verge, gravel, asphalt, paving, forest oder water.", value: "surface"))
    var surface: String?
    @Option(name: .long, help: .text(en: "Planned cover in cm.", de: "Solldeckung in cm.", value: "cm"))
    var cover: String?
    @Option(
        name: .long,
        help: .text(
            en: "Conduits: count and type, such as '1*12x7;2*50'.",
            de: "Rohre: Anzahl und Art, etwa '1*12x7;2*50'.", value: "conduits"))
    var conduits: String?
    @Option(
        name: .long,
        help: .text(
            en: "The line: longitude and latitude of each point, such as '7.42 51.65, 7.43 51.66'.",
            de: "Die Linie: Länge und Breite jedes Punktes, etwa '7.42 51.65, 7.43 51.66'.", value: "points"))
    var line: String?

    /// Whether any flag is given.
    var isGiven: Bool {
        [area, connection, method, surface, cover, conduits, line].contains { $0 != nil }
    }

    /// Writes what was given into a record; refuses what can't be read, naming the flag.
    func apply(to segment: inout Segment) throws {
        if let area { segment.area = area == "-" ? nil : area }
        if let connection { segment.connection = connection == "-" ? nil : connection }
        if let method { segment.method = method == "-" ? nil : try Optional(method).readWord("--method") }
        if let surface { segment.surface = surface == "-" ? nil : try Optional(surface).readWord("--surface") }
        if let cover = try cover.read("--cover", Self.centimetres) { segment.plannedCoverCm = cover }
        if let conduits = try conduits.read("--conduits", Self.conduits) { segment.conduits = conduits }
        if let line = try line.read("--line", Self.line) { segment.line = line }
    }

    private static func centimetres(_ text: String) throws -> Int? {
        if text == "-" { return nil }
        guard let count = Int(text), (0...1000).contains(count) else {
            throw Refusal.invalid(
                "cover", text, LocalizedText(en: "is no depth in centimetres", de: "ist keine Tiefe in Zentimetern"))
        }
        return count
    }

    /// `1*12x7;2*50`: count and type; a hyphen for none.
    static func conduits(_ text: String) throws -> [Conduit] {
        if text == "-" { return [] }
        return try text.split(separator: ";").map { part in
            let words = part.split(separator: "*", maxSplits: 1).map { String($0).trimmingBlanks }
            guard words.count == 2, let count = Int(words[0]), count > 0, !words[1].isEmpty else {
                throw Refusal.invalid(
                    "conduits", text, LocalizedText(en: "are no conduits", de: "sind keine Rohre"),
                    cure: LocalizedText(en: "Such as 1*12x7;2*50.", de: "Etwa 1*12x7;2*50."))
            }
            return Conduit(type: words[1], count: count)
        }
    }

    /// Points with commas between them, longitude first.
    static func line(_ text: String) throws -> [Position] {
        try text.split(separator: ",").map { point in
            let degrees = point.split(separator: " ").map(String.init)
            guard degrees.count == 2, let longitude = Double(degrees[0]), let latitude = Double(degrees[1]),
                longitude.isFinite, latitude.isFinite
            else {
                throw Refusal.invalid(
                    "line", text, LocalizedText(en: "is no line", de: "ist keine Linie"),
                    cure: LocalizedText(en: "Such as 7.42 51.65, 7.43 51.66.", de: "Etwa 7.42 51.65, 7.43 51.66."))
            }
            return Position(longitude: longitude, latitude: latitude)
        }
    }
}

extension SegmentCommand {
    /// `buddel segment add`: one by flags, or all of a GeoJSON file.
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "add", en: "Add a segment, or all of a GeoJSON file.",
                de: "Einen Abschnitt anlegen, oder alle einer GeoJSON-Datei.",
                more: LocalizedText(
                    en:
                        "With --file the features have the properties of segments.geojson, and nothing else is asked. --needs names the clearances that are required and still missing.",
                    de:
                        "Mit --file haben die Objekte die Eigenschaften von segments.geojson, und sonst wird nichts gefragt. --needs nennt die nötigen, noch fehlenden Freigaben."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(
            help: .text(en: "Code; the next free one by default.", de: "Kürzel; sonst das nächste freie."))
        var code: String?
        @Option(name: .long, help: .text(en: "trunk or lead.", de: "trunk oder lead.", value: "kind"))
        var kind: String?
        @OptionGroup var data: SegmentData
        @Option(name: .long, help: .text(en: "GeoJSON file of segments.", de: "GeoJSON-Datei mit Abschnitten."))
        var file: String?
        @Option(
            name: .long,
            help: .text(
                en: "Clearances needed, such as owner_consent;road.", de: "Nötige Freigaben, etwa owner_consent;road.",
                value: "clearances"))
        var needs: String?

        func run(in context: CommandContext) async throws {
            let needed = try needs.read("--needs") { text in
                try text.split(separator: ";").compactMap { word -> Clearance.Kind? in
                    try Optional(String(word)).readWord("--needs")
                }
            }
            let added: [Segment]
            if let file {
                guard code == nil, kind == nil, data.line == nil else {
                    throw Refusal.invalidArguments(
                        LocalizedText(
                            en: "With --file code, kind and line come from the file.",
                            de: "Mit --file kommen Kürzel, Art und Linie aus der Datei."))
                }
                added = try await context.app().addSegments(
                    fromFile: file, needing: needed ?? [], in: context.settings.association)
            } else {
                let segment = try await segment(Prompt(context))
                added = try await context.app().addSegments(
                    [segment], needing: needed ?? [], in: context.settings.association)
            }
            let codes = added.map(\.code)
            let list = codes.joined(separator: ", ")
            context.show(
                Receipt(
                    LocalizedText(en: "Added: \(list).", de: "Angelegt: \(list)."),
                    ["codes": .array(codes.map { .string($0) })]))
        }

        private func segment(_ prompt: Prompt) async throws -> Segment {
            let kind: SegmentKind = try await prompt.word(
                "--kind", given: kind, ask: LocalizedText(en: "Kind", de: "Art"), words: \.words, standard: .trunk)
            let line = try await prompt.value(
                "--line", given: data.line,
                ask: LocalizedText(
                    en: "Line (longitude latitude, longitude latitude, …)", de: "Linie (Länge Breite, Länge Breite, …)"),
                parse: SegmentData.line)
            var segment = Segment(code: code ?? "", kind: kind, status: .planned, line: line)
            try data.apply(to: &segment)
            return segment
        }
    }

    /// `buddel segment edit`: other data, or another line.
    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "edit", en: "Change a segment's data or redraw its line.",
                de: "Daten eines Abschnitts ändern oder seine Linie neu zeichnen.",
                more: LocalizedText(
                    en: "What is not given stays as it is; a hyphen empties a field. The earlier line stays readable.",
                    de:
                        "Was nicht angegeben ist, bleibt; ein Bindestrich leert ein Feld. Die frühere Linie bleibt erhalten."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the segment.", de: "Kürzel des Abschnitts.")) var code: String?
        @OptionGroup var data: SegmentData
        @Option(
            name: .long,
            help: .text(en: "GeoJSON file with the segment's new line.", de: "GeoJSON-Datei mit der neuen Linie."))
        var file: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard data.isGiven || file != nil else { throw Refusal.nothingToChange("--surface …") }
            let code = try await Prompt(context).segment(code)
            let data = data
            try await context.app().editSegment(
                code, lineFile: file, in: context.settings.association, version: locking.version
            ) { try data.apply(to: &$0) }
            context.show(
                Receipt(
                    LocalizedText(en: "Segment \(code) changed.", de: "Abschnitt \(code) geändert."),
                    ["code": .string(code)]))
        }
    }
}
