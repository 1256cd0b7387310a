/// How an installation publishes: how coarse (rules.md 8), and in whose name.
public struct PublicationPolicy: Hashable, Sendable {
    public var settings: PublicationSettings
    /// The name that users of the data must give; nil: the names of the associations.
    public var publisher: String?

    public init(settings: PublicationSettings = .rule, publisher: String? = nil) {
        self.settings = settings
        self.publisher = publisher
    }

    /// Refuses with `looser_publication` what hides less than rules.md 8, and with `invalid_value` a publisher that is
    /// empty, longer than 200 characters, or holds control characters.
    public func check() throws(Refusal) {
        try settings.check()
        guard let publisher else { return }
        let isPlain = publisher.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...200).contains(publisher.unicodeScalars.count), isPlain, publisher.first != " ", publisher.last != " "
        else {
            throw Refusal(
                .invalidValue,
                LocalizedText(
                    en: "the publisher's name can't be used", de: "der Name des Veröffentlichers ist nicht verwendbar"),
                cure: LocalizedText(
                    en: "1 to 200 characters in one line, no space at either end",
                    de: "1 bis 200 Zeichen in einer Zeile, kein Leerzeichen am Rand"),
                at: Refusal.Place(field: "publisher", value: publisher))
        }
    }

    /// The figures with the names they bear on the command line, in files and in refusals.
    public var figures: [(name: String, value: String)] {
        func metres(_ value: Double) -> String { String(Int64(value)) }
        return [
            ("count_step", String(settings.countStep)), ("take_up_limit", String(settings.takeUpLimit)),
            ("hours_step", String(settings.hoursStep)), ("metres_step", String(settings.metresStep)),
            ("euros_step", String(settings.eurosStep)), ("minimum_people", String(settings.minimumPeople)),
            ("maximum_share", settings.maximumShare.description),
            ("minimum_connections", String(settings.minimumConnections)), ("walk_back_m", metres(settings.walkBack)),
            ("connection_distance_m", metres(settings.connectionDistance)),
            ("minimum_length_m", metres(settings.minimumLength)), ("spacing_m", metres(settings.spacing)),
            ("simplification_m", metres(settings.simplification)),
        ]
    }
}
