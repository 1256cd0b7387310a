import Buddelverein

/// How the program ends; scripts can rely on the numbers.
public enum CommandStatus: Int32, Sendable, CaseIterable {
    case done = 0
    /// A rule of the domain says no.
    case refused = 1
    /// The command line makes no sense, or a value can't be read.
    case usage = 2
    /// Not logged in, or not allowed.
    case notAllowed = 3
    case notFound = 4
    /// Someone else was faster, or the thing is in another state.
    case conflict = 5
    /// The database is gone, full, or of another version; also every unexpected fault.
    case database = 6

    public init(_ kind: RefusalKind) {
        switch kind {
        case .rule: self = .refused
        case .usage: self = .usage
        case .forbidden: self = .notAllowed
        case .notFound: self = .notFound
        case .conflict: self = .conflict
        case .database: self = .database
        }
    }

    /// The status of several refusals is that of the first one.
    public init(_ refusals: [Refusal]) {
        self = refusals.first.map { CommandStatus($0.code.kind) } ?? .done
    }
}
