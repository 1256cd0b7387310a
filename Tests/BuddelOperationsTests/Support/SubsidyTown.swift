import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

/// Two towns with their staff, two associations with books and boards, programmes and granted awards.
///
/// `A-1` of association `a` pays 60 % of the evidence in Westheim, `A-2` 60 % of the same in Ostheim: both together
/// would pay more than there is. 6,090.00 is claimable under each.
struct SubsidyTown {
    static let east = Ags(rawValue: "05558036")!
    static let cutoff = Day(year: 2026, month: 3, day: 31)!
    static let claimable = Money(cents: 609_000)

    let town: TownApp
    let treasurer, chair, auditor: BuddelApp
    let otherTreasurer, otherChair: BuddelApp
    let clerk, secondClerk, approver, smallApprover, cashier, secondCashier: BuddelApp
    let eastClerk, eastApprover: BuddelApp

    var owner: BuddelApp { town.owner }
    var pool: Pool { town.pool }

    /// Lends the two towns; behind the test the database's own checks must find nothing, unless it tampers with them.
    static func with(endsHealthy: Bool = true, _ body: (SubsidyTown) async throws -> Void) async throws {
        try await TownApp.with { town in
            let subsidy = try await SubsidyTown(town)
            try await body(subsidy)
            if endsHealthy { try await subsidy.expectHealthy() }
        }
    }

    init(_ town: TownApp) async throws {
        self.town = town
        _ = try await town.owner.loadMunicipalities([
            Municipality(ags: Self.east, name: "Ostheim", polygons: [TownApp.rectangle(7.45, 7.50)])
        ])
        try await town.owner.addAssociation(AssociationProfile(code: "b", name: "Verein B", seatAgs: TownApp.ags))
        func user(
            _ login: String, _ role: Role, _ scope: BuddelApp.RoleScope, limit: Money? = nil
        ) async throws
            -> BuddelApp
        {
            try await town.owner.addUser(login: login, displayName: login, password: nil)
            try await town.owner.grantRole(
                role, to: login, scope: scope, limit: limit, from: Day(parsing: "2020-01-01"))
            let id: Int64 = try await town.pool.transact { transaction in
                try await transaction.query("select id from buddel.users where login = \(login)").one().decode("id")
            }
            return town.owner.acting(as: id)
        }
        treasurer = try await user("treasurer", .treasurer, .association("a"))
        chair = try await user("chair", .chair, .association("a"))
        auditor = try await user("auditor", .auditor, .association("a"))
        otherTreasurer = try await user("other-treasurer", .treasurer, .association("b"))
        otherChair = try await user("other-chair", .chair, .association("b"))
        let west = BuddelApp.RoleScope.municipality(TownApp.ags)
        clerk = try await user("clerk", .clerk, west)
        secondClerk = try await user("clerk-2", .clerk, west)
        approver = try await user("approver", .approver, west, limit: Money(cents: 10_000_000))
        smallApprover = try await user("approver-2", .approver, west, limit: Money(cents: 10_000))
        cashier = try await user("cashier", .cashier, west)
        secondCashier = try await user("cashier-2", .cashier, west)
        eastClerk = try await user("east-clerk", .clerk, .municipality(Self.east))
        eastApprover = try await user("east-approver", .approver, .municipality(Self.east))
        for (id, count) in [(Int64(1), 3), (2, 1)] { try await loadBooks(of: id, invoices: count) }
        try await town.owner.addProgrammes([
            Self.programme("WEST", TownApp.ags, .share(rate: BasisPoints(basisPoints: 6000))),
            Self.programme("EAST", Self.east, .share(rate: BasisPoints(basisPoints: 6000))),
        ])
        for (code, programme) in [("A-1", "WEST"), ("A-2", "EAST")] {
            try await grant(Self.award(code, programme, maximum: Money(cents: 1_500_000)), in: "a")
        }
    }

    static func programme(
        _ code: String, _ ags: Ags, _ financing: Financing, budget: Money = Money(cents: 2_000_000)
    ) -> Programme {
        Programme(
            code: code, funder: "Stadt", ags: TerritoryKey(rawValue: ags.rawValue)!, title: code,
            budget: .total(budget),
            financing: financing,
            eligible: EligibleRules(
                costCategories: ["conduit"], tasks: ["digging"],
                labour: LabourRules(rate: HourlyRate(centsPerHour: 1500))),
            cashCeiling: !financing.isFixed)
    }

    static func award(_ code: String, _ programme: String, maximum: Money? = nil) -> Award {
        let start = Day(year: 2026, month: 1, day: 15)!
        return Award(
            code: code, programme: programme, appliedOn: start, approvedOn: start, eligibleFrom: start,
            maximum: maximum)
    }

    /// The treasurer applies, the approver of the programme's town grants.
    func grant(_ award: Award, in association: String) async throws {
        var application = award
        application.approvedOn = nil
        application.maximum = nil
        let treasurer = association == "a" ? treasurer : otherTreasurer
        try await treasurer.addAward(application, in: association)
        let approver = award.programme == "EAST" ? eastApprover : approver
        try await approver.grantAward(
            award.code, AwardDecision(approvedOn: award.approvedOn, maximum: award.maximum), in: association)
    }

