import Buddelverein
import Foundation

extension Surroundings {
    /// The real clock and the system's random generator.
    public static let live = Surroundings(
        now: { Int64(Date().timeIntervalSince1970.rounded(.down)) },
        dayOfMoment: { Day(moment: $0, in: TimeZone(identifier: "Europe/Berlin") ?? .gmt) },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        })
}

extension Day {
    /// The civil day of a moment in a time zone.
    init(moment: Int64, in zone: TimeZone) {
        let date = Date(timeIntervalSince1970: TimeInterval(moment))
        let local = Int(moment) + zone.secondsFromGMT(for: date)
        self.init(number: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }
}
