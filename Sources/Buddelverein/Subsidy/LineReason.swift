/// Why an evidence line does not count, or not in full; in the order of rules.md 2.
public enum LineReason: String, Hashable, Sendable, CaseIterable {
    case notConfirmed = "not_confirmed"
    case notPaid = "not_paid"
    case noDocument = "no_document"
    case categoryNotEligible = "category_not_eligible"
    case outsidePeriod = "outside_period"
    case beforeStart = "before_start"
    case outsideTerritory = "outside_territory"
    case alreadyCovered = "already_covered"
    /// Cuts off part of a labour entry; refuses only when nothing is left.
    case dailyCap = "daily_cap"
    /// The town's cut; refuses only when it left nothing.
    case cutByTown = "cut_by_town"
}

/// What names an evidence line of an association; a unit's ref is the member number, connection or segment code.
public struct LineKey: Hashable, Sendable {
    public let kind: LineKind
    public let ref: String

    /// The one unit of a lump, which has no line.
    public static let lump = LineKey(kind: .unit, ref: "lump")

    public init(kind: LineKind, ref: String) {
        self.kind = kind
        self.ref = ref
    }

    /// The order of a result: cost, labour, machine, gift, unit, each by ref in natural order.
    public static func precedes(_ left: LineKey, _ right: LineKey) -> Bool {
        left.kind == right.kind ? NaturalOrder.precedes(left.ref, right.ref) : left.kind.order < right.kind.order
    }
}

extension LineKind {
    /// The place of the kind in a result.
    var order: Int {
        switch self {
        case .cost: 0
        case .labour: 1
        case .machine: 2
        case .gift: 3
        case .unit: 4
        }
    }
}
