import Buddelverein
import Postgres

/// The keys of the members, helpers and segments that a list of records names, found in one query.
public struct LedgerKeys: Sendable {
    public private(set) var members: [String: Int64] = [:]
    public private(set) var helpers: [String: Int64] = [:]
    public private(set) var segments: [String: Int64] = [:]

    /// Finds the keys of all codes; those that stand for nothing are left out.
    public static func fetch(
        associationID: Int64, members: Set<String>, helpers: Set<String>, segments: Set<String>,
        in session: any PostgresSession
    ) async throws -> LedgerKeys {
        var keys = LedgerKeys()
        guard !(members.isEmpty && helpers.isEmpty && segments.isEmpty) else { return keys }
        let rows = try await session.query(
            SQL(
                name: "fetch ledger keys",
                """
                select 'member' as kind, number as code, id from buddel.members
                where association_id = \(associationID) and number = any (\(Array(members)))
                union all
                select 'helper', code, id from buddel.helpers
                where association_id = \(associationID) and code = any (\(Array(helpers)))
                union all
                select 'segment', code, id from buddel.segments
                where association_id = \(associationID) and code = any (\(Array(segments)))
                """))
        for row in rows {
            let code: String = try row.decode("code")
            let id: Int64 = try row.decode("id")
            switch try row.decode("kind", as: String.self) {
            case "member": keys.members[code] = id
            case "helper": keys.helpers[code] = id
            default: keys.segments[code] = id
            }
        }
        return keys
    }

    /// The key of a member; refuses with `unknown_member`.
    func member(_ number: String?) throws(Refusal) -> Int64? {
        try Self.key(number, in: members, .member, field: "member_number")
    }

    /// The key of a helper; refuses with `unknown_helper`.
    func helper(_ code: String?) throws(Refusal) -> Int64? {
        try Self.key(code, in: helpers, .helper, field: "worker")
    }

    /// The key of a segment; refuses with `unknown_segment`.
    func segment(_ code: String?) throws(Refusal) -> Int64? {
        try Self.key(code, in: segments, .segment, field: "segment")
    }

    private static func key(
        _ code: String?, in keys: [String: Int64], _ named: Refusal.Named, field: String
    ) throws(Refusal) -> Int64? {
        guard let code else { return nil }
        guard let key = keys[code] else { throw .unknown(named, code, field: field) }
        return key
    }
}
