import Buddelverein
import Postgres

/// Reads the codes that vouchers may name, so that every fault of a record is found before it is stored.
public struct KnownCodesStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Members, helpers with their households, segments and the code lists.
    public func fetch(associationID: Int64) async throws -> KnownRecords {
        let codes = try await StoredCodes.fetch(associationID, session)
        return KnownRecords(
            memberNumbers: codes.members, households: codes.helpers, segments: codes.segments,
            costCategories: codes.costCategories, tasks: codes.tasks, machineClasses: codes.machineClasses)
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
}
