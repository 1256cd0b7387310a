import Buddelverein

extension ConfigurationKey {
    /// What a setting that is a number may be, and what it is where nobody sets it.
    struct Number: Sendable, Equatable {
        let range: ClosedRange<Int>
        let standard: Int
    }

    /// The bounds of a setting that is a number; nil for a text.
    var number: Number? {
        switch self {
        case .port: Number(range: 0...65_535, standard: 8_080)
        case .addressRate: Number(range: 0...1_000_000, standard: 1_200)
        case .logInRate: Number(range: 0...1_000_000, standard: 10)
        case .userRate: Number(range: 0...1_000_000, standard: 600)
        case .working: Number(range: 1...1_000, standard: 8)
        case .waiting: Number(range: 0...100_000, standard: 64)
        case .databaseConnections: Number(range: 1...1_000, standard: 10)
        case .connections: Number(range: 1...100_000, standard: 1_000)
        case .connectionsPerAddress: Number(range: 0...100_000, standard: 100)
        case .requestSeconds: Number(range: 1...3_600, standard: 30)
        case .headerSeconds: Number(range: 1...300, standard: 10)
        case .bodySeconds: Number(range: 1...3_600, standard: 300)
        case .idleSeconds: Number(range: 1...3_600, standard: 30)
        case .shutdownSeconds: Number(range: 1...3_600, standard: 30)
        default: nil
        }
    }

    /// Reads a number; `name` is what it was given by, the variable, the file's member or a flag.
    ///
    /// Refuses with `invalid_arguments` what is no number or lies outside its bounds.
    func number(_ text: String, from name: String) throws(Refusal) -> Int {
        guard let number else { preconditionFailure("\(rawValue) is no number") }
        guard let value = Int(text), number.range.contains(value) else {
            let (least, most) = (number.range.lowerBound, number.range.upperBound)
            throw Refusal(
                .invalidArguments,
                LocalizedText(
                    en: "\(title.english): \(least) to \(most) is possible.",
                    de: "\(title.german): Möglich ist \(least) bis \(most)."),
                cure: LocalizedText(
                    en: "Set \(name) to such a number, or leave it out: it is \(number.standard) then.",
                    de: "\(name) auf eine solche Zahl setzen oder weglassen: Dann ist es \(number.standard)."),
                at: Refusal.Place(field: name, value: text))
        }
        return value
    }
}
