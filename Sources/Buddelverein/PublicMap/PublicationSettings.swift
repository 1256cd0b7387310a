/// How much the publication hides (rules.md 8); a town may hide more, never less.
public struct PublicationSettings: Hashable, Sendable {
    /// Counts of connections, members and helpers are multiples of this, rounded down.
    public var countStep: Int64 = 5
    /// Above this share a take-up is only `over_80`, in percent.
    public var takeUpLimit: Int64 = 80
    /// Hours are multiples of this, rounded down.
    public var hoursStep: Int64 = 10
    /// Metres are multiples of this, rounded down.
    public var metresStep: Int64 = 100
    /// Money is in multiples of so many whole euros, rounded down.
    public var eurosStep: Int64 = 100
    /// Hours and money are published only if at least so many people stand behind them…
    public var minimumPeople: Int = 5
    /// …of whom none gave more than this share.
    public var maximumShare = BasisPoints(basisPoints: 5_000)
    /// An area with fewer connections is published with a neighbouring one, or not at all.
    public var minimumConnections: Int = 10
    /// Metres that every free end is walked back.
    public var walkBack: Double = 100
    /// Metres on top, of which each end draws its share.
    public var walkBackDrawn: Double = 100
    /// Metres between a new end and every connection point.
    public var connectionDistance: Double = 50
    /// Metres below which a rest is not published.
    public var minimumLength: Double = 50
    /// Metres between the points of a re-spaced line.
    public var spacing: Double = 25
    /// Metres by which a simplified line may be off.
    public var simplification: Double = 5

    /// Metres within which two trunks meet; a rule of its own, not one of hiding.
    let meetingTolerance = 1.0

    public init() {}

    /// The settings of rules.md 8.
    public static let rule = PublicationSettings()

    /// Refuses with `looser_publication` settings that hide less than rules.md 8 in any point.
    public func check() throws(Refusal) {
        let rule = PublicationSettings.rule
        let steps: [(String, Int64, Int64)] = [
            ("count_step", countStep, rule.countStep), ("hours_step", hoursStep, rule.hoursStep),
            ("metres_step", metresStep, rule.metresStep), ("euros_step", eurosStep, rule.eurosStep),
        ]
        for (name, value, floor) in steps where value < floor || value % floor != 0 || value > 1_000_000 {
            throw .looserPublication(
                name, "\(value)", LocalizedText(en: "a multiple of \(floor)", de: "ein Vielfaches von \(floor)"))
        }
        let floors: [(String, Double, Double)] = [
            ("minimum_people", Double(minimumPeople), Double(rule.minimumPeople)),
            ("minimum_connections", Double(minimumConnections), Double(rule.minimumConnections)),
            ("walk_back_m", walkBack, rule.walkBack), ("walk_back_drawn_m", walkBackDrawn, rule.walkBackDrawn),
            ("connection_distance_m", connectionDistance, rule.connectionDistance),
            ("minimum_length_m", minimumLength, rule.minimumLength), ("spacing_m", spacing, rule.spacing),
            ("simplification_m", simplification, rule.simplification),
        ]
        for (name, value, floor) in floors where !(value >= floor && value <= 100_000) {
            let least = Int64(floor)
            throw .looserPublication(
                name, "\(value)", LocalizedText(en: "\(least) or more", de: "\(least) oder mehr"))
        }
        guard (0...rule.takeUpLimit).contains(takeUpLimit) else {
            throw .looserPublication(
                "take_up_limit", "\(takeUpLimit)",
                LocalizedText(en: "0 to \(rule.takeUpLimit)", de: "0 bis \(rule.takeUpLimit)"))
        }
        guard (.zero...rule.maximumShare).contains(maximumShare) else {
            throw .looserPublication(
                "maximum_share", maximumShare.description,
                LocalizedText(en: "0.00 to \(rule.maximumShare)", de: "0,00 bis \(rule.maximumShare)"))
        }
    }
}

extension Refusal {
    /// A setting that would show the public more than rules.md 8 allows.
    static func looserPublication(_ setting: String, _ value: String, _ allowed: LocalizedText) -> Refusal {
        Refusal(
            .looserPublication,
            LocalizedText(
                en: "the setting \(setting) would show more than the rule on publication allows",
                de: "die Einstellung \(setting) würde mehr zeigen, als die Regel zur Veröffentlichung erlaubt"),
            cure: LocalizedText(en: "allowed: \(allowed[.english])", de: "erlaubt: \(allowed[.german])"),
            at: Place(field: setting, value: value))
    }
}
