/// Hours of a person or a machine (`work.csv`).
public struct WorkRecord: Hashable, Sendable {
    public var ref: String
    public var date: Day
    /// The member it is credited to; nil: a gift to all.
    public var memberNumber: String?
    /// The helper who worked; nil: the member itself.
    public var worker: String?
    public var kind: WorkKind
    /// A task code; the list is rows that a town may extend.
    public var task: String
    public var time: Minutes
    public var segment: String?
    /// A machine class code.
    public var machine: String?
    /// The member who confirmed it: not the worker, nor of its household, nor the credited one.
    public var confirmedBy: String?
    public var confirmedOn: Day?
    public var document: String?

    public init(
        ref: String, date: Day, memberNumber: String? = nil, worker: String? = nil, kind: WorkKind, task: String,
        time: Minutes, segment: String? = nil, machine: String? = nil, confirmedBy: String? = nil,
        confirmedOn: Day? = nil, document: String? = nil
    ) {
        self.ref = ref
        self.date = date
        self.memberNumber = memberNumber
        self.worker = worker
        self.kind = kind
        self.task = task
        self.time = time
        self.segment = segment
        self.machine = machine
        self.confirmedBy = confirmedBy
        self.confirmedOn = confirmedOn
        self.document = document
    }
}

/// Whether a person or a machine worked.
public enum WorkKind: String, Hashable, Sendable, CaseIterable {
    case labour
    case machine
}

extension WorkKind: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .labour: LocalizedText(en: "labour", de: "Arbeitszeit")
        case .machine: LocalizedText(en: "machine time", de: "Maschinenzeit")
        }
    }
}