    /// K-1 is a conduit of 10,000.00 that programmes pay, the others contractors that they do not; W-1 ten hours.
    private func loadBooks(of association: Int64, invoices: Int) async throws {
        var costs = [Self.cost("K-1", "conduit", 1_000_000)]
        for number in 0..<invoices { costs.append(Self.cost("K-\(number + 2)", "contractor", 100_000_000)) }
        var work: [WorkRecord] = []
        if association == 1 {
            let members: [String] = try await pool.transact { transaction in
                try await transaction.query("select number from buddel.members order by id").map {
                    try $0.decode("number")
                }
            }
            work.append(
                WorkRecord(
                    ref: "W-1", date: Self.day, memberNumber: members[0], kind: .labour, task: "digging",
                    time: Minutes(minutes: 600), confirmedBy: members[1], confirmedOn: Self.day))
        }
        try await record(LedgerRecords(work: work, costs: costs), in: association)
    }

    static let day = Day(year: 2026, month: 3, day: 2)!

    static func cost(_ ref: String, _ category: String, _ cents: Int64, document: String? = nil) -> CostRecord {
        CostRecord(
            ref: ref, supplier: "Baustoff", invoiceNumber: ref, invoiceDate: day, category: category,
            net: Money(cents: cents), vatRate: .zero, gross: Money(cents: cents), paidOn: day, document: document)
    }

    func record(_ records: LedgerRecords, in association: Int64 = 1) async throws {
        try await pool.transact { transaction in
            let terms = LedgerTerms(associationID: association, fiscalYearStart: .newYear, deductsInputTax: false)
            let recording = Recording(userID: 0, channel: .import, seed: [UInt8](repeating: 7, count: 32))
            _ = try await LedgerStore(transaction).insert(records, terms: terms, recording: recording)
        }
    }

    /// Takes a claim that was filed under an award up to a step.
    func bring(_ claim: String, to status: ClaimStatus, in association: String = "a") async throws {
        let order: [ClaimStatus] = [.submitted, .certified, .checked, .approved, .released, .paid]
        let end = try #require(order.firstIndex(of: status))
        let chair = association == "a" ? chair : otherChair
        if end >= 1 { try await chair.certifyClaim(claim, in: association) }
        if end >= 2 { _ = try await clerk.checkClaim(claim, cuts: [], in: association) }
        if end >= 3 { _ = try await approver.approveClaim(claim, in: association) }
        if end >= 4 {
            _ = try await cashier.releaseClaim(claim, in: association)
            _ = try await secondCashier.releaseClaim(claim, in: association)
        }
        if end >= 5 { _ = try await cashier.payClaim(claim, in: association) }
    }

    func status(_ claim: String) async throws -> ClaimStatus {
        try await treasurer.claim(claim, in: "a").claim.status
    }

    /// The rows that the checks of `sql/checks` find.
    func expectHealthy() async throws {
        try await pool.transact { transaction in
            for check in Schema.checks {
                let rows = try await transaction.query(SQL(trustedText: check.sql)).count
                #expect(rows == 0, "\(check.name)")
            }
        }
    }

    /// The constraint or state that a statement of a user breaks; nil where it is taken.
    func breaks(_ app: BuddelApp, _ sql: SQL) async throws -> String? {
        do {
            try await pool.transact(as: app.userID) { transaction in try await transaction.execute(sql) }
            return nil
        } catch {
            let failure = try #require(PostgresError(from: error))
            return failure.constraint ?? failure.sqlState.rawValue
        }
    }

    /// Expects that a statement of a user breaks a constraint, or that it is taken for nil.
    func expect(
        _ app: BuddelApp, _ sql: SQL, breaks constraint: String?, at location: SourceLocation = #_sourceLocation
    ) async throws {
        let broken = try await breaks(app, sql)
        #expect(broken == constraint, sourceLocation: location)
    }

    /// A step straight into the table, as a user who goes around the program.
    static func insert(
        _ step: String, as app: BuddelApp, cents: Int64? = nil, note: String = "", user: Int64? = nil,
        hash: SQL = "c.content_hash", claim: String = "A-1/1"
    ) -> SQL {
        """
        insert into buddel.claim_steps (association_id, claim_id, step, user_id, content_hash, amount_cents, note)
        select c.association_id, c.id, \(step), \(user ?? app.userID), \(fragment: hash), \(cents), \(note)
        from buddel.claims c where c.association_id = 1 and c.code = \(claim)
        """
    }

    func count(_ sql: SQL) async throws -> Int64 {
        try await pool.transact { transaction in try await transaction.query(sql).one().decode("n") }
    }

    /// Expects a figure of the database.
    func expectCount(_ sql: SQL, _ expected: Int64, at location: SourceLocation = #_sourceLocation) async throws {
        let found = try await count(sql)
        #expect(found == expected, sourceLocation: location)
    }
}
