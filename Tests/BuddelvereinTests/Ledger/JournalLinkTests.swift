import Buddelverein
import Testing

@Suite("Ledger: what the hash chain is computed from")
struct JournalLinkTests {
    private let link = JournalLink(association: "a", batch: 12, hash: (0..<32).map { UInt8($0 * 8) })

    @Test("a link is read back from its JSON, also as a member of something larger")
    func roundTrip() throws {
        #expect(try JournalLink(json: link.json) == link)
        #expect(try JournalLink(json: ["year": 2026, "journal": link.json]) == link)
        #expect(link.json["hash"]?.stringValue?.hasPrefix("0008101820") == true)
    }

    @Test(
        "what holds no association, batch and hash of 32 bytes is refused",
        arguments: [
            [:], ["association": "a", "batch": 1, "hash": "00"], ["association": "a", "batch": -1, "hash": "00"],
            ["batch": 1, "hash": "00"], "text",
        ] as [JSONValue])
    func refused(_ json: JSONValue) {
        #expect { try JournalLink(json: json) } throws: { ($0 as? Refusal)?.code == .invalidJSON }
    }

    @Test("hexadecimal digits are read in either case, and nothing else is")
    func hexadecimal() {
        #expect([UInt8](hexadecimal: "0aFf") == [10, 255])
        #expect([UInt8](hexadecimal: "0a0") == nil && [UInt8](hexadecimal: "zz") == nil)
        #expect(([10, 255] as [UInt8]).hexadecimal == "0aff")
    }

    @Test("the text of an entry is as the internals document it")
    func text() throws {
        var entry = ChainedEntry(
            associationID: 1, number: 7, batch: 2, voucherID: 9, contentHash: [0xAB, 0xCD], reason: "recorded",
            effectiveOn: try Day(parsing: "2000-01-02"), bookedOn: try Day(parsing: "1999-12-31"), reverses: nil,
            digest: [],
            transfers: [
                ChainedEntry.Transfer(
                    position: 1, debit: "bank", credit: "income:other", unit: "eur_cents", quantity: 5, memberID: 3),
                ChainedEntry.Transfer(
                    position: 2, debit: "cash", credit: "bank", unit: "eur_cents", quantity: 6, segmentID: 4, awardID: 8
                ),
            ])
        #expect(
            entry.digestText == """
                1|7|9|abcd|recorded|1|-1|-
                1|bank|income:other|eur_cents|5|3|-|-
                2|cash|bank|eur_cents|6|-|4|8
                """)
        entry.reverses = 3
        #expect(entry.digestText?.hasPrefix("1|7|9|abcd|recorded|1|-1|3\n") == true)
        entry.contentHash = nil
        #expect(entry.digestText == nil)
    }

    @Test("a booking year runs from its first day to the day before the next")
    func bookingYear() throws {
        let days = MonthDay(month: 7, day: 1)?.days(ofBookingYear: 2026)
        #expect(try days?.first == Day(parsing: "2026-07-01"))
        #expect(try days?.last == Day(parsing: "2027-06-30"))
        #expect(MonthDay.newYear.days(ofBookingYear: 9999) == nil)
    }
}
