import Buddelverein
import Foundation
import Testing

@Suite("Subsidy: worked cases")
struct WorkedCaseTests {
    @Test("an assessment equals the reference to the cent", arguments: CaseFolder.expected("assess-"))
    func assessment(_ expected: ExpectedResult) throws {
        let folder = CaseFolder(expected.caseName)
        let want = try folder.object("expected/\(expected.file).json")
        let history = try ClaimHistory.replay(
            folder.claims(), Assessor(folder.evidence()), programmes: folder.programmes(), awards: folder.awards())
        let cutoff = try Day(parsing: folder.text(want["cutoff_on"]))
        let assessor = try Assessor(folder.evidence())
        let context = try history.context(for: folder.text(want["award"]))

        let assessment = try assessor.assess(context, cutoffOn: cutoff)
        #expect(differences(want, assessment.json) == [])

        let frozen = try assessor.freeze(programme: context.programme, award: context.award, cutoffOn: cutoff)
        #expect(try reassess(frozen, context.standing) == assessment)
    }

    @Test("a settlement equals the reference to the cent", arguments: CaseFolder.expected("settlement-"))
    func settlement(_ expected: ExpectedResult) throws {
        let folder = CaseFolder(expected.caseName)
        let evidence = try folder.evidence()
        let settlement = try settle(
            evidence, rule: #require(evidence.association.settlement), grants: DatedGrant.of(folder.claims()),
            on: Day(parsing: expected.file.dropFirst("settlement-".count)))
        #expect(differences(try folder.object("expected/\(expected.file).json"), settlement.json) == [])
    }

    @Test("the cases are there")
    func present() {
        #expect(CaseFolder.expected("assess-").count == 60)
        #expect(CaseFolder.expected("settlement-").count == 3)
    }
}
