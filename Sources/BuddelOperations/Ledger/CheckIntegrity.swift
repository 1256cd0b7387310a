import BuddelFormats
import BuddelStore
import Buddelverein

/// A row that breaks an invariant.
public struct OffendingFinding: Sendable, Hashable {
    public var check: String
    /// The code of the association it belongs to; nil for a row of no association.
    public var association: String?
    /// Its columns by name.
    public var row: JSONObject
}

/// What the integrity checks found.
public struct IntegrityFindings: Sendable, Hashable {
    /// Offending rows in the order of the checks, a bounded number for each.
    public var rows: [OffendingFinding]
    /// How many rows offend in all.
    public var total: Int

    public var isHealthy: Bool { total == 0 }
}

extension BuddelApp {
    /// How many offending rows of one check are listed; the rest are counted.
    private static let listedRows = 100

    /// Runs the integrity checks by name in their fixed order, all in one picture of the database.
    ///
    /// Reads what the caller may see: the administrator and the owner of the database see every tenant. `names` leaves
    /// out the others; refuses with `unknown_choice` a name that is none. Changes nothing.
    public func checkIntegrity(_ names: [String] = [], of association: String? = nil) async throws -> IntegrityFindings
    {
        let known = Schema.checks.map(\.name)
        if let unknown = names.first(where: { !known.contains($0) }) { throw Refusal.unknownCheck(unknown, of: known) }
        return try await perform(.integrityCheck, access: .readOnly, isolation: .repeatableRead) { work in
            var key: AssociationKey?
            if let association { key = try await work.association(association) }
            let store = IntegrityStore(work.transaction)
            var findings = IntegrityFindings(rows: [], total: 0)
            for check in Schema.checks where names.isEmpty || names.contains(check.name) {
                let found = try await store.list(check, association: key?.id, limit: Self.listedRows)
                for row in found.rows {
                    findings.rows.append(
                        OffendingFinding(
                            check: row.check, association: row.association,
                            row: try JSONValue(parsing: Array(row.row.utf8)).objectValue ?? [:]))
                }
                findings.total += found.total
            }
            return findings
        }
    }

    /// The names of the checks in their order.
    public static var checkNames: [String] { Schema.checks.map(\.name) }
}

extension Refusal {
    static func unknownCheck(_ name: String, of known: [String]) -> Refusal {
        Refusal(
            .unknownChoice,
            LocalizedText(en: "There is no check “\(name)”.", de: "Eine Prüfung „\(name)“ gibt es nicht."),
            cure: LocalizedText(
                en: "One of: \(known.joined(separator: ", ")).", de: "Eine von: \(known.joined(separator: ", "))."),
            at: Place(value: name))
    }
}
