/// The life of a connection: planned, duct laid, fibre blown, active.
public enum ConnectionLifeCycle {
    /// The states a connection may be moved to from `status`: any later one, since days of steps in between are often
    /// not known.
    public static func next(after status: ConnectionStatus) -> [ConnectionStatus] {
        Array(ConnectionStatus.allCases.drop { $0 != status }.dropFirst())
    }

    /// Refuses with `move_not_allowed` what does not lead on, and with `invalid_order` service before its duct.
    public static func requireMove(
        of connection: Connection, to target: ConnectionStatus, on day: Day
    ) throws(Refusal) {
        let allowed = next(after: connection.status)
        guard allowed.contains(target) else {
            throw .moveNotAllowed(connection.code, from: connection.status, to: target, allowed: allowed)
        }
        if let laidOn = connection.laidOn, day < laidOn {
            throw .invalidOrder(laidOn, day, fields: ("laid_on", "date"))
        }
    }
}
