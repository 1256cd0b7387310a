import Buddelverein
import Testing

@Suite("Quantities: how long free texts may be and what they may hold")
struct TextLimitTests {
    private static let today = day("2026-04-18")

    private func member(_ change: (inout Member) -> Void) -> [String?] {
        var member = Member(number: "M-1", kind: .household, name: "Anna", joinedOn: Self.today)
        change(&member)
        return member.faults(KnownRecords()).map(\.place?.field)
    }

    @Test("names have 200 characters at most, and each field of a person is named")
    func names() {
        #expect(member { $0.name = String(repeating: "ä", count: 200) } == [])
        #expect(member { $0.name = String(repeating: "ä", count: 201) } == ["name"])
        let found = member { member in
            for path in [\Member.street, \.houseNumber, \.postcode, \.city, \.email, \.phone] {
                member[keyPath: path] = "a\u{1B}[2J"
            }
        }
        #expect(found == ["street", "house_number", "postcode", "city", "email", "phone"])
    }

    @Test("a gift is told in 500 characters of one line; the refusal does not repeat it all")
    func gift() throws {
        func faults(_ what: String) -> [Refusal] {
            GiftRecord(ref: "G-1", date: Self.today, memberNumber: "M-1", what: what, value: Money(cents: 100))
                .faults(KnownRecords(members: [Member(number: "M-1", kind: .farm, name: "A", joinedOn: Self.today)]))
        }
        #expect(faults(String(repeating: "a", count: 500)) == [])
        let long = try #require(faults(String(repeating: "a", count: 5_000)).first)
        #expect(long.code == .invalidValue && long.place?.field == "what")
        #expect(long.place?.value?.count == 40 && long.message.english.contains("500"))
        for text in ["a\nb", "\u{1B}[2J", "\u{7F}", "\u{9B}2J", "a\tb"] {
            #expect(faults(text).map(\.place?.field) == ["what"])
        }
    }

    @Test("suppliers, areas, conduits, programmes and associations are bounded too")
    func others() {
        let long = String(repeating: "a", count: 201)
        #expect(Area(code: "A", name: long, polygons: []).faults().map(\.place?.field) == ["name"])
        let helper = Helper(code: "H-1", name: long, memberNumber: nil).faults(KnownRecords())
        #expect(helper.map(\.place?.field) == ["name"])
        let ags = Ags(rawValue: "05978032")!
        let association = AssociationProfile(
            code: "a", name: long, seatAgs: ags, register: CourtRegister(court: long, number: long))
        #expect(association.faults().map(\.place?.field) == ["name", "register.court", "register.number"])
        let programme = Programme(
            code: "P", funder: long, ags: TerritoryKey(rawValue: "05")!, title: long, financing: .full)
        #expect(programme.faults().map(\.place?.field) == ["funder", "title"])
    }

    @Test("a step of a claim may have lines, 4,000 characters at most")
    func statements() {
        #expect(throws: Never.self) { try TextLimits.require(statement: "first\n\tsecond", "questions") }
        for text in ["a\u{1B}b", String(repeating: "a", count: 4_001)] {
            #expect {
                try TextLimits.require(statement: text, "questions")
            } throws: {
                ($0 as? Refusal)?.code == .invalidValue && ($0 as? Refusal)?.place?.field == "questions"
            }
        }
    }
}
