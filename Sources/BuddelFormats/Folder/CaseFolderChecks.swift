import Buddelverein

extension CaseFolder {
    /// What is wrong with the records and the references between them.
    ///
    /// A code counts when the folder brings it along or `known` has it. A kind of which neither says anything is not
    /// checked; the database will.
    public func validate(known: KnownCodes) -> [Refusal] {
        validate(known: known, except: [])
    }

    /// As `validate(known:)`, without references into files of which rows are missing because not even their key was
    /// read.
    func validate(known: KnownCodes, except lacking: Set<CaseFile>) -> [Refusal] {
        var checks = CaseFolderChecks(folder: self, codes: FolderCodes(self, known: known, except: lacking))
        checks.run()
        return checks.refusals
    }
}

/// Runs the domain's checks over all records of a folder and says where each stands.
struct CaseFolderChecks {
    private let folder: CaseFolder
    private let records: CaseRecords
    private let codes: FolderCodes
    private let issues = FileIssues()
    var refusals: [Refusal] { issues.refusals }

    init(folder: CaseFolder, codes: FolderCodes) {
        self.folder = folder
        records = folder.records
        self.codes = codes
    }

    mutating func run() {
        let known = codes.records
        if let association = records.association {
            association.faults().forEach { add($0, .association, 0) }
        }
        if let association = folder.spoilt.records.association, let place = folder.spoilt.places[.association]?.first {
            for fault in association.faults() { add(fault, .association, spoilt: place) }
        }
        check(.areas, \.areas) { $0.faults() }
        check(.members, \.members) { $0.faults(known) }
        check(.helpers, \.helpers) { $0.faults(known) }
        check(.connections, \.connections) { $0.faults(known) }
        check(.holders, \.holders) { $0.faults(known) }
        check(.segments, \.segments) { $0.faults(known) }
        check(.progress, \.progress) { $0.faults(known) }
        check(.work, \.work) { $0.faults(known) }
        check(.costs, \.costs) { $0.faults(known) }
        check(.gifts, \.gifts) { $0.faults(known) }
        check(.payments, \.payments) { $0.faults(known) }
        check(.programmes, \.programmes) { $0.faults() }
        check(.awards, \.awards) { $0.faults(known) }
        check(.claims, \.claims) { $0.faults(known) }
        Member.cycleFaults(records.members).forEach { add($0.refusal, .members, $0.index) }
        Holding.overlapFaults(records.holders).forEach { add($0.refusal, .holders, $0.index) }
        ProgressRecord.overlapFaults(records.progress).forEach { add($0.refusal, .progress, $0.index) }
        let invoices = duplicateFaults(records.costs, field: "invoice_number") {
            "\($0.invoiceNumber) (\($0.supplier.lowercased()))"
        }
        invoices.forEach { add($0.refusal, .costs, $0.index) }
        checkWorkers()
        checkProgrammes()
        checkCuts()
    }

    private mutating func check<Record>(
        _ file: CaseFile, _ list: KeyPath<CaseRecords, [Record]>, _ faults: (Record) -> [Refusal]
    ) {
        for (index, record) in records[keyPath: list].enumerated() {
            if issues.isFull { return }
            for fault in faults(record) { add(fault, file, index) }
        }
        for (place, record) in zip(folder.spoilt.places[file] ?? [], folder.spoilt.records[keyPath: list]) {
            if issues.isFull { return }
            for fault in faults(record) { add(fault, file, spoilt: place) }
        }
    }

    /// The column `worker` names helpers only; a member who worked for another's credit is no helper.
    private mutating func checkWorkers() {
        guard let helpers = codes.helpers else { return }
        for (index, work) in records.work.enumerated() {
            guard let worker = work.worker, !helpers.contains(worker), codes.records.members.contains(worker) else {
                continue
            }
            add(.unknown(.helper, worker), .work, index, field: "worker", value: worker)
        }
    }

    private mutating func checkProgrammes() {
        for (index, programme) in records.programmes.enumerated() {
            for fault in unknownCodes(programme) {
                add(fault, .programmes, index, field: fault.place?.field, value: fault.place?.value)
            }
        }
        // Each code of a list was read by itself.
        for (place, programme) in zip(folder.spoilt.places[.programmes] ?? [], folder.spoilt.records.programmes) {
            for fault in unknownCodes(programme) { add(fault, .programmes, at: place) }
        }
    }

    private func unknownCodes(_ programme: Programme) -> [Refusal] {
        func unknown(_ list: [String]?, _ kind: CodeKind, _ known: Set<String>?, _ field: String) -> [Refusal] {
            guard let list, let known else { return [] }
            return list.filter { !known.contains($0) }.map { code in
                Refusal.unknown(kind, code).at(Refusal.Place(field: "/eligible/\(field)", value: code))
            }
        }
        let eligible = programme.eligible
        let machines = eligible.machineRates?.keys.naturallySorted { $0 }
        return unknown(eligible.costCategories, .costCategory, codes.records.costCategories, "cost_categories")
            + unknown(eligible.tasks, .task, codes.records.tasks, "tasks")
            + unknown(machines, .machineClass, codes.records.machineClasses, "machine_rates")
    }

    private mutating func checkCuts() {
        for (index, claim) in records.claims.enumerated() {
            for fault in unknownLines(claim) {
                if issues.isFull { return }
                add(fault, .claims, index, field: fault.place?.field, value: fault.place?.value)
            }
        }
        for (place, claim) in zip(folder.spoilt.places[.claims] ?? [], folder.spoilt.records.claims) {
            for fault in unknownLines(claim) {
                if issues.isFull { return }
                add(fault, .claims, spoilt: place)
            }
        }
    }

    /// One after the other, so that a claim with very many cuts does not fill the memory.
    private func unknownLines(_ claim: ClaimRecord) -> some Sequence<Refusal> {
        claim.cuts.enumerated().lazy.compactMap { [codes] number, cut -> Refusal? in
            guard let lines = codes.lines(cut.kind), !lines.contains(cut.ref) else { return nil }
            return Refusal.unknown(.line, cut.ref).at(Refusal.Place(field: "/cuts/\(number)/ref", value: cut.ref))
        }
    }

    /// Notes a fault of a record with stand-ins, where its field can be judged.
    private mutating func add(_ fault: Refusal, _ file: CaseFile, spoilt place: SpoiltRows.Place) {
        guard let field = fault.place?.field, place.judges(field) else { return }
        add(fault, file, at: place)
    }

    private mutating func add(_ fault: Refusal, _ file: CaseFile, at place: SpoiltRows.Place) {
        issues.refuse(
            fault.at(
                Refusal.Place(
                    file: file.rawValue, line: place.line, field: fault.place?.field.map { pointer($0, in: file) },
                    value: fault.place?.value)))
    }

    /// A field as a JSON pointer where the file is no CSV.
    private func pointer(_ field: String, in file: CaseFile) -> String {
        let isTable = !file.columns.isEmpty || field.hasPrefix("/")
        return isTable ? field : "/" + String(field.map { $0 == "." ? "/" : $0 })
    }

    /// Notes a refusal of a record; its field becomes a JSON pointer where the file is no CSV.
    private mutating func add(
        _ refusal: Refusal, _ file: CaseFile, _ index: Int, field: String? = nil, value: String? = nil
    ) {
        let pointer = (field ?? refusal.place?.field).map { self.pointer($0, in: file) }
        issues.refuse(refusal.at(folder.place(file, index, field: pointer, value: value ?? refusal.place?.value)))
    }
}
