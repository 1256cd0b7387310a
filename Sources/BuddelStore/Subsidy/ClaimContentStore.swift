import Buddelverein
import Postgres

/// What is frozen with a claim: terms, lines, waterfall, coverage, documents; written set-based, once.
public struct ClaimContentStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds a claim with everything frozen; returns its key. The step that files it comes after and closes it.
    ///
    /// The award's row must be locked. Breaks `claims_one_undecided`, `claims_cutoff_later`, `claims_code_key`.
    public func insert(_ draft: ClaimDraft) async throws -> Int64 {
        let id: Int64 = try await session.query(
            SQL(
                name: "insert claim",
                """
                insert into buddel.claims (association_id, award_id, code, number, cutoff_on, state, imported, rules_version,
                    programme_version, journal_batch, journal_hash, frozen, filed_hash, content_hash, claimed_cents,
                    approved_cents, approved_on, revoked_cents)
                values (\(draft.associationID), \(draft.awardID), \(draft.code), \(draft.number), \(draft.assessment.cutoffOn),
                    \(draft.status.rawValue), \(draft.isImported), \(RulesVersion.current), \(draft.programmeVersion),
                    \(draft.journalBatch == 0 ? nil : draft.journalBatch),
                    \(draft.journalBatch == 0 ? nil : draft.journalHash), \(PostgresJSON(draft.frozenText)), \(draft.filedHash),
                    \(draft.filedHash), \(draft.assessment.claimable), \(draft.approved), \(draft.approvedOn), \(draft.revoked))
                returning id
                """)
        ).one().decode("id")
        try await insertLines(draft, id)
        try await insertWaterfall(draft, id)
        try await insertDocuments(draft, id)
        let covered = CoverageRows(draft.coverage, programme: draft.programme)
        try await session.execute(
            SQL(
                name: "insert claim coverage",
                """
                insert into buddel.claim_coverage (association_id, claim_id, kind, ref, part, bp)
                select \(draft.associationID), \(id), g.kind, g.ref, g.part, g.bp
                from unnest(\(covered.kinds), \(covered.refs), \(covered.parts), \(covered.shares)) as g (kind, ref, part, bp)
                """))
        return id
    }

    private func insertLines(_ draft: ClaimDraft, _ id: Int64) async throws {
        let lines = draft.assessment.lines
        // An array of arrays can't hold rows of different length: the reasons travel as one word each line.
        try await session.execute(
            SQL(
                name: "insert claim lines",
                """
                insert into buddel.claim_lines (association_id, claim_id, position, kind, ref, reasons, amount_cents, minutes,
                    length_cm, cut_minutes, detail)
                select \(draft.associationID), \(id), g.position, g.kind, g.ref, string_to_array(g.reasons, ','), g.amount,
                    g.minutes, g.length, g.cut, g.detail
                from unnest(\(lines.map(\.kind.rawValue)), \(lines.map(\.ref)),
                    \(lines.map { $0.reasons.map(\.rawValue).joined(separator: ",") }), \(lines.map(\.amount)),
                    \(lines.map(\.minutes)), \(lines.map(\.length)), \(lines.map(\.cut)),
                    \(draft.lineTexts.map { PostgresJSON($0) }))
                    with ordinality as g (kind, ref, reasons, amount, minutes, length, cut, detail, position)
                """))
    }

    private func insertWaterfall(_ draft: ClaimDraft, _ id: Int64) async throws {
        let steps = draft.assessment.waterfall
        try await session.execute(
            SQL(
                name: "insert claim waterfall",
                """
                insert into buddel.claim_waterfall (association_id, claim_id, position, step, units, limit_cents, result_cents)
                select \(draft.associationID), \(id), g.position, g.step, g.units, g.limit_cents, g.result
                from unnest(\(steps.map(\.name.rawValue)), \(steps.map(\.units)), \(steps.map(\.limit)), \(steps.map(\.result)))
                    with ordinality as g (step, units, limit_cents, result, position)
                """))
    }

    private func insertDocuments(_ draft: ClaimDraft, _ id: Int64) async throws {
        let documents = draft.documents
        try await session.execute(
            SQL(
                name: "insert claim documents",
                """
                insert into buddel.claim_documents (association_id, claim_id, line_position, name, document_id, sha256)
                select \(draft.associationID), \(id), l.position, g.name, g.document_id, d.sha256
                from unnest(\(documents.map(\.line.kind.rawValue)), \(documents.map(\.line.ref)), \(documents.map(\.name)),
                    \(documents.map(\.documentID))) as g (kind, ref, name, document_id)
                join buddel.claim_lines l on l.association_id = \(draft.associationID) and l.claim_id = \(id)
                    and l.kind = g.kind and l.ref = g.ref
                join buddel.documents d on d.association_id = \(draft.associationID) and d.id = g.document_id
                """))
    }

    /// The documents of lines of the books: attached ones, and names that are only announced.
    public func listVoucherDocuments(of lines: [LineKey], associationID: Int64) async throws -> [VoucherDocument] {
        let wanted = lines.filter { $0.kind != .unit }
        return try await session.query(
            SQL(
                name: "list documents of lines",
                """
                select g.kind, g.ref, o.name, o.document_id, encode(d.sha256, 'hex') as sha256
                from unnest(\(wanted.map(\.kind.rawValue)), \(wanted.map(\.ref))) as g (kind, ref)
                join buddel.vouchers v on v.association_id = \(associationID) and v.ref = g.ref
                    and v.kind = case when g.kind in ('labour', 'machine') then 'work' else g.kind end
                join buddel.voucher_documents o on o.association_id = v.association_id and o.voucher_id = v.id
                left join buddel.documents d on d.association_id = o.association_id and d.id = o.document_id
                order by v.id, o.name
                """)
        ).map { row in
            VoucherDocument(
                line: LineKey(kind: try row.word("kind"), ref: try row.decode("ref")), name: try row.decode("name"),
                documentID: try row.decode("document_id"), sha256: try row.decode("sha256"))
        }
    }

    /// The frozen terms and the result as they were filed, as JSON text.
    public func fetchFrozen(claimID: Int64) async throws -> String {
        try await session.query(
            SQL(name: "fetch frozen terms", "select frozen from buddel.claims where id = \(claimID)")
        ).one().decode("frozen", as: PostgresJSON.self).text
    }

    /// The frozen lines in their order.
    public func listLines(claimID: Int64) async throws -> [StoredClaimLine] {
        try await session.query(
            SQL(
                name: "list claim lines",
                """
                select kind, ref, reasons, amount_cents, minutes, length_cm, cut_minutes, detail from buddel.claim_lines
                where association_id = (select c.association_id from buddel.claims c where c.id = \(claimID))
                    and claim_id = \(claimID) order by position
                """)
        ).map { row in
            StoredClaimLine(
                line: AssessedLine(
                    key: LineKey(kind: try row.word("kind"), ref: try row.decode("ref")),
                    reasons: try row.words("reasons"), accepted: true,
                    amount: try row.decode("amount_cents"), minutes: try row.decode("minutes"),
                    length: try row.decode("length_cm"), cut: try row.decode("cut_minutes"), paidPlaces: []),
                text: try row.decode("detail", as: PostgresJSON.self).text)
        }
    }

    /// The frozen waterfall in its order.
    public func listWaterfall(claimID: Int64) async throws -> [WaterfallStep] {
        try await session.query(
            SQL(
                name: "list claim waterfall",
                """
                select step, units, limit_cents, result_cents from buddel.claim_waterfall
                where association_id = (select c.association_id from buddel.claims c where c.id = \(claimID))
                    and claim_id = \(claimID) order by position
                """)
        ).map { row in
            WaterfallStep(
                try row.word("step"), units: try row.decode("units"), limit: try row.decode("limit_cents"),
                result: try row.decode("result_cents"))
        }
    }

    /// The documents that were frozen with a claim.
    public func listDocuments(claimID: Int64) async throws -> [FiledDocument] {
        try await session.query(
            SQL(
                name: "list claim documents",
                """
                select l.kind, l.ref, d.name, encode(d.sha256, 'hex') as sha256 from buddel.claim_documents d
                join buddel.claim_lines l on l.association_id = d.association_id and l.claim_id = d.claim_id
                    and l.position = d.line_position
                where d.association_id = (select c.association_id from buddel.claims c where c.id = \(claimID))
                    and d.claim_id = \(claimID)
                order by d.line_position, d.name
                """)
        ).map { row in
            FiledDocument(
                line: LineKey(kind: try row.word("kind"), ref: try row.decode("ref")), name: try row.decode("name"),
                sha256: try row.decode("sha256"))
        }
    }
}

/// A frozen line: its result, and its evidence and details as JSON text.
public struct StoredClaimLine: Sendable {
    /// `accepted` and the paid places are read from the text.
    public var line: AssessedLine
    public var text: String
}

/// A document of a voucher; without content it is only announced.
public struct VoucherDocument: Sendable, Hashable {
    public var line: LineKey
    public var name: String
    public var documentID: Int64?
    public var sha256: String?
}
