import Buddelverein
import Postgres

/// What ends: roles, the tie to a member, and a user's being let in.
extension UserStore {
    /// Ends a role in one scope on `day`, the first day without it; returns how many spans were ended.
    ///
    /// One that began before keeps its days; one that would begin on `day` or later never was, and its row goes: the
    /// audit trail keeps who gave it.
    public func endRole(
        userID: Int64, role: Role, associationID: Int64?, areaID: Int64?, ags: Ags?, on day: Day
    ) async throws -> Int {
        let held: SQL = """
            user_id = \(userID) and role = \(role.rawValue) and association_id is not distinct from \(associationID)
            and ags is not distinct from \(ags) and area_id is not distinct from \(areaID)
            """
        return try await session.query(
            SQL(
                name: "end role",
                """
                with ended as (
                    update buddel.user_roles set during = daterange(lower(during), \(day))
                    where \(fragment: held) and lower(during) < \(day) and (upper_inf(during) or upper(during) > \(day))
                    returning id
                ), gone as (
                    delete from buddel.user_roles where \(fragment: held) and lower(during) >= \(day) returning id
                )
                select ((select count(*) from ended) + (select count(*) from gone))::integer as spans
                """)
        ).one().decode("spans")
    }

    /// Takes back which member a user is; false where he was none.
    public func deleteMembership(userID: Int64, associationID: Int64) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "delete user member",
                """
                delete from buddel.user_members where user_id = \(userID) and association_id = \(associationID)
                """)) == 1
    }

    /// Lets a user in no more; false where he was disabled before.
    public func disable(userID: Int64, at moment: PostgresTimestamp) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "disable user",
                """
                update buddel.users set disabled_at = \(moment), version = version + 1
                where id = \(userID) and disabled_at is null
                """)) == 1
    }

    /// Lets a user in again; false where he was not disabled.
    public func enable(userID: Int64) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "enable user",
                """
                update buddel.users set disabled_at = null, version = version + 1
                where id = \(userID) and disabled_at is not null
                """)) == 1
    }

    /// Changes the name that colleagues see; false where `version` is not the row's any more.
    public func update(userID: Int64, displayName: String, version: Int) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "update user",
                """
                update buddel.users set display_name = \(displayName), version = version + 1
                where id = \(userID) and version = \(version)
                """)) == 1
    }
}
