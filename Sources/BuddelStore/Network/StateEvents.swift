import Buddelverein

/// The dated events that a state and its days stand for; the last one is the state.
enum StateEvents {
    struct Event: Sendable {
        var state: String
        var day: Day?
    }

    /// The events of a connection's record: the days it gives, then its state.
    static func of(_ connection: Connection) -> [Event] {
        let days: [(ConnectionStatus, Day?)] = [(.ductLaid, connection.laidOn), (.active, connection.activeOn)]
        let state = days.first { $0.0 == connection.status }?.1
        return days.filter { $0.0 != connection.status && $0.1 != nil }.map { Event(state: $0.0.rawValue, day: $0.1) }
            + [Event(state: connection.status.rawValue, day: state)]
    }

    /// The events of a segment's record: the day it was laid, then its state.
    static func of(_ segment: Segment) -> [Event] {
        guard segment.status != .laid, let laidOn = segment.laidOn else {
            return [Event(state: segment.status.rawValue, day: segment.status == .laid ? segment.laidOn : nil)]
        }
        return [
            Event(state: SegmentStatus.laid.rawValue, day: laidOn), Event(state: segment.status.rawValue, day: nil),
        ]
    }

    /// The events of many things as three columns.
    struct Columns {
        var codes: [String] = []
        var states: [String] = []
        var days: [Day?] = []

        init(_ things: [(code: String, events: [Event])]) {
            for thing in things {
                for event in thing.events {
                    codes.append(thing.code)
                    states.append(event.state)
                    days.append(event.day)
                }
            }
        }
    }
}
