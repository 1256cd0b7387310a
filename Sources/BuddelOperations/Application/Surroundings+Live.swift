import Buddelverein
import Foundation

extension Surroundings {
    /// The real clock and the system's random generator.
    public static let live = Surroundings(
        today: { Day.today(in: TimeZone(identifier: "Europe/Berlin") ?? .gmt) },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        })
}

extension Day {
    /// The civil day it is now in a time zone.
    static func today(in zone: TimeZone) -> Day {
        let now = Date()
        let seconds = Int(now.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: now)
        return Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    }
}
