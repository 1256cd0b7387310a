import Buddelverein
import Testing

@Suite("Association: faults of records")
struct AssociationFaultTests {
    private let known = KnownRecords(members: [
        Member(number: "M-1", kind: .person, name: "Anna", joinedOn: day("2025-01-01"))
    ])

    private func found(_ faults: [Refusal]) -> [String] {
        faults.map { "\($0.code.rawValue) \($0.place?.field ?? "")" }
    }

    @Test("check digits of IBANs and creditor identifiers")
    func checkDigits() {
        #expect(CheckDigits.isIban("DE89370400440532013000"))
        #expect(CheckDigits.isIban("de89 3704 0044 0532 0130 00"))
        #expect(CheckDigits.isIban("GB82WEST12345698765432"))
        for wrong in ["", "DE", "DE88370400440532013000", "DE8937040044053201300", "DE89370400440532013OOO", "89DE37"] {
            #expect(!CheckDigits.isIban(wrong))
        }
        #expect(CheckDigits.isCreditorId("DE98ZZZ09999999999"))
        #expect(CheckDigits.isCreditorId("DE98ABC09999999999"))
        for wrong in ["", "DE97ZZZ09999999999", "DE98ZZZ0999999999", "DE98ZZZ09999999998", "98DEZZZ0"] {
            #expect(!CheckDigits.isCreditorId(wrong))
        }
    }

    @Test("an association has a code, a name, valid numbers, and keys that make a hundred percent")
    func profile() {
        var profile = AssociationProfile(
            code: "a", name: "A e.V.", seatAgs: Village.selm, iban: "DE89370400440532013000",
            creditorId: "DE98ZZZ09999999999",
            settlement: SettlementRule(keys: [SettlementKey(basis: .member, share: .whole)]))
        #expect(found(profile.faults()) == [])
        profile.code = ""
        profile.iban = "DE00"
        profile.creditorId = "DE00"
        profile.settlement?.keys[0].share = percent("99.00")
        profile.settlement?.machineRates = ["tractor": rate("-1.00")]
        #expect(
            found(profile.faults()) == [
                "missing_value code", "invalid_iban iban", "invalid_creditor_id creditor_id",
                "allocation_sum settlement.keys.share", "invalid_value settlement.machine_rates.tractor",
            ])
        profile.settlement?.keys = []
        #expect(found(profile.faults()).contains("missing_value settlement.keys"))
    }

    @Test("a member joins before leaving, with a valid IBAN and a known successor")
    func member() {
        let wrong = Member(
            number: "", kind: .person, name: "", joinedOn: day("2026-01-02"), leftOn: day("2026-01-01"), iban: "DE00",
            successor: "M-9")
        #expect(
            found(wrong.faults(known)) == [
                "missing_value number", "missing_value name", "invalid_order joined_on", "invalid_iban iban",
                "unknown_member successor",
            ])
        #expect(
            found(Helper(code: "H-1", name: "Ben", memberNumber: "M-9").faults(known)) == [
                "unknown_member member_number"
            ])
    }

    @Test("only the members on a circle of successors are at fault")
    func cycles() {
        func member(_ number: String, _ successor: String?) -> Member {
            Member(number: number, kind: .person, name: number, joinedOn: day("2025-01-01"), successor: successor)
        }
        let members = [member("a", "b"), member("b", "c"), member("c", "b"), member("d", "d"), member("e", nil)]
        let faults = Member.cycleFaults(members)
        #expect(faults.map(\.index) == [1, 2, 3])
        #expect(faults.allSatisfy { $0.refusal.code == .successorCycle })
        #expect(faults[0].refusal.message.english == "The successors form a circle: b → c → b.")
        #expect(faults.map { $0.refusal.place?.value } == ["b", "c", "d"])
    }

    @Test("a circle of very many members names the first of them for each, and a chain of very many is no circle")
    func longCycles() {
        let count = 50_000
        func members(last: String?) -> [Member] {
            (0..<count).map { number in
                Member(
                    number: "M-\(number)", kind: .person, name: "x", joinedOn: day("2025-01-01"),
                    successor: number + 1 < count ? "M-\(number + 1)" : last)
            }
        }
        #expect(Member.cycleFaults(members(last: nil)).isEmpty)
        let faults = Member.cycleFaults(members(last: "M-0"))
        #expect(faults.map(\.index) == Array(0..<count))
        #expect(
            faults[count - 1].refusal.message.english
                == "The successors form a circle: M-49999 → M-0 → M-1 → M-2 → M-3 → M-4 → M-5 → M-6 → M-7 → M-8 → … → M-49999."
        )
        #expect(faults.allSatisfy { $0.refusal.message.english.utf8.count < 200 })
        #expect(Member.cycleFaults(members(last: "M-40000")).count == 10_000)
    }
}
