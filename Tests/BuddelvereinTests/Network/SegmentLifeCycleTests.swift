import Buddelverein
import Testing

@Suite("Network: life of a segment")
struct SegmentLifeCycleTests {
    private let lead = Actor(userId: 1, roles: [.areaLead])
    private let on = day("2026-04-01")
    private let valid = Clearance(kind: .road, validFrom: day("2026-03-01"), validUntil: day("2026-04-01"))

    private func move(
        _ from: SegmentStatus, _ to: SegmentStatus, _ required: [Clearance] = [], by actor: Actor? = nil
    ) throws -> SegmentLifeCycle.Outcome {
        try SegmentLifeCycle.move("S-1", from: from, to: to, on: on, required: required, by: actor ?? lead)
    }

    @Test("from planned to accepted, one state after the other")
    func whole() throws {
        var status = SegmentStatus.planned
        for next in SegmentStatus.allCases.dropFirst() {
            status = try move(status, next, [valid]).status
            #expect(status == next)
        }
        #expect(refusal { _ = try move(.accepted, .planned) } == .moveNotAllowed)
        #expect(refusal { _ = try move(.planned, .laid) } == .moveNotAllowed)
    }

    @Test("a refused move is said in the reader's words, with the code that the command takes")
    func words() throws {
        let refusal = Refusal.moveNotAllowed(
            "S-14", from: SegmentStatus.inProgress, to: .accepted, allowed: SegmentLifeCycle.next(after: .inProgress))
        #expect(refusal.message.english == "S-14 is in progress; “accepted” is not possible now.")
        #expect(refusal.message.german == "S-14 ist im Bau; „abgenommen“ geht jetzt nicht.")
        #expect(refusal.cure?.german == "Jetzt möglich: verlegt (laid).")
        #expect(refusal.place?.value == "in_progress")
        let claim = Refusal.moveNotAllowed(
            "A-1/1", from: ClaimStatus.checked, to: ClaimStep.certify, allowed: [ClaimStep.check, .approve])
        #expect(claim.message.english == "A-1/1 is checked; “certify” is not possible now.")
        #expect(claim.message.german == "A-1/1 ist geprüft; „bestätigen“ geht jetzt nicht.")
        #expect(claim.cure?.english == "Possible now: check, approve.")
        #expect(claim.cure?.german == "Jetzt möglich: prüfen (check), bewilligen (approve).")
        let end = Refusal.moveNotAllowed("A-1/1", from: ClaimStatus.rejected, to: ClaimStep.pay, allowed: [])
        #expect(end.cure?.german == "Auf „abgelehnt“ folgt nichts mehr.")
    }

    @Test("cleared needs every required clearance valid that day")
    func cleared() throws {
        #expect(try move(.planned, .cleared, [valid]).status == .cleared)
        for invalid in [
            Clearance(kind: .rail), Clearance(kind: .rail, validFrom: day("2026-04-02")),
            Clearance(kind: .rail, validFrom: day("2026-03-01"), validUntil: day("2026-03-31")),
        ] {
            let found: Refusal?
            do {
                _ = try move(.planned, .cleared, [valid, invalid])
                found = nil
            } catch { found = error as? Refusal }
            #expect(found?.code == .clearanceMissing)
            #expect(found?.place?.value == "rail")
            #expect(SegmentLifeCycle.standing(.cleared, required: [invalid], on: on) == .planned)
        }
        #expect(SegmentLifeCycle.standing(.cleared, required: [valid], on: on) == .cleared)
        #expect(SegmentLifeCycle.standing(.laid, required: [Clearance(kind: .rail)], on: on) == .laid)
    }

    @Test("digging without clearance is a fact: it is kept and flagged")
    func flagged() throws {
        #expect(try move(.planned, .inProgress, [Clearance(kind: .rail)]).dugWithoutClearance)
        #expect(try !move(.planned, .inProgress, [valid]).dugWithoutClearance)
        #expect(SegmentLifeCycle.isDugWithoutClearance(required: [Clearance(kind: .rail)], on: on))
    }

    @Test("treasurer, chair and area lead move segments")
    func roles() {
        for role in Role.allCases {
            let code = refusal { _ = try move(.inProgress, .laid, by: Actor(userId: 1, roles: [role])) }
            #expect(code == ([.treasurer, .chair, .areaLead].contains(role) ? nil : .notAllowed))
        }
    }
}
