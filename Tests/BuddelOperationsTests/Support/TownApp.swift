import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Logging
import Postgres

/// The application over a fresh database with a town, its association `a` with three members, an area and a segment.
struct TownApp {
    static let today = Day(year: 2026, month: 4, day: 18)!
    static let ags = Ags(rawValue: "05978032")!

    let pool: Pool
    /// The owner of the database on the command line.
    let owner: BuddelApp

    @discardableResult
    static func with<T>(_ body: (TownApp) async throws -> T) async throws -> T {
        try await TestCluster.shared.withBuddel { pool async throws in
            let town = TownApp(pool: pool, owner: app(pool, user: 0))
            try await town.load()
            return try await body(town)
        }
    }

    private static func app(_ pool: Pool, user: Int64) -> BuddelApp {
        let cheap = PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)
        return BuddelApp(
            pool: pool, userID: user,
            surroundings: .standing(
                on: today, randomBytes: { Array(repeating: 7, count: $0) }, passwordCost: cheap))
    }

    private func load() async throws {
        _ = try await owner.loadMunicipalities([
            Municipality(ags: Self.ags, name: "Westheim", polygons: [Self.rectangle(7.40, 7.45)])
        ])
        try await owner.addAssociation(
            AssociationProfile(
                code: "a", name: "Verein A", seatAgs: Self.ags,
                settlement: SettlementRule(
                    keys: [SettlementKey(basis: .member, share: .whole)],
                    labour: LabourDuty(
                        dutyPerActive: Minutes(minutes: 2400), dutyPerPassive: Minutes(minutes: 600),
                        rate: HourlyRate(centsPerHour: 1200)))))
        try await owner.addAreas(
            [
                Area(
                    code: "A1", name: "West", quota: BasisPoints(basisPoints: 6000),
                    polygons: [Self.rectangle(7.40, 7.45)])
            ],
            in: nil)
        for name in ["Anna", "Bernd", "Clara"] {
            _ = try await owner.addMember(
                Member(number: "", kind: .household, name: name, joinedOn: Day(parsing: "2025-05-01")), in: "a")
        }
        try await pool.transact { transaction in
            try await SegmentStore(transaction, in: 1).insert([Self.segment("S-1")])
        }
    }

    /// A user with a role in association `a`, as his own application.
    func user(_ login: String, _ role: Role, member: String? = nil) async throws -> BuddelApp {
        try await owner.addUser(login: login, displayName: login, password: nil)
        try await owner.grantRole(role, to: login, scope: .association("a"), from: Day(parsing: "2020-01-01"))
        if let member { try await owner.linkUser(login, toMember: member, of: "a") }
        let id: Int64 = try await pool.transact { transaction in
            try await transaction.query("select id from buddel.users where login = \(login)").one().decode("id")
        }
        return Self.app(pool, user: id)
    }

    static func rectangle(_ west: Double, _ east: Double) -> Polygon {
        let corners = [(west, 51.6), (east, 51.6), (east, 51.7), (west, 51.7), (west, 51.6)]
        return Polygon(exterior: corners.map { Position(longitude: $0.0, latitude: $0.1) })
    }

    static func segment(_ code: String) -> Segment {
        Segment(
            code: code, area: "A1", kind: .trunk, status: .planned,
            line: [Position(longitude: 7.42, latitude: 51.65), Position(longitude: 7.43, latitude: 51.65)])
    }

    static func connection(_ member: String, _ kind: ConnectionKind = .active) -> Connection {
        Connection(
            code: "", memberNumber: member, kind: kind, area: "A1",
            position: Position(longitude: 7.42, latitude: 51.65), leadLength: Centimetres(centimetres: 5000),
            status: .planned)
    }
}

/// The code of the first refusal that `body` throws; nil when it throws none.
func refusal(_ body: () async throws -> Void) async -> RefusalCode? {
    do {
        try await body()
        return nil
    } catch let error as Refusals {
        return error.all[0].code
    } catch {
        return (error as? Refusal)?.code
    }
}
