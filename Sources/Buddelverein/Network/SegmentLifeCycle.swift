/// What must be in hand before digging: a permit or consent with its dates (DESIGN.md section 1).
public struct Clearance: Hashable, Sendable {
    /// Who must agree.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case ownerConsent = "owner_consent"
        case utilityInformation = "utility_information"
        case road
        case water
        case rail
    }

    public var kind: Kind
    /// Nil until it is in hand.
    public var validFrom: Day?
    /// The last day; nil without an end.
    public var validUntil: Day?

    public init(kind: Kind, validFrom: Day? = nil, validUntil: Day? = nil) {
        self.kind = kind
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether the clearance is in hand on `day`.
    public func isValid(on day: Day) -> Bool {
        guard let validFrom, validFrom <= day else { return false }
        return validUntil.map { day <= $0 } ?? true
    }
}

/// The life of a segment (DESIGN.md section 4): planned, cleared, in progress, laid, surveyed, accepted.
///
/// Facts are never refused: digging without clearance is kept and flagged.
public enum SegmentLifeCycle {
    /// Where a move leads, and what a reader must know about it.
    public struct Outcome: Hashable, Sendable {
        public let status: SegmentStatus
        /// Work began although a required clearance was not valid.
        public let dugWithoutClearance: Bool
    }

    /// The states a segment may be moved to from `status`.
    public static func next(after status: SegmentStatus) -> [SegmentStatus] {
        switch status {
        case .planned: [.cleared, .inProgress]
        case .cleared: [.planned, .inProgress]
        case .inProgress: [.laid]
        case .laid: [.surveyed]
        case .surveyed: [.accepted]
        case .accepted: []
        }
    }

    /// The outcome of a move on `day`; `required` are all clearances the segment needs.
    ///
    /// Treasurer, chair and area lead may move. Refuses with `not_allowed`, with `move_not_allowed`, and a move to
    /// `cleared` with `clearance_missing`, naming every clearance that is not valid that day.
    public static func move(
        _ segment: String, from status: SegmentStatus, to target: SegmentStatus, on day: Day,
        required: [Clearance], by actor: Actor
    ) throws(Refusal) -> Outcome {
        try actor.require([.treasurer, .chair, .areaLead])
        guard next(after: status).contains(target) else {
            throw .moveNotAllowed(
                segment, from: status, to: target, allowed: next(after: status))
        }
        let lapsed = required.filter { !$0.isValid(on: day) }
        if target == .cleared, !lapsed.isEmpty { throw .clearanceMissing(segment, lapsed.map(\.kind)) }
        return Outcome(status: target, dugWithoutClearance: target == .inProgress && !lapsed.isEmpty)
    }

    /// The state on `day` without anybody's doing: a clearance that lapses takes a cleared segment back.
    public static func standing(_ status: SegmentStatus, required: [Clearance], on day: Day) -> SegmentStatus {
        status == .cleared && !required.allSatisfy { $0.isValid(on: day) } ? .planned : status
    }

    /// Whether work or progress of `day` is to be flagged `dug_without_clearance`.
    public static func isDugWithoutClearance(required: [Clearance], on day: Day) -> Bool {
        !required.allSatisfy { $0.isValid(on: day) }
    }
}

extension Refusal {
    /// Not every required clearance is valid on the day of `cleared`.
    static func clearanceMissing(_ segment: String, _ kinds: [Clearance.Kind]) -> Refusal {
        let shown = kinds.map(\.rawValue).joined(separator: ", ")
        let english = kinds.map(\.name.english).joined(separator: ", ")
        let german = kinds.map(\.name.german).joined(separator: ", ")
        return Refusal(
            .clearanceMissing,
            LocalizedText(
                en: "\(segment) is not cleared; not valid that day: \(english).",
                de: "\(segment) ist nicht freigegeben; an diesem Tag fehlt: \(german)."),
            cure: LocalizedText(
                en: "Record the clearance with its dates, or choose a day on which it is valid.",
                de: "Erfassen Sie die Freigabe mit ihren Daten, oder wählen Sie einen Tag, an dem sie gilt."),
            at: Place(field: "clearances", value: shown))
    }
}
