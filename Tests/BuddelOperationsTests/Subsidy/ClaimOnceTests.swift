import BuddelOperations
import Buddelverein
import Postgres
import Testing

@Suite("Subsidy: a step that is sent twice is done once")
struct ClaimOnceTests {
    @Test("every step of the way answers again as it did, and does nothing more")
    func wholeWay() async throws {
        try await SubsidyTown.with { town in
            let first = try await town.treasurer.fileClaim(
                award: "A-1", cutoffOn: SubsidyTown.cutoff, idempotencyKey: "file")
            let again = try await town.treasurer.fileClaim(
                award: "A-1", cutoffOn: SubsidyTown.cutoff, idempotencyKey: "file")
            #expect(first == again)
            for _ in 0..<2 { try await town.chair.certifyClaim("A-1/1", idempotencyKey: "certify") }
            for _ in 0..<2 {
                let claimable = try await town.clerk.checkClaim("A-1/1", cuts: [], idempotencyKey: "check")
                #expect(claimable == SubsidyTown.claimable)
            }
            for _ in 0..<2 {
                let approved = try await town.approver.approveClaim("A-1/1", idempotencyKey: "approve")
                #expect(approved == SubsidyTown.claimable)
            }
            for _ in 0..<2 {
                #expect(try await town.cashier.releaseClaim("A-1/1", idempotencyKey: "release") == false)
            }
            for _ in 0..<2 {
                #expect(try await town.secondCashier.releaseClaim("A-1/1", idempotencyKey: "release") == true)
            }
            for _ in 0..<2 {
                #expect(
                    try await town.cashier.payClaim("A-1/1", idempotencyKey: "pay") == SubsidyTown.claimable)
            }
            for _ in 0..<2 {
                try await town.approver.revokeClaim(
                    "A-1/1", amount: Money(cents: 100), reason: "too much", idempotencyKey: "revoke")
            }
            let view = try await town.treasurer.claim("A-1/1")
            #expect(
                view.steps.map(\.step) == [.file, .certify, .check, .approve, .release, .release, .pay, .revoke])
            #expect(view.claim.revoked == Money(cents: 100))
        }
    }

    @Test("another request with the same key is refused, whatever differs")
    func reused() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff, idempotencyKey: "key")
            let earlier = Day(number: SubsidyTown.cutoff.number - 1)
            #expect(
                await refusal {
                    _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: earlier, idempotencyKey: "key")
                } == .keyReused)
            #expect(
                await refusal {
                    _ = try await town.treasurer.withdrawClaim("A-1/1", idempotencyKey: "key")
                } == .keyReused)
            // A key is its sender's own.
            try await town.chair.certifyClaim("A-1/1", idempotencyKey: "key")
            try await town.clerk.returnClaim("A-1/1", questions: "Why?", idempotencyKey: "back")
            #expect(
                await refusal {
                    try await town.clerk.returnClaim("A-1/1", questions: "Why not?", idempotencyKey: "back")
                } == .keyReused)
        }
    }

    @Test("what was refused may be tried again with its key")
    func refusedFirst() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            #expect(
                await refusal {
                    _ = try await town.clerk.checkClaim("A-1/1", cuts: [], idempotencyKey: "check")
                } == .moveNotAllowed)
            try await town.chair.certifyClaim("A-1/1")
            #expect(
                try await town.clerk.checkClaim("A-1/1", cuts: [], idempotencyKey: "check") == SubsidyTown.claimable)
        }
    }

    @Test("one payment sent twice at the same moment is paid once, and both get the answer")
    func together() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .released)
            async let one = town.cashier.payClaim("A-1/1", idempotencyKey: "pay")
            async let two = town.cashier.payClaim("A-1/1", idempotencyKey: "pay")
            #expect(try await [one, two] == [SubsidyTown.claimable, SubsidyTown.claimable])
            #expect(try await town.treasurer.claim("A-1/1").steps.filter { $0.step == .pay }.count == 1)
        }
    }
}
