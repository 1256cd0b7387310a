import Postgres

/// The codes that records of files may name because they are there already.
public struct StoredCodes: Sendable, Hashable {
    public var members: Set<String> = []
    /// Helpers with the number of the member of whose household they are; nil for outsiders.
    public var helpers: [String: String?] = [:]
    public var connections: Set<String> = []
    public var areas: Set<String> = []
    public var segments: Set<String> = []
    public var awards: Set<String> = []
    public var programmes: Set<String> = []
    public var municipalities: Set<String> = []
    public var costCategories: Set<String> = []
    public var tasks: Set<String> = []
    public var machineClasses: Set<String> = []

    /// The codes of the whole system, and those of one association where one is given.
    public static func fetch(_ association: Int64?, _ session: any PostgresSession) async throws -> StoredCodes {
        var codes = StoredCodes()
        let rows = try await session.query(
            SQL(
                name: "list known codes",
                """
                select 'category' as kind, code, null as household from buddel.cost_categories
                union all select 'task', code, null from buddel.tasks
                union all select 'class', code, null from buddel.machine_classes
                union all select 'programme', code, null from buddel.programmes
                union all select 'municipality', ags, null from buddel.municipalities
                union all select 'member', number, null from buddel.members where association_id = \(association)
                union all select 'helper', h.code, m.number from buddel.helpers h
                    left join buddel.members m on m.association_id = h.association_id and m.id = h.member_id
                    where h.association_id = \(association)
                union all select 'connection', code, null from buddel.connections where association_id = \(association)
                union all select 'area', code, null from buddel.areas where association_id = \(association)
                union all select 'segment', code, null from buddel.segments where association_id = \(association)
                union all select 'award', code, null from buddel.awards where association_id = \(association)
                """))
        for row in rows {
            let code: String = try row.decode("code")
            switch try row.decode("kind", as: String.self) {
            case "category": codes.costCategories.insert(code)
            case "task": codes.tasks.insert(code)
            case "class": codes.machineClasses.insert(code)
            case "programme": codes.programmes.insert(code)
            case "municipality": codes.municipalities.insert(code)
            case "member": codes.members.insert(code)
            case "helper": codes.helpers.updateValue(try row.decode("household"), forKey: code)
            case "connection": codes.connections.insert(code)
            case "area": codes.areas.insert(code)
            case "segment": codes.segments.insert(code)
            default: codes.awards.insert(code)
            }
        }
        return codes
    }
}
