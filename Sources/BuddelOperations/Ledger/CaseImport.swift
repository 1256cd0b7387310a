import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres
import Synchronization

/// Writes what a plan found new, file by file, in the order of their references, within one transaction.
struct CaseImport: Sendable {
    let work: UnitOfWork
    let folder: CaseFolder
    let target: ImportTarget
    let plan: CasePlan
    let progress: ImportProgress

    init(
        work: UnitOfWork, folder: CaseFolder, target: ImportTarget, plan: CasePlan,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) {
        self.work = work
        self.folder = folder
        self.target = target
        self.plan = plan
        let total = folder.files.reduce(0) { $0 + folder.records.count($1) }
        self.progress = ImportProgress(total: total, report: progress)
    }

    var session: Transaction { work.transaction }

    /// Writes everything, then lets the database check what it checks at the end of a transaction.
    func apply() async throws -> ImportReport {
        try await writeMunicipalities()
        let association = try await writeAssociation()
        if let association {
            try await writeMembers(in: association.id)
            try await writeNetwork(in: association.id)
        }
        try await writeProgrammes()
        var attached = 0
        if let association {
            try await writeAwards(in: association)
            let vouchers = try await writeVouchers(in: association.id)
            attached = try await writeDocuments(vouchers, in: association.id)
            try await writeClaims(in: association)
        }
        try await DeferredConstraints.check(session)
        let report = report(association, attached: attached)
        if !report.changesNothing { try await audit(report, association) }
        progress.finish()
        return report
    }

    /// Does all of it and undoes it, so that what the database would refuse is refused here too.
    func rehearse() async throws -> ImportReport {
        var report: ImportReport?
        do {
            try await session.savepoint {
                report = try await apply()
                throw RehearsalEnded()
            }
        } catch is RehearsalEnded {}
        guard var report else { preconditionFailure("a rehearsal that was not refused has its report") }
        report.isRehearsal = true
        return report
    }

    /// Runs a step for a file: what is refused names the file where it names no place yet.
    func step<T>(_ file: CaseFile, _ body: () async throws -> T) async throws -> T {
        do {
            let result = try await body()
            return result
        } catch let refusal as Refusal {
            throw refusal.within(file)
        } catch let refusals as Refusals {
            throw Refusals(refusals.all.map { $0.within(file) })
        } catch {
            // A conflict with somebody else is tried again as a whole.
            guard let failure = PostgresError(from: error), !failure.sqlState.isRetryable,
                let refusal = ConstraintRefusals.refusal(for: failure)
            else { throw error }
            throw refusal.within(file)
        }
    }

    private func audit(_ report: ImportReport, _ association: AssociationKey?) async throws {
        var detail = JSONObject()
        for file in report.files where file.new + file.changed > 0 {
            detail[file.name] = ["new": .integer(Int64(file.new)), "changed": .integer(Int64(file.changed))]
        }
        try await work.audit(association: association, subject: association?.code, detail: detail)
    }
}

/// Undoes a rehearsal; never leaves it.
private struct RehearsalEnded: Error {}

/// Counts what is done; reports in steps that a person can follow.
final class ImportProgress: Sendable {
    private let total: Int
    private let report: @Sendable (Int, Int) -> Void
    private let done = Mutex(0)

    init(total: Int, report: @escaping @Sendable (Int, Int) -> Void) {
        self.total = total
        self.report = report
    }

    func advance(by count: Int) {
        let done = done.withLock { done in
            done = min(done + count, total)
            return done
        }
        report(done, total)
    }

    func finish() { report(total, total) }
}

extension Refusal {
    /// The same refusal, in a file where it names none.
    fileprivate func within(_ file: CaseFile) -> Refusal {
        guard place?.file == nil else { return self }
        return at(Place(file: file.rawValue, line: place?.line, field: place?.field, value: place?.value))
    }
}
