import Buddelverein

extension CaseFolder {
    /// What is wrong with references between records, and with records that only others can judge.
    ///
    /// A code counts when the folder brings it along or `known` has it. A kind of which neither says anything is not
    /// checked; the database will.
    public func validate(known: KnownCodes) -> [Refusal] {
        validate(known: known, except: [])
    }

    /// As `validate(known:)`, without references into files of which rows are missing because they are faulty.
    func validate(known: KnownCodes, except faulty: Set<CaseFile>) -> [Refusal] {
        var checks = CaseFolderChecks(folder: self, known: known, faulty: faulty)
        checks.run()
        return checks.refusals
    }
}

/// The checks that need more than one record.
struct CaseFolderChecks {
    private let folder: CaseFolder
    private let records: CaseRecords
    private let known: KnownCodes
    private let faulty: Set<CaseFile>
    private(set) var refusals: [Refusal] = []

    init(folder: CaseFolder, known: KnownCodes, faulty: Set<CaseFile>) {
        self.folder = folder
        records = folder.records
        self.known = known
        self.faulty = faulty
    }

    mutating func run() {
        let members = codes(.members, known.members, records.members.map(\.number))
        let helpers = codes(.helpers, known.helpers.map { Set($0.keys) }, records.helpers.map(\.code))
        let areas = codes(.areas, known.areas, records.areas.map(\.code))
        let connections = codes(.connections, known.connections, records.connections.map(\.code))
        let segments = codes(.segments, known.segments, records.segments.map(\.code))
        checkPeople(members)
        checkNetwork(members, areas: areas, connections: connections, segments: segments)
        checkWork(members, helpers: helpers, segments: segments)
        checkMoney(members, segments: segments)
        checkSubsidies(units: union([members, connections, segments]))
    }

    private mutating func checkPeople(_ members: Set<String>?) {
        for (index, member) in records.members.enumerated() {
            expect(member.successor, .member, in: members, .members, index, "successor")
            if member.successor == member.number { refuse(.ownSuccessor, .members, index, "successor", member.number) }
        }
        checkSuccessors()
        for (index, helper) in records.helpers.enumerated() {
            expect(helper.memberNumber, .member, in: members, .helpers, index, "member_number")
        }
    }

    /// A chain of successors must end; each member of a circle is reported.
    private mutating func checkSuccessors() {
        var successors: [String: String] = [:]
        for member in records.members where member.successor != member.number {
            successors[member.number] = member.successor
        }
        for (index, member) in records.members.enumerated() {
            var current = successors[member.number]
            var steps = 0
            while let next = current, next != member.number, steps <= successors.count {
                current = successors[next]
                steps += 1
            }
            if current == member.number { refuse(.successorCircle, .members, index, "successor", member.successor) }
        }
    }

    private mutating func checkNetwork(
        _ members: Set<String>?, areas: Set<String>?, connections: Set<String>?, segments: Set<String>?
    ) {
        for (index, connection) in records.connections.enumerated() {
            expect(connection.memberNumber, .member, in: members, .connections, index, "member_number")
            expect(connection.area, .area, in: areas, .connections, index, "area")
        }
        for (index, holding) in records.holders.enumerated() {
            expect(holding.connection, .connection, in: connections, .holders, index, "code")
            expect(holding.memberNumber, .member, in: members, .holders, index, "member_number")
        }
        for (index, segment) in records.segments.enumerated() {
            expect(segment.area, .area, in: areas, .segments, index, "area")
            expect(segment.connection, .connection, in: connections, .segments, index, "connection")
        }
        for (index, progress) in records.progress.enumerated() {
            expect(progress.segment, .segment, in: segments, .progress, index, "segment")
        }
        checkHoldings()
        checkStretches()
    }

    /// Holdings of one connection must not overlap (DESIGN.md 3.6).
    private mutating func checkHoldings() {
        let order = records.holders.indices.sorted { left, right in
            let (a, b) = (records.holders[left], records.holders[right])
            return (a.connection, a.from, left) < (b.connection, b.from, right)
        }
        for (earlier, later) in zip(order, order.dropFirst()) {
            let (a, b) = (records.holders[earlier], records.holders[later])
            guard a.connection == b.connection, let until = a.until, b.from <= until else { continue }
            refuse(
                .overlap(.holdingsOverlap, with: folder.place(.holders, earlier).line), .holders, later, "from",
                b.from.description)
        }
    }

    /// Stretches of one segment must not overlap.
    private mutating func checkStretches() {
        let order = records.progress.indices.sorted { left, right in
            let (a, b) = (records.progress[left], records.progress[right])
            return (a.segment, a.from, left) < (b.segment, b.from, right)
        }
        for (earlier, later) in zip(order, order.dropFirst()) {
            let (a, b) = (records.progress[earlier], records.progress[later])
            guard a.segment == b.segment, b.from < a.to else { continue }
            let line = folder.place(.progress, earlier).line
            refuse(.overlap(.progressOverlap, with: line), .progress, later, "from_metre", b.from.description)
        }
    }

