import BuddelFormats
import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Adds programmes as `programmes.json` writes them; all or none.
    ///
    /// A clerk adds those his municipality administers; an administrator and the owner any. Refuses with every fault
    /// of a programme, with `missing_value` where nobody would decide, `already_exists`, `not_allowed`, `key_reused`.
    public func addProgrammes(_ programmes: [Programme], idempotencyKey: String? = nil) async throws {
        let faults = programmes.flatMap { $0.faults() }
        guard faults.isEmpty else { throw Refusals(faults) }
        try await perform(.programmeAdd) { work in
            for programme in programmes {
                guard let ags = programme.administrator(firstApplicant: nil) else {
                    throw Refusal.administratorNeeded(programme.code)
                }
                try Authorisation.require(.programmeAdd, of: work.caller, at: ags)
            }
            _ = try await work.once(idempotencyKey, programmes.map(ProgrammeTerms.text)) {
                try await work.importProgrammes(programmes, seat: nil)
                for programme in programmes {
                    try await work.audit(
                        ags: programme.administrator(firstApplicant: nil), subject: programme.code)
                }
                return Done()
            }
        }
    }

    /// Reads `programmes.json`, a list or one programme; refuses with everything wrong in it.
    public func readProgrammes(_ bytes: [UInt8], file: String) throws -> [Programme] {
        try ProgrammeTerms.list(bytes, file: file)
    }

    /// All programmes by code. Everybody who is logged in may read them.
    public func listProgrammes() async throws -> [ListedProgramme] {
        try await perform(.programmeRead, access: .readOnly) { work in
            var listed: [ListedProgramme] = []
            for stored in try await ProgrammeStore(work.transaction).list() {
                listed.append(try await work.listed(stored))
            }
            return listed
        }
    }

    /// One programme; refuses with `unknown_programme`.
    public func programme(_ code: String) async throws -> ListedProgramme {
        try await perform(.programmeRead, access: .readOnly) { work in
            guard let stored = try await ProgrammeStore(work.transaction).fetch(code) else {
                throw Refusal.programmeNotFound(code)
            }
            return try await work.listed(stored)
        }
    }
}

/// A programme with who decides, and what is committed for those who administer it.
public struct ListedProgramme: Sendable {
    public var programme: Programme
    public var administeredBy: Ags
    public var version: Int
    /// Empty for everybody else.
    public var budgets: [StoredBudget]
    /// As `programmes.json` writes it.
    public var json: JSONValue { ProgrammeTerms.json(programme) }
}

extension UnitOfWork {
    fileprivate func listed(_ stored: StoredProgramme) async throws -> ListedProgramme {
        ListedProgramme(
            programme: try stored.programme(), administeredBy: stored.administeredBy, version: stored.version,
            budgets: try await ProgrammeStore(transaction).listBudgets(programmeID: stored.id))
    }
}

extension StoredProgramme {
    /// The terms as a record.
    func programme() throws -> Programme { try ProgrammeTerms.parse(terms, file: code) }
}
