import BuddelFormats
import BuddelStore
import Buddelverein
import Crypto

/// What is frozen with a claim, as the database keeps it: terms and result with the claim, evidence with each line.
struct ClaimContent: Sendable {
    var basis: FilingBasis
    var filed: FiledContent
    var assessment: Assessment

    /// SHA-256 of what was filed.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(filed.canonical(on: basis, giving: assessment).utf8))) }

    /// Terms and result as JSON text.
    var frozenText: String {
        JSONWriter().text([
            "terms": filed.frozen.terms.json,
            "result": [
                "cash": .integer(assessment.cash.cents), "unpaid": .integer(assessment.unpaid.cents),
                "eligible": .integer(assessment.eligible.cents), "claimable": .integer(assessment.claimable.cents),
                "flags": .array(assessment.flags.map { .string($0.rawValue) }),
            ],
        ])
    }

    /// Evidence and details of each line as JSON text.
    var lineTexts: [String] {
        zip(zip(filed.frozen.lines, filed.details), assessment.lines).map { frozen, line in
            JSONWriter().text(["frozen": frozen.0.json, "shown": frozen.1.json, "accepted": .bool(line.accepted)])
        }
    }
}

extension UnitOfWork {
    /// Reads back what was filed, and makes sure that it still is: its hash is computed anew.
    ///
    /// Refuses with `invalid_frozen_claim` where somebody changed it behind the program's back.
    func content(of claim: StoredClaim) async throws -> ClaimContent {
        let store = ClaimContentStore(transaction)
        let frozen = try Self.json(try await store.fetchFrozen(claimID: claim.id))
        var lines: [FrozenLine] = []
        var details: [LineDetail] = []
        var assessed: [AssessedLine] = []
        for stored in try await store.listLines(claimID: claim.id) {
            let text = try Self.json(stored.text)
            lines.append(try FrozenLine(json: text["frozen"] ?? .null))
            details.append(LineDetail(key: stored.line.key, json: text["shown"] ?? .null))
            var line = stored.line
            line.accepted = text["accepted"]?.boolValue ?? false
            assessed.append(line)
        }
        let result = frozen["result"] ?? .null
        func money(_ field: String) -> Money { Money(cents: result[field]?.integerValue ?? 0) }
        let assessment = Assessment(
            award: claim.award, cutoffOn: claim.cutoffOn, lines: assessed,
            waterfall: try await store.listWaterfall(claimID: claim.id), cash: money("cash"), unpaid: money("unpaid"),
            eligible: money("eligible"), claimable: money("claimable"),
            flags: (result["flags"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(AssessmentFlag.init) },
            coverage: Coverage())
        let content = ClaimContent(
            basis: FilingBasis(
                association: claim.association, claim: claim.code, rulesVersion: claim.rulesVersion,
                programmeVersion: claim.programmeVersion, journalBatch: claim.journalBatch,
                journalHash: claim.journalHash.hexadecimal),
            filed: FiledContent(
                frozen: FrozenClaim(terms: try FrozenTerms(json: frozen["terms"] ?? .null), lines: lines),
                details: details, documents: try await store.listDocuments(claimID: claim.id)),
            assessment: assessment)
        guard content.hash == claim.filedHash, assessment.claimable == claim.claimed else {
            throw Refusal.claimDamaged(claim.code, of: claim.association)
        }
        return content
    }

    /// Computes anew the hash of every claim that an association filed; refuses as `content(of:)`.
    func verifyClaims(of association: AssociationKey) async throws {
        for claim in try await ClaimStore(transaction).list(.init(associationID: association.id)) {
            _ = try await content(of: claim)
        }
    }

    private static func json(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: Array(text.utf8), file: "claim")
    }
}

extension FilingBasis {
    /// As it is now: by this program's rules, the programme as it stands, and the end of the journal that was read.
    init(_ award: StoredAward, claim: String, _ loaded: LoadedEvidence) {
        self.init(
            association: award.association, claim: claim, rulesVersion: RulesVersion.current,
            programmeVersion: award.programmeVersion, journalBatch: loaded.journalBatch,
            journalHash: loaded.journalHash.hexadecimal)
    }
}

extension Refusal {
    /// What is stored is not what was filed.
    static func claimDamaged(_ claim: String, of association: String) -> Refusal {
        Refusal(
            .invalidFrozenClaim,
            LocalizedText(
                en: "\(association): \(claim) is not what was filed: its content does not fit its hash.",
                de: "\(association): \(claim) ist nicht, was eingereicht wurde: Der Inhalt passt nicht zur Prüfsumme."),
            cure: LocalizedText(
                en: "Run `buddel check` and ask whoever runs the database.",
                de: "Rufen Sie `buddel check` auf, und fragen Sie, wer die Datenbank betreibt."),
            at: Place(field: "claim", value: claim))
    }
}
