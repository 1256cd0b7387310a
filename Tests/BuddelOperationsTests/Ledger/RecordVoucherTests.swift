import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Foundation
import Postgres
import Testing

@Suite("Ledger: recording vouchers")
struct RecordVoucherTests {
    @Test("vouchers get the next reference of their kind and gapless numbers; invoices and payments are booked at once")
    func recording() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let sheet = try await app.recordTimeSheet([LedgerTown.work(), LedgerTown.work("W-7"), LedgerTown.work()])
            #expect(sheet.refs == ["W-1", "W-7", "W-2"])
            #expect(sheet.lines.map(\.number) == [1, 2, 3])
            #expect(sheet.batch == nil)
            #expect(try await app.recordWork([LedgerTown.work()]).refs == ["W-8"])
            #expect(try await app.recordGift(LedgerTown.gift()).refs == ["G-1"])
            let cost = try await app.addCost(LedgerTown.cost())
            #expect(cost.refs == ["K-1"])
            #expect(cost.batch == 1)
            let payment = try await app.addPayment(LedgerTown.payment())
            #expect(payment.refs == ["P-1"])
            #expect(payment.lines.map(\.number) == [7])
            #expect(try await LedgerTown.balance("payable:suppliers", in: town) == -11_900)
            #expect(try await LedgerTown.balance("receivable:members", in: town) == -70_000)
            #expect(try await LedgerTown.balance("work:labour", in: town) == 0)
        }
    }

    @Test("every fault of every record is reported, and nothing is stored")
    func faults() async throws {
        try await TownApp.with { town async throws in
            var wrong = LedgerTown.work("W-1", member: "M-9")
            wrong.task = "singing"
            var machine = LedgerTown.work("W-2")
            machine.kind = .machine
            let twice = LedgerTown.work("W-2", minutes: 1500)
            do {
                _ = try await town.owner.recordWork([wrong, machine, twice])
                Issue.record("recorded")
            } catch let refusals as Refusals {
                #expect(
                    refusals.all.map { "\($0.code.rawValue) \($0.place?.field ?? "")" } == [
                        "unknown_member member_number", "invalid_value task", "missing_value machine",
                        "invalid_value time", "duplicate_key ref",
                    ])
            }
            #expect(try await town.owner.listVouchers().isEmpty)
        }
    }

    @Test("what is there already, what does not add up, and who is not known is refused by its code")
    func refusals() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            _ = try await app.recordWork([LedgerTown.work("W-1")])
            _ = try await app.addCost(LedgerTown.cost("K-1"))
            var mismatch = LedgerTown.cost("K-2", invoice: "R-2")
            mismatch.gross = Money(cents: 12_000)
            var uneven = LedgerTown.cost("K-2", invoice: "R-2")
            uneven.segments = [Allocation(segment: "S-1", share: BasisPoints(basisPoints: 9_999))]
            var refund = LedgerTown.payment()
            refund.purpose = .refund
            let codes = [
                await refusal { _ = try await app.recordWork([LedgerTown.work("W-1")]) },
                await refusal { _ = try await app.recordWork([LedgerTown.work("a b")]) },
                await refusal { _ = try await app.recordWork([LedgerTown.work(worker: "H-9")]) },
                await refusal { _ = try await app.recordWork([LedgerTown.work(worker: "M-2")]) },
                await refusal { _ = try await app.recordWork([LedgerTown.work(member: nil)]) },
                await refusal { _ = try await app.addCost(LedgerTown.cost("K-2")) },
                await refusal { _ = try await app.addCost(mismatch) },
                await refusal { _ = try await app.addCost(uneven) },
                await refusal { _ = try await app.addPayment(refund) },
                await refusal { _ = try await app.recordWork([LedgerTown.work()], in: "zzz") },
            ]
            #expect(
                codes == [
                    .duplicateReference, .invalidValue, .unknownHelper, .unknownHelper, .noWorker, .duplicateInvoice,
                    .grossMismatch, .allocationSum, .invalidValue, .notFound,
                ])
        }
    }

    @Test("what lies in the future or in no century of ours is refused, when it is recorded and when it is corrected")
    func days() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            func codes(_ day: Day) async -> [RefusalCode?] {
                var work = LedgerTown.work("W-9")
                work.date = day
                var gift = LedgerTown.gift("G-9")
                gift.date = day
                var cost = LedgerTown.cost("K-9")
                cost.invoiceDate = day
                var payment = LedgerTown.payment("P-9")
                payment.date = day
                let stretch = ProgressRecord(
                    ref: "B-9", date: day, segment: "S-1", from: .zero, to: Centimetres(centimetres: 100))
                return [
                    await refusal { _ = try await app.recordWork([work]) },
                    await refusal { _ = try await app.recordGift(gift) },
                    await refusal { _ = try await app.addCost(cost) },
                    await refusal { _ = try await app.addPayment(payment) },
                    await refusal { _ = try await app.recordProgress([stretch], in: nil) },
                ]
            }
            #expect(await codes(TownApp.day(1)) == Array(repeating: .futureDate, count: 5))
            #expect(await codes(.first) == Array(repeating: .invalidValue, count: 5))
            #expect(await codes(.last) == Array(repeating: .invalidValue, count: 5))
            #expect(await codes(TownApp.today) == Array(repeating: nil, count: 5))
            var later = BuddelApp.Correction()
            later.date = TownApp.day(1)
            let corrected = await refusal { _ = try await app.correctVoucher("W-9", to: later) }
            #expect(corrected == .futureDate)
        }
    }

    @Test("amounts beyond what a voucher can hold leave the reports as they were")
    func amounts() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            var gift = LedgerTown.gift()
            gift.value = Money(cents: .max)
            let recorded = await refusal { _ = try await app.recordGift(gift) }
            #expect(recorded == .invalidValue)
            gift.value = VoucherLimits.amount
            for ref in ["G-1", "G-2"] {
                _ = try await app.recordGift(gift)
                _ = try await lead.confirmVouchers([ref])
            }
            let twice = Money(cents: 2 * VoucherLimits.amount.cents)
            #expect(try await app.fetchStatement(of: "M-1", in: nil).given.gifts == twice)
            #expect(try await LedgerTown.balance("work:gift", in: town) == twice.cents)
            _ = try await app.trialBalance()
        }
    }

    @Test("a member records what is his own or his household's; an auditor nothing")
    func ownWork() async throws {
        try await TownApp.with { town async throws in
            _ = try await town.owner.addHelper(Helper(code: "H-1", name: "Jan", memberNumber: "M-1"), in: nil)
            _ = try await town.owner.addHelper(Helper(code: "H-2", name: "Ole", memberNumber: "M-2"), in: nil)
            let anna = try await town.user("anna", .member, member: "M-1")
            let nobody = try await town.user("nobody", .member)
            let auditor = try await town.user("auditor", .auditor)
            #expect(try await anna.recordWork([LedgerTown.work(), LedgerTown.work(worker: "H-1")]).refs.count == 2)
            let codes = [
                await refusal { _ = try await anna.recordWork([LedgerTown.work(member: "M-2")]) },
                await refusal { _ = try await anna.recordWork([LedgerTown.work(worker: "H-2")]) },
                await refusal { _ = try await anna.recordGift(LedgerTown.gift()) },
                await refusal { _ = try await nobody.recordWork([LedgerTown.work()]) },
                await refusal { _ = try await auditor.recordWork([LedgerTown.work()]) },
                await refusal { _ = try await auditor.addPayment(LedgerTown.payment()) },
            ]
            #expect(codes == Array(repeating: .notAllowed, count: 6))
        }
    }

    @Test("the same request with the same key is done once and answered alike; another one with that key is refused")
    func idempotency() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let first = try await app.recordWork([LedgerTown.work()], idempotencyKey: "k1")
            let again = try await app.recordWork([LedgerTown.work()], idempotencyKey: "k1")
            #expect(first == again)
            #expect(try await app.listVouchers().count == 1)
            #expect(
                await refusal { _ = try await app.recordWork([LedgerTown.work(minutes: 60)], idempotencyKey: "k1") }
                    == .keyReused)
            #expect(
                await refusal { _ = try await app.addPayment(LedgerTown.payment(), idempotencyKey: "k1") } == .keyReused
            )
            let reversal = try await app.reverseVouchers(["W-1"], idempotencyKey: "k2")
            #expect(try await app.reverseVouchers(["W-1"], idempotencyKey: "k2") == reversal)
            // Another user's keys are his own.
            let treasurer = try await town.user("treasurer", .treasurer)
            #expect(try await treasurer.recordWork([LedgerTown.work()], idempotencyKey: "k1").refs == ["W-2"])
            // A refused request leaves its key free.
            #expect(
                await refusal { _ = try await app.reverseVouchers(["W-1"], idempotencyKey: "k3") } == .alreadyReversed)
            #expect(try await app.addPayment(LedgerTown.payment(), idempotencyKey: "k3").refs == ["P-1"])
        }
    }

    @Test("one request sent by ten sessions at once with one key is done once")
    func idempotencyAtOnce() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let receipts = try await withThrowingTaskGroup(of: VoucherReceipt.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await app.recordWork([LedgerTown.work()], idempotencyKey: "once") }
                }
                return try await group.reduce(into: Set<VoucherReceipt>()) { $0.insert($1) }
            }
            #expect(receipts.count == 1)
            #expect(try await app.listVouchers().count == 1)
        }
    }

    @Test("a file is attached with the voucher; the same name later means the same paper; a wrong file stores nothing")
    func documents() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sheet = folder.appending(path: "sheet.pdf").path(percentEncoded: false)
        try Data("%PDF-1.4\nstartxref\n0\n%%EOF\n".utf8).write(to: URL(filePath: sheet))
        let text = folder.appending(path: "text.pdf").path(percentEncoded: false)
        try Data("hello".utf8).write(to: URL(filePath: text))
        try await TownApp.with { town async throws in
            let app = town.owner
            var work = LedgerTown.work()
            work.document = "sheet.pdf"
            _ = try await app.recordWork([work], files: [sheet])
            _ = try await app.recordWork([work])
            for ref in ["W-1", "W-2"] {
                let documents = try await app.showVoucher(ref).documents
                #expect(documents.map(\.name) == ["sheet.pdf"])
                #expect(documents.allSatisfy { $0.mediaType == "application/pdf" })
            }
            work.document = "other.pdf"
            _ = try await app.recordWork([work])
            #expect(try await app.showVoucher("W-3").documents.map(\.documentID) == [nil])
            #expect(
                await refusal { _ = try await app.recordWork([work], files: [text]) } == .unknownDocumentType)
            #expect(
                await refusal { _ = try await app.recordWork([work], files: [sheet + ".gone"]) } == .fileUnreadable)
            #expect(try await app.listVouchers().count == 3)
        }
    }
}
