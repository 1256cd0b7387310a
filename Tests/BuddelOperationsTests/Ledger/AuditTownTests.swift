import BuddelOperations
import BuddelStore
import Buddelverein
import Testing

@Suite("Ledger: the verification of several associations' journals")
struct AuditTownTests {
    /// What an owner without guards does to association `b`, and the place that must be named.
    static let tamperings: [(name: String, statements: [String], place: String)] = [
        (
            "a changed quantity",
            ["update buddel.transfers set quantity = quantity + 1 where association_id = 2 and entry_number = 2"],
            "entry 2"
        ),
        (
            "a removed entry",
            [
                "delete from buddel.transfers where association_id = 2 and entry_number = 2",
                "delete from buddel.entries where association_id = 2 and number = 2",
            ], "entry 2"
        ),
        (
            "swapped links",
            [
                """
                update buddel.batches b set previous_hash = o.previous_hash, hash = o.hash from buddel.batches o
                where b.association_id = 2 and o.association_id = 2 and b.number in (2, 3) and o.number = 5 - b.number
                """
            ], "batch 2"
        ),
        (
            "a changed text",
            [
                """
                update buddel.cost_vouchers set supplier = 'Other' from buddel.vouchers v
                where v.id = voucher_id and ref = 'K-9'
                """
            ],
            "voucher K-9"
        ),
        (
            "a changed content hash",
            ["update buddel.vouchers set content_hash = sha256(content_hash) where association_id = 2 and ref = 'K-9'"],
            "voucher K-9"
        ),
        (
            "a changed content hash of one who is said to be erased",
            [
                """
                update buddel.vouchers set salt = null, content_hash = sha256(content_hash)
                where association_id = 2 and ref = 'K-9'
                """
            ],
            "entry"
        ),
        ("a missing batch", ["delete from buddel.batches where association_id = 2 and number = 2"], "batch 2"),
        (
            "transfers without an entry",
            [
                """
                insert into buddel.transfers
                    (association_id, entry_number, position, debit_account, credit_account, unit, quantity)
                select 2, 999, position, debit_account, credit_account, unit, quantity from buddel.transfers
                where association_id = 2 and entry_number = 1
                """
            ], "entry 999"
        ),
    ]

    /// The two associations of `SubsidyTown`; `b` has three batches.
    private func withBooks(_ body: (SubsidyTown) async throws -> Void) async throws {
        try await SubsidyTown.with(endsHealthy: false) { town async throws in
            for ref in ["K-9", "K-10"] {
                try await town.record(LedgerRecords(costs: [SubsidyTown.cost(ref, "conduit", 100)]), in: 2)
            }
            try await body(town)
        }
    }

    @Test(
        "what an owner without guards changes is found in its association, and hides nothing of the other",
        arguments: tamperings.indices)
    func tampered(_ index: Int) async throws {
        let tampering = Self.tamperings[index]
        try await withBooks { town async throws in
            #expect(try await town.owner.verifyJournals().links.map(\.association) == ["a", "b"])
            for statement in tampering.statements { try await town.town.tamperAsOwner(statement) }
            let findings = try await town.owner.verifyJournals()
            #expect(findings.links.map(\.association) == ["a"], "\(tampering.name)")
            let fault = try #require(findings.faults.first)
            #expect(findings.faults.count == 1 && fault.code == .journalBroken)
            #expect(fault.message.english.hasPrefix("b: \(tampering.place)"), "\(fault.message.english)")
            #expect(fault.message.german.hasPrefix("b: "))
            #expect(await refusal { _ = try await town.owner.verifyJournal(of: "b") } == .journalBroken)
            _ = try await town.owner.verifyJournal(of: "a")
        }
    }

    @Test("a claim that is not what was filed is found in its association, and hides nothing of the other")
    func damagedClaim() async throws {
        try await withBooks { town async throws in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.town.tamperAsOwner("update buddel.claims set claimed_cents = claimed_cents + 1")
            let findings = try await town.owner.verifyJournals()
            #expect(findings.links.map(\.association) == ["b"])
            #expect(findings.faults.map(\.code) == [.invalidFrozenClaim])
            #expect(findings.faults.first?.message.english.hasPrefix("a: A-1/1") == true)
        }
    }

    @Test("what left the house holds for each; a rewritten journal and a missing association are refused")
    func known() async throws {
        try await withBooks { town async throws in
            let links = try await town.owner.verifyJournals().links
            #expect(try await town.owner.verifyJournals(against: links).faults == [])
            #expect(try await town.owner.verifyJournals(against: [links[1]]).links == [links[1]])
            var other = links
            other[0].hash = links[1].hash
            let findings = try await town.owner.verifyJournals(against: other)
            #expect(findings.links == [links[1]] && findings.faults.map(\.code) == [.journalDiffers])
            other[0].association = "c"
            #expect(await refusal { _ = try await town.owner.verifyJournals(against: other) } == .notFound)
        }
    }

    @Test("a treasurer verifies his own journal, and a clerk none")
    func whose() async throws {
        try await withBooks { town async throws in
            #expect(try await town.otherTreasurer.verifyJournals().links.map(\.association) == ["b"])
            #expect(await refusal { _ = try await town.clerk.verifyJournals() } == .notAllowed)
        }
    }

    @Test("a journal longer than what is read at once is verified to its last voucher and entry")
    func long() async throws {
        try await SubsidyTown.with(endsHealthy: false) { town async throws in
            let costs = (1...4_100).map { SubsidyTown.cost("L-\($0)", "contractor", 100) }
            try await town.record(LedgerRecords(costs: costs), in: 2)
            _ = try await town.owner.verifyJournal(of: "b")
            func supplier(_ name: String) -> String {
                """
                update buddel.cost_vouchers c set supplier = '\(name)' from buddel.vouchers v
                where v.id = c.voucher_id and ref = 'L-4100'
                """
            }
            try await town.town.tamperAsOwner(supplier("Other"))
            let findings = try await town.owner.verifyJournals()
            #expect(findings.faults.map(\.place?.value) == ["L-4100"])
            try await town.town.tamperAsOwner(
                supplier("Baustoff"),
                """
                update buddel.transfers set quantity = 1 where association_id = 2 and entry_number = (
                    select last_entry from buddel.ledgers where association_id = 2)
                """)
            let last = try await town.owner.verifyJournals()
            #expect(last.faults.map(\.place?.field) == ["entry"])
        }
    }
}
