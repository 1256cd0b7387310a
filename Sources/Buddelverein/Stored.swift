/// A record as it is stored, with the version of its row for optimistic locking.
public struct Stored<Record: Sendable>: Sendable {
    public var record: Record
    /// Counts the changes of the row, from 1.
    public var version: Int

    public init(record: Record, version: Int) {
        self.record = record
        self.version = version
    }
}

extension Stored: Equatable where Record: Equatable {}