    private mutating func checkWork(_ members: Set<String>?, helpers: Set<String>?, segments: Set<String>?) {
        var households = (known.helpers ?? [:]).compactMapValues { $0 }
        for helper in records.helpers { households[helper.code] = helper.memberNumber }
        for (index, work) in records.work.enumerated() {
            expect(work.memberNumber, .member, in: members, .work, index, "member_number")
            expect(work.worker, .helper, in: helpers, .work, index, "worker")
            expect(work.segment, .segment, in: segments, .work, index, "segment")
            expect(work.confirmedBy, .member, in: members, .work, index, "confirmed_by")
            expect(work.task, .task, in: known.tasks, .work, index, "task")
            expect(work.machine, .machineClass, in: known.machineClasses, .work, index, "machine")
            guard let confirmer = work.confirmedBy else { continue }
            if confirmer == work.memberNumber || confirmer == work.worker.flatMap({ households[$0] }) {
                refuse(.ownConfirmation, .work, index, "confirmed_by", confirmer)
            }
        }
    }

    private mutating func checkMoney(_ members: Set<String>?, segments: Set<String>?) {
        var invoices: [[String]: Int] = [:]
        for (index, cost) in records.costs.enumerated() {
            expect(cost.category, .costCategory, in: known.costCategories, .costs, index, "category")
            for allocation in cost.segments {
                expect(allocation.segment, .segment, in: segments, .costs, index, "segments")
            }
            checkAllocations(cost, index)
            if let earlier = invoices.updateValue(index, forKey: [cost.supplier, cost.invoiceNumber]) {
                let line = folder.place(.costs, earlier).line ?? 0
                refusals.append(
                    .duplicateRow(
                        cost.invoiceNumber, earlier: line, at: folder.place(.costs, index, field: "invoice_number")))
            }
        }
        for (index, gift) in records.gifts.enumerated() {
            expect(gift.memberNumber, .member, in: members, .gifts, index, "member_number")
            expect(gift.category, .costCategory, in: known.costCategories, .gifts, index, "category")
            expect(gift.segment, .segment, in: segments, .gifts, index, "segment")
            expect(gift.confirmedBy, .member, in: members, .gifts, index, "confirmed_by")
            if let confirmer = gift.confirmedBy, confirmer == gift.memberNumber {
                refuse(.ownConfirmation, .gifts, index, "confirmed_by", confirmer)
            }
        }
        for (index, payment) in records.payments.enumerated() {
            expect(payment.memberNumber, .member, in: members, .payments, index, "member_number")
        }
    }

    private mutating func checkAllocations(_ cost: CostRecord, _ index: Int) {
        guard !cost.segments.isEmpty else { return }
        let text = cost.segments.map { "\($0.segment):\($0.share)" }.joined(separator: ";")
        let sum = cost.segments.reduce(0) { $0 + $1.share.basisPoints }
        if sum != BasisPoints.whole.basisPoints {
            refuse(.allocationSum(BasisPoints(basisPoints: sum)), .costs, index, "segments", text)
        }
        if Set(cost.segments.map(\.segment)).count != cost.segments.count {
            refuse(.segmentTwice, .costs, index, "segments", text)
        }
    }

    private mutating func checkSubsidies(units: Set<String>?) {
        let programmes = codes(.programmes, known.programmes, records.programmes.map(\.code))
        let awards = codes(.awards, known.awards, records.awards.map(\.code))
        for (index, programme) in records.programmes.enumerated() {
            let eligible = programme.eligible
            for category in eligible.costCategories ?? [] {
                expect(
                    category, .costCategory, in: known.costCategories, .programmes, index, "/eligible/cost_categories")
            }
            for task in eligible.tasks ?? [] {
                expect(task, .task, in: known.tasks, .programmes, index, "/eligible/tasks")
            }
            for machine in (eligible.machineRates ?? [:]).keys.sorted() {
                expect(machine, .machineClass, in: known.machineClasses, .programmes, index, "/eligible/machine_rates")
            }
        }
        for (index, award) in records.awards.enumerated() {
            expect(award.programme, .programme, in: programmes, .awards, index, "programme")
        }
        let costs = codes(.costs, known.costs, records.costs.map(\.ref))
        let work = codes(.work, known.work, records.work.map(\.ref))
        let gifts = codes(.gifts, known.gifts, records.gifts.map(\.ref))
        for (index, claim) in records.claims.enumerated() {
            expect(claim.award, .award, in: awards, .claims, index, "award")
            for (number, cut) in claim.cuts.enumerated() {
                let codes =
                    switch cut.kind {
                    case .cost: costs
                    case .labour, .machine: work
                    case .gift: gifts
                    case .unit: units
                    }
                expect(cut.ref, .line, in: codes, .claims, index, "cuts/\(number)/ref")
            }
        }
    }

    /// The codes of a kind: those of the folder and the known ones; nil where references can't be judged.
    private func codes(_ file: CaseFile, _ known: Set<String>?, _ own: [String]) -> Set<String>? {
        guard !faulty.contains(file) else { return nil }
        guard folder.files.contains(file) || known != nil else { return nil }
        return (known ?? []).union(own)
    }

    private func union(_ sets: [Set<String>?]) -> Set<String>? {
        sets.reduce([]) { all, set in all.flatMap { all in set.map(all.union) } }
    }

    private mutating func expect(
        _ code: String?, _ kind: CodeKind, in codes: Set<String>?, _ file: CaseFile, _ index: Int, _ field: String
    ) {
        guard let code, let codes, !codes.contains(code) else { return }
        refuse(.unknown(kind, code), file, index, field, code)
    }

    private mutating func refuse(
        _ refusal: Refusal, _ file: CaseFile, _ index: Int, _ field: String, _ value: String?
    ) {
        refusals.append(refusal.at(folder.place(file, index, field: field, value: value)))
    }
}
