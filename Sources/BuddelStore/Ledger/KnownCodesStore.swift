import Buddelverein
import Postgres

/// Reads the codes that vouchers may name, so that every fault of a record is found before it is stored.
public struct KnownCodesStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Members, helpers with their households, segments and the code lists.
    public func fetch(associationID: Int64) async throws -> KnownRecords {
        let members = try await texts(
            "select number as code from buddel.members where association_id = \(associationID)")
        let segments = try await texts("select code from buddel.segments where association_id = \(associationID)")
        var households: [String: String?] = [:]
        let helpers = try await session.query(
            SQL(
                name: "list households",
                """
                select h.code, m.number from buddel.helpers h
                left join buddel.members m on m.association_id = h.association_id and m.id = h.member_id
                where h.association_id = \(associationID)
                """))
        for row in helpers { households[try row.decode("code")] = .some(try row.decode("number", as: String?.self)) }
        return KnownRecords(
            memberNumbers: members, households: households, segments: segments,
            costCategories: Set(try await listCodes(.costCategories).map(\.code)),
            tasks: Set(try await listCodes(.tasks).map(\.code)),
            machineClasses: Set(try await listCodes(.machineClasses).map(\.code)))
    }

    /// The lists that a town may extend.
    public enum CodeList: Sendable {
        case costCategories, tasks, machineClasses
    }

    /// The codes of a list with their names, by code.
    public func listCodes(_ list: CodeList) async throws -> [(code: String, name: LocalizedText)] {
        let table =
            switch list {
            case .costCategories: "cost_categories"
            case .tasks: "tasks"
            case .machineClasses: "machine_classes"
            }
        return try await session.query(
            SQL(
                name: "list codes",
                "select code, name_en, name_de from buddel.\(identifier: table) order by code")
        ).map {
            (
                code: try $0.decode("code"),
                name: LocalizedText(en: try $0.decode("name_en"), de: try $0.decode("name_de"))
            )
        }
    }

    /// The number of a member's key; nil where there is none.
    public func fetchMemberNumber(id: Int64, associationID: Int64) async throws -> String? {
        try await session.query(
            SQL(
                name: "fetch member number",
                "select number from buddel.members where association_id = \(associationID) and id = \(id)")
        ).oneOrNone()?.decode("number")
    }

    /// The key of a member's number; nil where there is none.
    public func fetchMemberID(number: String, associationID: Int64) async throws -> Int64? {
        try await session.query(
            SQL(
                name: "fetch member id",
                "select id from buddel.members where association_id = \(associationID) and number = \(number)")
        ).oneOrNone()?.decode("id")
    }

    private func texts(_ sql: SQL) async throws -> Set<String> {
        Set(try await session.query(SQL(name: "list known codes", sql)).map { try $0.decode("code") })
    }
}
