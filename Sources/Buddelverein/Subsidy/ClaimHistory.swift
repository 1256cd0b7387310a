/// A pure replay of filed claims in their order: what each one covered, and what stands before the next (rules.md 3, 4).
///
/// The order of appending is the order of filing and of deciding. Imported history is taken as it was decided.
public struct ClaimHistory: Sendable {
    /// A claim with what was acceptable at its own cut-off, given what was before it.
    public struct Filed: Sendable {
        public var claim: ClaimRecord
        public var frozen: FrozenClaim
        public var assessment: Assessment
        /// What it covers after its decision: nothing if rejected or withdrawn; approved, without whole cuts.
        public var coverage: Coverage
    }

    /// The state of one award.
    private struct AwardState {
        var approved = Coverage()
        var submitted: Coverage?
        var grants = Money.zero
        var cuts: [Cut] = []

        var effective: Coverage { submitted.map(approved.larger) ?? approved }
    }

    private let assessor: Assessor
    private let programmes: [String: Programme]
    private let awards: [String: Award]
    private var states: [String: AwardState] = [:]
    /// The coverage of all awards that pay for evidence, kept as a sum, so that a long history stays linear.
    private var evidenceCoverage = Coverage()
    public private(set) var claims: [Filed] = []

    public init(_ assessor: Assessor, programmes: [Programme], awards: [Award]) {
        self.assessor = assessor
        self.programmes = Dictionary(programmes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        self.awards = Dictionary(awards.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Replays `claims` in their order; refuses as `append`.
    public static func replay(
        _ claims: [ClaimRecord], _ assessor: Assessor, programmes: [Programme], awards: [Award]
    ) throws(Refusal) -> ClaimHistory {
        var history = ClaimHistory(assessor, programmes: programmes, awards: awards)
        for claim in claims { try history.append(claim) }
        return history
    }

    /// Files and decides one more claim; refuses with `unknown_award`, `unknown_programme` and as `Assessor.assess`.
    @discardableResult
    public mutating func append(_ claim: ClaimRecord) throws(Refusal) -> Filed {
        let context = try context(for: claim.award)
        let frozen = try assessor.freeze(
            programme: context.programme, award: context.award, cutoffOn: claim.cutoffOn)
        let assessment = try reassess(frozen, context.standing)
        var filed = Filed(claim: claim, frozen: frozen, assessment: assessment, coverage: Coverage())
        var state = states[claim.award] ?? AwardState()
        switch claim.status {
        case .rejected, .withdrawn: break
        case .submitted:
            filed.coverage = assessment.coverage
            state.submitted = filed.coverage
        case .approved:
            filed.coverage = assessment.coverage
            for cut in claim.cuts where cut.isWhole { filed.coverage.release(cut.key) }
            state.approved = filed.coverage
            state.submitted = nil
            state.grants = try state.grants + claim.granted()
            state.cuts += claim.cuts
        }
        replace(claim.award, of: context.programme, with: state)
        claims.append(filed)
        return filed
    }

    private mutating func replace(_ award: String, of programme: Programme, with state: AwardState) {
        if !programme.financing.isFixed {
            if let before = states[award] { evidenceCoverage.subtract(before.effective) }
            evidenceCoverage.add(state.effective)
        }
        states[award] = state
    }

    /// The context of the next computation of an award; refuses with `unknown_award` or `unknown_programme`.
    public func context(for code: String) throws(Refusal) -> AwardContext {
        guard let award = awards[code] else { throw .unknown(.award, code, field: "award") }
        guard let programme = programmes[award.programme] else {
            throw .unknown(.programme, award.programme, field: "programme")
        }
        var standing = Standing(earlierGrants: states[code]?.grants ?? .zero)
        for (other, state) in states where other != code {
            standing.otherGrants = try standing.otherGrants + state.grants
        }
        standing.coveredByOthers = coveredByOthers(award, isFixed: programme.financing.isFixed)
        standing.add(states[code]?.cuts ?? [])
        return AwardContext(programme: programme, award: award, standing: standing)
    }

    private func coveredByOthers(_ award: Award, isFixed: Bool) -> Coverage {
        var covered = Coverage()
        if isFixed {
            for (code, state) in states where code != award.code && awards[code]?.programme == award.programme {
                covered.add(state.effective)
            }
        } else {
            covered = evidenceCoverage
            if let own = states[award.code] { covered.subtract(own.effective) }
        }
        return covered
    }
}
