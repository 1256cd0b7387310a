import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: confirming, refusing, reversing, correcting, paying")
struct DecideVoucherTests {
    @Test("a second person confirms by login or on paper, and that books; all of a request or none")
    func confirming() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await town.owner.recordWork([LedgerTown.work(), LedgerTown.work(), LedgerTown.work(member: "M-2")])
            _ = try await town.owner.recordGift(LedgerTown.gift())
            #expect(await refusal { _ = try await lead.confirmVouchers(["W-1", "W-3"]) } == .selfConfirmation)
            #expect(try await LedgerTown.balance("work:labour", in: town) == 0)
            let receipt = try await lead.confirmVouchers(["W-1", "G-1"])
            #expect(receipt.batch == 1)
            #expect(try await LedgerTown.balance("work:labour", in: town) == 390)
            #expect(try await LedgerTown.balance("work:gift", in: town) == 5_000)
            let signed = BuddelApp.Decider(member: "M-3", day: LedgerTown.day, onPaper: true)
            _ = try await lead.confirmVouchers(["W-3"], by: signed)
            let detail = try await town.owner.showVoucher("W-3")
            #expect(detail.decision?.member == "M-3")
            #expect(detail.decision?.channel == .paper)
            #expect(detail.decision?.recordedBy == "lead")
            #expect(detail.work?.confirmedOn == LedgerTown.day)
            #expect(detail.voucher.state == .posted)
            #expect(detail.entries.map(\.effectiveOn) == [LedgerTown.day])
        }
    }

    @Test("who may not confirm, and what can't be confirmed, is refused by its code")
    func refusals() async throws {
        try await TownApp.with { town async throws in
            _ = try await town.owner.addHelper(Helper(code: "H-1", name: "Jan", memberNumber: "M-2"), in: nil)
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            let stranger = try await town.user("stranger", .areaLead)
            let member = try await town.user("member", .member, member: "M-3")
            _ = try await town.owner.recordWork(
                [LedgerTown.work(), LedgerTown.work(worker: "H-1"), LedgerTown.work(), LedgerTown.work()])
            _ = try await town.owner.addPayment(LedgerTown.payment())
            _ = try await lead.confirmVouchers(["W-3"])
            _ = try await lead.refuseVouchers(["W-4"])
            let codes = [
                await refusal { _ = try await town.owner.confirmVouchers(["W-1"]) },
                await refusal { _ = try await member.confirmVouchers(["W-1"]) },
                await refusal { _ = try await stranger.confirmVouchers(["W-1"]) },
                await refusal { _ = try await lead.confirmVouchers(["W-1"], by: .init(member: "M-3")) },
                await refusal { _ = try await lead.confirmVouchers(["W-1"], by: .init(onPaper: true)) },
                await refusal { _ = try await lead.confirmVouchers(["W-1"], by: .init(member: "M-1", onPaper: true)) },
                await refusal { _ = try await lead.confirmVouchers(["W-1"], by: .init(member: "M-9", onPaper: true)) },
                await refusal { _ = try await lead.confirmVouchers(["W-2"]) },
                await refusal { _ = try await lead.confirmVouchers(["W-3"]) },
                await refusal { _ = try await lead.confirmVouchers(["W-4"]) },
                await refusal { _ = try await lead.confirmVouchers(["P-1"]) },
                await refusal { _ = try await lead.confirmVouchers(["W-99"]) },
                await refusal { _ = try await lead.refuseVouchers(["W-1"], by: .init(member: "M-9", onPaper: true)) },
                await refusal { _ = try await lead.refuseVouchers(["W-1"], by: .init(member: "M-3")) },
            ]
            #expect(
                codes == [
                    .notLoggedIn, .notAllowed, .missingValue, .notAllowed, .missingValue, .selfConfirmation,
                    .unknownMember, .selfConfirmation, .alreadyDecided, .alreadyDecided, .notToBeConfirmed, .notFound,
                    .unknownMember, .notAllowed,
                ])
        }
    }

    @Test("a decision by login is of today, one on paper lies between the voucher and today")
    func days() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await town.owner.recordWork([LedgerTown.work(), LedgerTown.work()])
            func confirm(_ day: Int, onPaper: Bool) async -> RefusalCode? {
                let decider = BuddelApp.Decider(member: "M-2", day: TownApp.day(day), onPaper: onPaper)
                return await refusal { _ = try await lead.confirmVouchers(["W-1"], by: decider) }
            }
            func refuse(_ day: Int, onPaper: Bool) async -> RefusalCode? {
                let decider = BuddelApp.Decider(day: TownApp.day(day), onPaper: onPaper)
                return await refusal { _ = try await lead.refuseVouchers(["W-2"], by: decider) }
            }
            #expect(await confirm(-1, onPaper: false) == .invalidValue)
            #expect(await confirm(1, onPaper: false) == .invalidValue)
            #expect(await confirm(1, onPaper: true) == .futureDate)
            #expect(await confirm(-8, onPaper: true) == .invalidOrder)
            #expect(await refuse(-1, onPaper: false) == .invalidValue)
            #expect(await refuse(-8, onPaper: true) == .invalidOrder)
            #expect(await confirm(-7, onPaper: true) == nil)
            #expect(await refuse(0, onPaper: false) == nil)
            #expect(try await town.owner.showVoucher("W-1").work?.confirmedOn == LedgerTown.day)
        }
    }

    @Test("a reversal takes back every entry of a voucher once; what nobody decided on is withdrawn")
    func reversing() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await app.recordWork([LedgerTown.work(), LedgerTown.work()])
            _ = try await lead.confirmVouchers(["W-1"])
            var cost = LedgerTown.cost()
            cost.paidOn = LedgerTown.day
            cost.paid = Money(cents: 11_662)
            _ = try await app.addCost(cost)
            let receipt = try await app.reverseVouchers(["W-1", "W-2", "K-1"])
            #expect(receipt.lines.map(\.outcome) == [.reversed, .withdrawn, .reversed])
            for account in ["work:labour", "given:labour", "bank", "payable:suppliers", "expense:conduit"] {
                #expect(try await LedgerTown.balance(account, in: town) == 0, "\(account)")
            }
            #expect(try await app.showVoucher("K-1").entries.map(\.reverses) == [nil, nil, 2, 3])
            #expect(try await app.listWork().isEmpty)
            #expect(try await app.listCosts().isEmpty)
            #expect(try await app.listVouchers().map(\.state) == [.reversed, .withdrawn, .reversed])
            let codes = [
                await refusal { _ = try await app.reverseVouchers(["W-1"]) },
                await refusal { _ = try await app.reverseVouchers(["W-2"]) },
                await refusal { _ = try await lead.confirmVouchers(["W-2"]) },
                await refusal { _ = try await lead.reverseVouchers(["K-1"]) },
                await refusal { _ = try await app.payCost("K-1", on: LedgerTown.day) },
            ]
            #expect(codes == [.alreadyReversed, .alreadyReversed, .alreadyDecided, .notAllowed, .alreadyReversed])
            // The invoice may be recorded anew; its first number stays taken.
            #expect(try await app.addCost(LedgerTown.cost()).refs == ["K-2"])
            #expect(try await app.checkIntegrity().isHealthy)
        }
    }

    @Test("undo of a receipt takes back all that it recorded, in one batch")
    func undoing() async throws {
        try await TownApp.with { town async throws in
            let sheet = try await town.owner.recordTimeSheet([LedgerTown.work(), LedgerTown.work()])
            #expect(try await town.owner.reverse(sheet).lines.map(\.outcome) == [.withdrawn, .withdrawn])
            let payment = try await town.owner.addPayment(LedgerTown.payment())
            #expect(try await town.owner.reverse(payment).lines.map(\.outcome) == [.reversed])
        }
    }

    @Test("a reference that several kinds share needs the kind")
    func ambiguous() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            _ = try await app.recordWork([LedgerTown.work("X-1")])
            _ = try await app.addPayment(LedgerTown.payment("X-1"))
            #expect(await refusal { _ = try await app.reverseVouchers(["X-1"]) } == .ambiguousName)
            #expect(await refusal { _ = try await app.showVoucher("X-1") } == .ambiguousName)
            #expect(try await app.reverseVouchers(["X-1"], kind: .payment).lines.map(\.kind) == [.payment])
        }
    }

    @Test("work and gifts may be corrected until the first decision; the hash follows, the number stays")
    func correcting() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await app.recordWork([LedgerTown.work()])
            _ = try await app.recordGift(LedgerTown.gift())
            _ = try await app.addPayment(LedgerTown.payment())
            let before = try await app.showVoucher("W-1").voucher
            var correction = BuddelApp.Correction()
            correction.time = Minutes(minutes: 300)
            correction.memberNumber = "M-3"
            correction.version = 1
            _ = try await app.correctVoucher("W-1", to: correction)
            let after = try await app.showVoucher("W-1")
            #expect(after.work?.time == Minutes(minutes: 300))
            #expect(after.work?.memberNumber == "M-3")
            #expect(after.voucher.contentHash != before.contentHash)
            #expect(after.voucher.number == before.number)
            #expect(after.voucher.version == 2)
            var value = BuddelApp.Correction()
            value.value = Money(cents: 6_000)
            _ = try await app.correctVoucher("G-1", to: value)
            var wrong = BuddelApp.Correction()
            wrong.task = "singing"
            let codes = [
                await refusal { _ = try await app.correctVoucher("W-1", to: correction) },
                await refusal { _ = try await app.correctVoucher("W-1", to: wrong) },
                await refusal { _ = try await app.correctVoucher("P-1", to: value) },
                await refusal { _ = try await lead.correctVoucher("G-1", to: value) },
            ]
            #expect(codes == [.contentChanged, .invalidValue, .voucherFrozen, .notAllowed])
            // What was shown before the correction is not what stands there now.
            #expect(
                await refusal { _ = try await lead.confirmVouchers(["W-1"], seen: ["W-1": 1]) } == .contentChanged)
            #expect(await refusal { _ = try await lead.refuseVouchers(["W-1"], seen: ["W-1": 1]) } == .contentChanged)
            _ = try await lead.confirmVouchers(["W-1"], seen: ["W-1": 2])
            correction.version = nil
            #expect(await refusal { _ = try await app.correctVoucher("W-1", to: correction) } == .voucherFrozen)
            #expect(try await LedgerTown.balance("work:labour", in: town) == 300)
            _ = try await app.verifyJournal()
        }
    }

    @Test("an invoice is paid once; less than gross is a discount")
    func paying() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            _ = try await app.addCost(LedgerTown.cost())
            #expect(
                await refusal { _ = try await app.payCost("K-1", on: LedgerTown.day, paid: Money(cents: -1)) }
                    == .invalidValue)
            #expect(
                await refusal { _ = try await app.payCost("K-1", on: LedgerTown.day, paid: Money(cents: 11_901)) }
                    == .invalidValue)
            #expect(await refusal { _ = try await app.payCost("K-1", on: TownApp.day(1)) } == .futureDate)
            _ = try await app.payCost("K-1", on: LedgerTown.day, paid: Money(cents: 11_662))
            #expect(try await LedgerTown.balance("bank", in: town) == -11_662)
            #expect(try await LedgerTown.balance("payable:suppliers", in: town) == 0)
            #expect(try await LedgerTown.balance("expense:conduit", in: town) == 11_662)
            #expect(try await app.listCosts().map(\.paid) == [Money(cents: 11_662)])
            #expect(await refusal { _ = try await app.payCost("K-1", on: LedgerTown.day) } == .alreadyPaid)
            #expect(await refusal { _ = try await app.payCost("K-9", on: LedgerTown.day) } == .notFound)
        }
    }

    @Test("a voucher's content that was changed behind the program's back is found, with its reference")
    func tampering() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await town.owner.recordWork([LedgerTown.work(), LedgerTown.work()])
            _ = try await lead.confirmVouchers(["W-1", "W-2"])
            _ = try await town.owner.verifyJournal()
            try await LedgerTown.tamper(
                town,
                """
                update buddel.work_vouchers set minutes = 391
                where voucher_id = (select id from buddel.vouchers where ref = 'W-2');
                """)
            do {
                _ = try await town.owner.verifyJournal()
                Issue.record("not found")
            } catch let refusal as Refusal {
                #expect(refusal.code == .journalBroken)
                #expect(refusal.place?.value == "W-2")
            }
        }
    }

    @Test("a settlement needs a rule, and who may ask")
    func settlement() async throws {
        try await TownApp.with { town async throws in
            let member = try await town.user("member", .member, member: "M-3")
            _ = try await town.owner.addPayment(LedgerTown.payment())
            _ = try await town.owner.addCost(LedgerTown.cost())
            let settlement = try await town.owner.previewSettlement(on: TownApp.today)
            #expect(settlement.toShare == Money(cents: 11_900))
            #expect(settlement.members.map(\.balance.cents) == [3_967 - 70_000, 3_967, 3_966])
            #expect(await refusal { _ = try await member.previewSettlement(on: TownApp.today) } == .notAllowed)
            try await town.owner.addAssociation(AssociationProfile(code: "b", name: "B", seatAgs: TownApp.ags))
            #expect(
                await refusal { _ = try await town.owner.previewSettlement(on: TownApp.today, in: "b") }
                    == .missingValue)
            #expect(
                await refusal { _ = try await town.owner.previewSettlement(on: TownApp.today) } == .associationNeeded)
        }
    }
}
