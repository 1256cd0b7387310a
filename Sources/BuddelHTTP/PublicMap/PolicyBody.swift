import Buddelverein

/// What a request says of the publication's settings, by the names that its figures bear.
enum PolicyBody {
    static let schema = Schema(
        .object(
            [.optional("publisher", .text(1...200)), .optional("maximum_share", .percent)]
                + steps.map { .optional($0.0, Schema(.integer(0...1_000_000))) }
                + counts.map { .optional($0.0, Schema(.integer(0...100_000))) }
                + metres.map { .optional($0.0, Schema(.integer(0...100_000))) })
    ).named("PublicationSettingsChange")

    private static let steps: [(String, any WritableKeyPath<PublicationSettings, Int64> & Sendable)] = [
        ("count_step", \.countStep), ("take_up_limit", \.takeUpLimit), ("hours_step", \.hoursStep),
        ("metres_step", \.metresStep), ("euros_step", \.eurosStep),
    ]

    private static let counts: [(String, any WritableKeyPath<PublicationSettings, Int> & Sendable)] = [
        ("minimum_people", \.minimumPeople), ("minimum_connections", \.minimumConnections),
    ]

    private static let metres: [(String, any WritableKeyPath<PublicationSettings, Double> & Sendable)] = [
        ("walk_back_m", \.walkBack), ("connection_distance_m", \.connectionDistance),
        ("minimum_length_m", \.minimumLength), ("spacing_m", \.spacing), ("simplification_m", \.simplification),
    ]

    /// Changes what the body names.
    static func apply(_ body: Input, to policy: inout PublicationPolicy) throws(Refusal) {
        body.change("publisher", &policy.publisher)
        if let share = try body.percent("maximum_share") { policy.settings.maximumShare = share }
        for (name, path) in steps {
            if let value = body.integer(name) { policy.settings[keyPath: path] = Int64(value) }
        }
        for (name, path) in counts { if let value = body.integer(name) { policy.settings[keyPath: path] = value } }
        for (name, path) in metres {
            if let value = body.integer(name) { policy.settings[keyPath: path] = Double(value) }
        }
    }
}
