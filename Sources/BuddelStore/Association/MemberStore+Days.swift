import Buddelverein
import Postgres

extension MemberStore {
    /// From when to when the named members belong to the association; who is not there, or not visible, is left out.
    public func fetchDays(of numbers: [String]) async throws -> MembershipDays {
        guard !numbers.isEmpty else { return MembershipDays([:]) }
        let rows = try await session.query(
            SQL(
                name: "fetch membership days",
                """
                select number, joined_on, left_on from buddel.members
                where association_id = \(association) and number = any (\(numbers))
                """))
        var spans: [String: MembershipDays.Span] = [:]
        for row in rows {
            spans[try row.decode("number")] = (try row.decode("joined_on"), try row.decode("left_on"))
        }
        return MembershipDays(spans)
    }
}
