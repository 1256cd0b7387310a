import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Foundation
import Postgres
import Synchronization

/// A database with a worked case in it, whose publications a test compares.
struct PublishedTown {
    static let ternsche = "ternsche"
    static let all = ["ternsche", "ondrup", "edges", "kiebitzbrook"]

    let scratch: CaseScratch
    /// The owner of the database, on a day after all records of the cases.
    let owner: BuddelApp
    let clock: StandingClock

    static func with(_ name: String, _ body: (PublishedTown) async throws -> Void) async throws {
        try await CaseScratch.with { scratch in
            let clock = StandingClock(try Day(parsing: "2026-12-15"))
            let town = PublishedTown(scratch: scratch, owner: clock.app(scratch.pool, user: 0), clock: clock)
            _ = try await town.owner.importCase(CaseScratch.worked(name))
            try await body(town)
        }
    }

    /// The files of a new publication by their names.
    func publish() async throws -> [String: [UInt8]] {
        try await owner.publishFeed().files.reduce(into: [:]) { $0[$1.name] = $1.bytes }
    }

    /// A member, who may decide on others' work.
    func decider(_ number: String) async throws -> BuddelApp {
        try await owner.addUser(login: "decider", displayName: "decider", password: nil)
        try await owner.grantRole(
            .treasurer, to: "decider", scope: .association(try await owner.listAssociations()[0].code),
            from: try Day(parsing: "2020-01-01"))
        try await owner.linkUser("decider", toMember: number, of: nil)
        let id: Int64 = try await scratch.pool.transact { transaction in
            try await transaction.query("select id from buddel.users where login = 'decider'").one().decode("id")
        }
        return owner.acting(as: id)
    }

    /// A new household with a connection beside the middle of the first trunk that is long enough.
    @discardableResult
    func join(_ name: String) async throws -> Member {
        let member = try await owner.addMember(
            Member(number: "", kind: .household, name: name, joinedOn: try Day(parsing: "2026-12-01")), in: nil)
        let trunks = try await owner.listSegments(in: nil).map(\.segment).filter { $0.kind == .trunk }
        let trunk = trunks.first { $0.line.count > 4 }
        let place = trunk!.line[trunk!.line.count / 2]
        _ = try await owner.addConnection(
            Connection(
                code: "", memberNumber: member.number, kind: .active, area: trunk!.area,
                position: Position(longitude: place.longitude + 0.0001, latitude: place.latitude),
                leadLength: Centimetres(centimetres: 900), status: .planned), in: nil)
        return member
    }
}

/// A clock that stands until a test moves it on.
final class StandingClock: Sendable {
    private let day: Mutex<Day>

    init(_ day: Day) { self.day = Mutex(day) }

    func move(to day: Day) { self.day.withLock { $0 = day } }

    func app(_ pool: Pool, user: Int64) -> BuddelApp {
        BuddelApp(
            pool: pool, userID: user,
            surroundings: Surroundings(
                now: { Int64(self.day.withLock(\.number)) * 86_400 + 43_200 },
                dayOfMoment: { moment in Day(number: Int(moment / 86_400)) },
                randomBytes: { Array(repeating: 7, count: $0) },
                passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)))
    }
}

/// What two JSON documents differ in: the path of each value that is not the same, with both.
func differences(_ before: [UInt8], _ after: [UInt8]) throws -> [String: (before: String?, after: String?)] {
    func flat(_ value: Any, _ path: String, into found: inout [String: String]) {
        switch value {
        case let object as [String: Any]: for (key, inner) in object { flat(inner, path + "." + key, into: &found) }
        case let list as [Any]:
            for (index, inner) in list.enumerated() { flat(inner, "\(path)[\(index)]", into: &found) }
        default: found[path] = "\(value)"
        }
    }
    var (old, new): ([String: String], [String: String]) = ([:], [:])
    flat(try JSONSerialization.jsonObject(with: Data(before)), "", into: &old)
    flat(try JSONSerialization.jsonObject(with: Data(after)), "", into: &new)
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
        .reduce(into: [:]) { $0[$1] = (old[$1], new[$1]) }
}
