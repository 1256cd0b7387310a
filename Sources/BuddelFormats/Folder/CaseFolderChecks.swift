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
    private(set) var refusals: [Refusal] = []

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
            for fault in faults(record) { add(fault, file, index) }
        }
        for (place, record) in zip(folder.spoilt.places[file] ?? [], folder.spoilt.records[keyPath: list]) {
            for fault in faults(record) {
                guard let field = fault.place?.field, !place.unjudged.contains(field) else { continue }
                refusals.append(
                    fault.at(
                        Refusal.Place(
                            file: file.rawValue, line: place.line, field: field, value: fault.place?.value)))
            }
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
            let eligible = programme.eligible
            expect(eligible.costCategories, .costCategory, codes.records.costCategories, index, "cost_categories")
            expect(eligible.tasks, .task, codes.records.tasks, index, "tasks")
            let machines = eligible.machineRates?.keys.naturallySorted { $0 }
            expect(machines, .machineClass, codes.records.machineClasses, index, "machine_rates")
        }
    }

    private mutating func expect(
        _ list: [String]?, _ kind: CodeKind, _ known: Set<String>?, _ index: Int, _ field: String
    ) {
        guard let list, let known else { return }
        for code in list where !known.contains(code) {
            add(.unknown(kind, code), .programmes, index, field: "/eligible/\(field)", value: code)
        }
    }

    private mutating func checkCuts() {
        for (index, claim) in records.claims.enumerated() {
            for (number, cut) in claim.cuts.enumerated() {
                guard let lines = codes.lines(cut.kind), !lines.contains(cut.ref) else { continue }
                add(.unknown(.line, cut.ref), .claims, index, field: "/cuts/\(number)/ref", value: cut.ref)
            }
        }
    }

    /// Notes a refusal of a record; its field becomes a JSON pointer where the file is no CSV.
    private mutating func add(
        _ refusal: Refusal, _ file: CaseFile, _ index: Int, field: String? = nil, value: String? = nil
    ) {
        let word = field ?? refusal.place?.field
        let isTable = !file.columns.isEmpty || word?.hasPrefix("/") == true
        let pointer = isTable ? word : word.map { "/" + String($0.map { $0 == "." ? "/" : $0 }) }
        refusals.append(refusal.at(folder.place(file, index, field: pointer, value: value ?? refusal.place?.value)))
    }
}
