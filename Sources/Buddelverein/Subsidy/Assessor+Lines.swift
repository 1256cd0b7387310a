extension Assessor {
    /// Costs with an invoice date up to the cut-off.
    func costs(_ rules: LineRules) throws(Refusal) -> [FrozenLine] {
        let countsNet = evidence.association.deductsInputTax
        var lines: [FrozenLine] = []
        for cost in evidence.costs where cost.invoiceDate <= rules.cutoff {
            let sharing = try sharing(of: cost)
            lines.append(
                FrozenLine(
                    key: LineKey(kind: .cost, ref: cost.ref), reasons: rules.reasons(cost, sharing),
                    quantity: .money(try cost.counted(net: countsNet, on: rules.cutoff)), sharing: sharing))
        }
        return lines
    }

    /// Labour and machine entries dated up to the cut-off.
    func work(_ rules: LineRules) throws(Refusal) -> [FrozenLine] {
        var groups: [WorkerDay: Int] = [:]
        var lines: [FrozenLine] = []
        lines.reserveCapacity(evidence.work.count)
        for judged in evidence.judgedWork(through: rules.cutoff).naturallySorted(by: \.record.ref) {
            let work = judged.record
            let sharing = try sharing(ofSegment: work.segment)
            var line = FrozenLine(
                key: LineKey(kind: work.kind == .labour ? .labour : .machine, ref: work.ref),
                reasons: rules.reasons(work, confirmed: judged.isConfirmed, sharing),
                quantity: .time(work.time, rate: rules.rate(of: work) ?? .zero), sharing: sharing)
            let worker = try worker(of: work)
            if work.kind == .labour {
                let day = WorkerDay(worker: worker, date: work.date)
                line.dayGroup = groups[day, default: groups.count]
                groups[day] = line.dayGroup
            }
            lines.append(line)
        }
        return lines
    }

    /// Gifts dated up to the cut-off.
    func gifts(_ rules: LineRules) throws(Refusal) -> [FrozenLine] {
        var lines: [FrozenLine] = []
        for judged in evidence.judgedGifts(through: rules.cutoff) {
            let gift = judged.record
            let sharing = try sharing(ofSegment: gift.segment)
            lines.append(
                FrozenLine(
                    key: LineKey(kind: .gift, ref: gift.ref),
                    reasons: rules.reasons(gift, confirmed: judged.isConfirmed, sharing),
                    quantity: .money(gift.value), sharing: sharing))
        }
        return lines
    }

    /// Who worked: the helper, or the member where none is named (rules.md 5).
    private func worker(of work: WorkRecord) throws(Refusal) -> WorkerDay.Worker {
        if let worker = work.worker { return households.contains(worker) ? .helper(worker) : .member(worker) }
        guard let member = work.memberNumber else { throw .noWorker(work.ref) }
        return .member(member)
    }

    private func sharing(of cost: CostRecord) throws(Refusal) -> PartSharing {
        guard cost.segments.count > 1 else { return try sharing(ofSegment: cost.segments.first?.segment) }
        var allocated: [PartSharing.AllocatedParts] = []
        for allocation in cost.segments.naturallySorted(by: \.segment) {
            let parts = try parts(ofSegment: allocation.segment)
            allocated.append(.init(segment: allocation.segment, share: allocation.share, parts: parts))
        }
        return .segments(allocated)
    }

    /// The parts of a segment; without one, the municipality of the seat (rules.md 1).
    private func sharing(ofSegment segment: String?) throws(Refusal) -> PartSharing {
        guard let segment else { return .whole(in: evidence.association.seatAgs) }
        return .parts(try parts(ofSegment: segment))
    }

    func parts(ofSegment segment: String) throws(Refusal) -> [MunicipalityPart] {
        guard let parts = evidence.parts[segment], !parts.isEmpty else {
            throw .unknown(.segment, segment, field: "segment")
        }
        return parts
    }
}

/// One worker on one date, whom a daily cap looks at.
private struct WorkerDay: Hashable {
    enum Worker: Hashable {
        case member(String)
        case helper(String)
    }

    let worker: Worker
    let date: Day
}
