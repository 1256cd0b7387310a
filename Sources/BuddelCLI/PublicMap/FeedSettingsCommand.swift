import ArgumentParser
import BuddelOperations
import Buddelverein

extension FeedCommand {
    /// `buddel feed settings`: how coarse the installation publishes, and in whose name.
    struct SettingsVerb: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "settings", en: "Show how coarse publications are, or make them stricter; never looser than rule 8.",
                de: "Zeigen, wie grob veröffentlicht wird, oder strenger stellen; nie lockerer als Regel 8.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var figures: FeedFigures
        @Option(
            name: .long,
            help: .text(
                en: "Who publishes, from now on; empty: the associations.",
                de: "Wer ab jetzt veröffentlicht; leer: die Vereine.", value: "name"))
        var publisher: String?

        func run(in context: CommandContext) async throws {
            let app = try await context.app()
            guard publisher != nil || figures.isGiven else {
                return context.show(Self.report(try await app.fetchPublicationPolicy()))
            }
            let (figures, publisher) = (figures, publisher)
            let policy = try await app.changePublicationPolicy { policy in
                try figures.apply(to: &policy.settings)
                if let publisher { policy.publisher = publisher.isEmpty ? nil : publisher }
            }
            context.show(
                Self.report(
                    policy,
                    title: LocalizedText(
                        en: "Holds from the next publication on.", de: "Gilt ab der nächsten Veröffentlichung.")))
        }

        private static func report(_ policy: PublicationPolicy, title: LocalizedText? = nil) -> DetailReport {
            let titles = Dictionary(uniqueKeysWithValues: FeedFigures.titles)
            let fields = policy.figures.map { name, value in
                DetailReport.Field(
                    name, en: titles[name]?.english ?? name, de: titles[name]?.german ?? name, .text(value))
            }
            return DetailReport(
                title: title,
                fields: fields + [
                    .init("publisher", en: "Publisher", de: "Veröffentlicht von", .text(policy.publisher))
                ])
        }
    }
}

/// The figures of rules.md 8 as options.
struct FeedFigures: ParsableArguments {
    @Option(name: .long, help: .text(en: "Counts are multiples of this.", de: "Anzahlen sind Vielfache davon."))
    var countStep: Int64?
    @Option(
        name: .long,
        help: .text(
            en: "Take-up above this is only that it is.", de: "Anschlussquote darüber: nur, dass sie darüber liegt.",
            value: "percent"))
    var takeUpLimit: Int64?
    @Option(name: .long, help: .text(en: "Hours are multiples of this.", de: "Stunden sind Vielfache davon."))
    var hoursStep: Int64?
    @Option(name: .long, help: .text(en: "Metres are multiples of this.", de: "Meter sind Vielfache davon."))
    var metresStep: Int64?
    @Option(name: .long, help: .text(en: "Euros are multiples of this.", de: "Euro sind Vielfache davon."))
    var eurosStep: Int64?
    @Option(
        name: .long,
        help: .text(en: "So many people behind hours and money.", de: "So viele Menschen hinter Stunden und Geld."))
    var minimumPeople: Int?
    @Option(
        name: .long,
        help: .text(
            en: "At most this share of one of them.", de: "Höchstens dieser Anteil eines von ihnen.", value: "percent"))
    var maximumShare: String?
    @Option(
        name: .long, help: .text(en: "So many connections in an area.", de: "So viele Anschlüsse in einem Gebiet."))
    var minimumConnections: Int?
    @Option(
        name: .long,
        help: .text(
            en: "Metres a dead end is taken back.", de: "Meter, um die ein Ende zurückgenommen wird.",
            value: "metres"))
    var walkBack: Int?
    @Option(
        name: .long,
        help: .text(
            en: "Metres between a shown end and every connection.",
            de: "Meter zwischen gezeigtem Ende und jedem Anschluss.", value: "metres"))
    var connectionDistance: Int?
    @Option(
        name: .long,
        help: .text(en: "Shorter rests are not shown.", de: "Kürzere Reste werden nicht gezeigt.", value: "metres"))
    var minimumLength: Int?
    @Option(
        name: .long,
        help: .text(en: "Metres between the points of a line.", de: "Meter zwischen den Punkten.", value: "metres"))
    var spacing: Int?
    @Option(
        name: .long,
        help: .text(
            en: "Metres a simplified line may be off.", de: "Meter, die eine vereinfachte Linie abweichen darf.",
            value: "metres"))
    var simplification: Int?

    var isGiven: Bool {
        [countStep, takeUpLimit, hoursStep, metresStep, eurosStep].contains { $0 != nil } || maximumShare != nil
            || [
                minimumPeople, minimumConnections, walkBack, connectionDistance, minimumLength, spacing, simplification,
            ].contains { $0 != nil }
    }

    func apply(to settings: inout PublicationSettings) throws {
        settings.countStep = countStep ?? settings.countStep
        settings.takeUpLimit = takeUpLimit ?? settings.takeUpLimit
        settings.hoursStep = hoursStep ?? settings.hoursStep
        settings.metresStep = metresStep ?? settings.metresStep
        settings.eurosStep = eurosStep ?? settings.eurosStep
        settings.minimumPeople = minimumPeople ?? settings.minimumPeople
        if let maximumShare { settings.maximumShare = try BasisPoints(parsing: maximumShare) }
        settings.minimumConnections = minimumConnections ?? settings.minimumConnections
        settings.walkBack = walkBack.map(Double.init) ?? settings.walkBack
        settings.connectionDistance = connectionDistance.map(Double.init) ?? settings.connectionDistance
        settings.minimumLength = minimumLength.map(Double.init) ?? settings.minimumLength
        settings.spacing = spacing.map(Double.init) ?? settings.spacing
        settings.simplification = simplification.map(Double.init) ?? settings.simplification
    }

    /// What the figures are called for readers, by their names.
    static let titles: [(String, LocalizedText)] = [
        ("count_step", .init(en: "Counts in steps of", de: "Anzahlen in Schritten von")),
        ("take_up_limit", .init(en: "Take-up shown up to (%)", de: "Anschlussquote gezeigt bis (%)")),
        ("hours_step", .init(en: "Hours in steps of", de: "Stunden in Schritten von")),
        ("metres_step", .init(en: "Metres in steps of", de: "Meter in Schritten von")),
        ("euros_step", .init(en: "Euros in steps of", de: "Euro in Schritten von")),
        ("minimum_people", .init(en: "People behind hours and money", de: "Menschen hinter Stunden und Geld")),
        ("maximum_share", .init(en: "Share of one of them at most (%)", de: "Anteil eines davon höchstens (%)")),
        ("minimum_connections", .init(en: "Connections in an area", de: "Anschlüsse in einem Gebiet")),
        ("walk_back_m", .init(en: "Dead ends taken back by (m)", de: "Enden zurückgenommen um (m)")),
        ("connection_distance_m", .init(en: "Ends away from connections (m)", de: "Enden weg von Anschlüssen (m)")),
        ("minimum_length_m", .init(en: "Shortest line shown (m)", de: "Kürzeste gezeigte Linie (m)")),
        ("spacing_m", .init(en: "Points apart by (m)", de: "Punkte im Abstand von (m)")),
        ("simplification_m", .init(en: "Lines off by at most (m)", de: "Linien ungenau bis (m)")),
    ]
}
