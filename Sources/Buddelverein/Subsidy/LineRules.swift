/// The reasons of rules.md 2 that books and programme decide alone, for lines of one award at one cut-off.
struct LineRules {
    let cutoff: Day
    let territory: TerritoryKey?
    private let eligibleFrom: Day?
    private let eligibleUntil: Day?
    private let startBan: Bool
    private let permittedStart: Day?
    private let requiresDocument: Bool
    private let costCategories: Set<String>
    private let tasks: Set<String>
    let labourRate: HourlyRate?
    let machineRates: [String: HourlyRate]
    private let inKind: Bool

    init(programme: Programme, award: Award, cutoff: Day, territory: TerritoryKey?) {
        self.cutoff = cutoff
        self.territory = territory
        eligibleFrom = award.eligibleFrom
        eligibleUntil = award.eligibleUntil
        startBan = programme.startBan
        permittedStart = award.permittedStart
        requiresDocument = programme.eligible.requiresDocument
        costCategories = Set(programme.eligible.costCategories ?? [])
        tasks = Set(programme.eligible.tasks ?? [])
        labourRate = programme.eligible.labour?.rate
        machineRates = programme.eligible.machineRates ?? [:]
        inKind = programme.eligible.inKind
    }

    func reasons(_ cost: CostRecord, _ sharing: PartSharing) -> [LineReason] {
        var reasons: [LineReason] = []
        if !cost.isPaid(by: cutoff) { reasons.append(.notPaid) }
        if lacksDocument(cost.document) { reasons.append(.noDocument) }
        if !costCategories.contains(cost.category) { reasons.append(.categoryNotEligible) }
        if outsidePeriod(cost.invoiceDate) { reasons.append(.outsidePeriod) }
        // Planning is no start.
        if cost.category != "survey", startsEarly(cost.orderedOn ?? cost.invoiceDate) { reasons.append(.beforeStart) }
        if isOutside(sharing) { reasons.append(.outsideTerritory) }
        return reasons
    }

    func reasons(_ work: WorkRecord, confirmed: Bool, _ sharing: PartSharing) -> [LineReason] {
        var reasons: [LineReason] = []
        if !confirmed { reasons.append(.notConfirmed) }
        if lacksDocument(work.document) { reasons.append(.noDocument) }
        if rate(of: work) == nil || !tasks.contains(work.task) { reasons.append(.categoryNotEligible) }
        if outsidePeriod(work.date) { reasons.append(.outsidePeriod) }
        if work.task != "surveying", startsEarly(work.date) { reasons.append(.beforeStart) }
        if isOutside(sharing) { reasons.append(.outsideTerritory) }
        return reasons
    }

    func reasons(_ gift: GiftRecord, confirmed: Bool, _ sharing: PartSharing) -> [LineReason] {
        var reasons: [LineReason] = []
        if !confirmed { reasons.append(.notConfirmed) }
        if lacksDocument(gift.document) { reasons.append(.noDocument) }
        if !inKind { reasons.append(.categoryNotEligible) }
        if outsidePeriod(gift.date) { reasons.append(.outsidePeriod) }
        if startsEarly(gift.date) { reasons.append(.beforeStart) }
        if isOutside(sharing) { reasons.append(.outsideTerritory) }
        return reasons
    }

    /// A unit needs no document, may lie before the period, and is no start.
    func reasons(unitOn day: Day, liesInside: Bool) -> [LineReason] {
        var reasons: [LineReason] = []
        if let eligibleUntil, day > eligibleUntil { reasons.append(.outsidePeriod) }
        if !liesInside { reasons.append(.outsideTerritory) }
        return reasons
    }

    func rate(of work: WorkRecord) -> HourlyRate? {
        switch work.kind {
        case .labour: labourRate
        case .machine: work.machine.flatMap { machineRates[$0] }
        }
    }

    func isInside(_ ags: Ags?) -> Bool { territory.map { $0.contains(ags) } ?? true }

    private func isOutside(_ sharing: PartSharing) -> Bool { territory != nil && !sharing.contains(where: isInside) }
    private func lacksDocument(_ document: String?) -> Bool { requiresDocument && document == nil }

    private func outsidePeriod(_ day: Day) -> Bool {
        if let eligibleFrom, day < eligibleFrom { return true }
        if let eligibleUntil, day > eligibleUntil { return true }
        return false
    }

    private func startsEarly(_ start: Day) -> Bool {
        guard startBan else { return false }
        guard let permittedStart else { return true }
        return start < permittedStart
    }
}
