import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@testable import BuddelHTTP

/// `Operation.roles`, cell by cell, asked over HTTP: every endpoint by every role, in its own scope, in another one, and
/// by nobody.
@Suite("API: role by operation by scope")
struct RoleTableTests {
    /// How somebody stands to the association and the town that the requests are about.
    private enum Scope: Sendable {
        case own, other
    }

    private static let association = "kiebitzbrook"
    private static let elsewhere = Ags(rawValue: "05558036")!

    /// One person per role and side; each is called like his role, abroad with `-b`.
    private static let people: [APITown.Person] =
        Role.allCases.map { role in
            switch role.level {
            case .system: (role.rawValue, role, .system, nil)
            case .municipality: (role.rawValue, role, .municipality(APITown.ags), nil)
            case .association:
                (role.rawValue, role, .association(association), [.member, .areaLead].contains(role) ? "M-3" : nil)
            }
        }
        + Role.allCases.filter { $0.level != .system }.map { role in
            (
                role.rawValue + "-b", role,
                role.level == .municipality ? .municipality(elsewhere) : .association("b"), nil
            )
        } + [("bystander", .member, .association(association), nil)]

    /// What stands in the place of a name, by the word before it: things of the example that are there.
    private static let things = [
        "members": "M-3", "helpers": "H-1", "areas": "A1", "connections": "C-1", "segments": "S-1", "awards": "A-1",
        "claims": "A-1%2F1", "programmes": "SELM-2026", "vouchers": "K-1", "costs": "K-1",
        "documents": "rechnung-01.pdf",
        "users": "bystander", "journal": "1", "clearances": "1", "cost": "K-2", "K-2": "rechnung-02.pdf",
    ]

    private static let ownThings: [Buddelverein.Operation?] = [
        .userPassword, .userIdentityList, .secondFactorRead, .secondFactorRemove,
    ]

    @Test("each cell: allowed where the table says so, else 403, and another's things are not there")
    func everyCell() async throws {
        try await APITown.with(people: Self.people, load: Self.load) { town async throws in
            try await Self.fileClaim(town)
            for endpoint in Endpoint.all {
                for person in Self.people where person.login != "bystander" {
                    try await Self.ask(endpoint, person, town)
                }
                try await Self.askAsNobody(endpoint, town)
            }
        }
    }

    private static func ask(
        _ endpoint: Endpoint, _ person: APITown.Person, _ town: APITown
    ) async throws {
        guard let operation = endpoint.operation else { return }
        let answer = try await send(endpoint, as: person.login, town)
        let cell = "\(person.login) \(endpoint.id): \(answer.status) \(answer.code ?? "")"
        let scope: Scope = person.login.hasSuffix("-b") ? .other : .own
        #expect(answer.status != 401 && answer.status < 500, "\(cell)")
        if scope == .other, endpoint.path.hasPrefix("/associations/{association}") {
            // Not even that it is there; whoever may not at all can be told so.
            let isTold = answer.code == "not_allowed" && !operation.roles.contains(person.role)
            #expect(answer.status == 404 || isTold, "\(cell)")
        } else if operation.roles.contains(person.role) {
            #expect(answer.code != "not_allowed" && answer.code != "token_scope", "\(cell)")
            // What is named is there, so that this is an answer about it.
            if endpoint.isSafe { #expect(answer.status < 400 || answer.status == 422, "\(cell)") }
        } else {
            #expect(answer.code == "not_allowed" || answer.status == 404, "\(cell)")
        }
    }

    private static func askAsNobody(
        _ endpoint: Endpoint, _ town: APITown
    ) async throws {
        guard endpoint.operation != nil else { return }
        let answer = try await send(endpoint, as: nil, town)
        #expect(answer.status == 401, "nobody \(endpoint.id): \(answer.status)")
        #expect(answer["www-authenticate"] != nil, "nobody \(endpoint.id)")
    }

    /// The smallest good request, as a rehearsal, so that one cell leaves the next as it was.
    private static func send(
        _ endpoint: Endpoint, as login: String?, _ town: APITown
    ) async throws -> RawResponse {
        var address = ""
        for part in endpoint.path.split(separator: "/").map(String.init) {
            let before = address.split(separator: "/").last.map(String.init) ?? ""
            address += "/"
            switch part {
            case "{association}": address += association
            // A password, a second factor and who one is for an issuer are one's own.
            case "{login}" where ownThings.contains(endpoint.operation): address += login ?? "bystander"
            case "{kind}": address += "cost"
            case _ where part.hasPrefix("{"): address += things[before] ?? "1"
            default: address += part
            }
        }
        let request = ExampleRequest(
            endpoint, key: "\(login ?? "nobody") \(endpoint.id)", member: "M-3", isRehearsal: true)
        return try await town.send(
            endpoint.method.rawValue, address + request.query, as: login, request.body, headers: request.headers)
    }

    /// Files a claim, so that the town has one.
    private static func fileClaim(_ town: APITown) async throws {
        let filed = try await town.send(
            "POST", "/associations/\(association)/awards/A-1/claims", as: "treasurer", "{\"cutoff\":\"2026-09-30\"}",
            headers: ["Idempotency-Key": "\"filing\""])
        try #require(filed.status == 201, "\(filed.text)")
    }

    @Sendable private static func load(_ app: BuddelApp) async throws {
        _ = try await app.importCase(Kiebitzbrook.root + "/examples/kiebitzbrook")
        _ = try await app.addClearance(Clearance(kind: .road), of: "S-1", in: association)
        _ = try await app.publishFeed()
        try await app.addAssociation(AssociationProfile(code: "b", name: "Verein b", seatAgs: APITown.ags))
    }
}
