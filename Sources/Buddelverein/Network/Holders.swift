/// Who holds a connection on a day, from the present holder and the earlier ones (`holders.csv`).
///
/// A holding runs from its first day to its last one, both inclusive; without a last day it runs until the next begins.
public struct Holders: Sendable {
    private let earlier: [String: [Holding]]

    public init(_ holdings: [Holding]) {
        earlier = Dictionary(grouping: holdings, by: \.connection).mapValues { holdings in
            holdings.sorted { $0.from < $1.from }
        }
    }

    /// The number of the member that holds `connection` on `day`.
    ///
    /// Before the first recorded holding the first holder counts; after the last one, the present holder.
    public func holder(of connection: Connection, on day: Day) -> String {
        guard let holdings = earlier[connection.code] else { return connection.memberNumber }
        for (index, holding) in holdings.enumerated() {
            let next = index + 1 < holdings.count ? holdings[index + 1].from : nil
            let stillHeld = holding.until.map { day <= $0 } ?? next.map { day < $0 } ?? true
            if stillHeld { return holding.memberNumber }
        }
        return connection.memberNumber
    }
}
