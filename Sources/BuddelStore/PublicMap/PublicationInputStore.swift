import Buddelverein
import Postgres

/// What a publication is computed from (rules.md 8), read in one transaction.
public struct PublicationInputStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The installation's secret, from which ends and opaque ids are drawn.
    public func fetchSecret() async throws -> [UInt8] {
        try await session.query(SQL(name: "fetch secret", "select secret from buddel.installation")).one().decode(
            "secret")
    }

    /// The records of one association on a day; nil where it is not the user's.
    public func fetch(_ association: Int64, on day: Day) async throws -> PublicationInput.Association? {
        guard let profile = try await AssociationStore(session).fetch(association)?.profile else { return nil }
        let segments = try await SegmentStore(session, in: association).listMeasured()
        return PublicationInput.Association(
            profile: profile, areas: try await AreaStore(session, in: association).list(),
            connections: try await ConnectionStore(session, in: association).list(), segments: segments.map(\.record),
            lengths: Dictionary(uniqueKeysWithValues: segments.map { ($0.record.code, $0.length) }),
            changes: try await listChanges(association), members: try await countMembers(association, on: day),
            helpers: try await HelperStore(session, in: association).list().count,
            contributions: try await listContributions(association, on: day),
            subsidies: try await listSubsidies(association))
    }

    private func listChanges(_ association: Int64) async throws -> [PublicationInput.SegmentChange] {
        try await session.query(
            SQL(
                name: "list dated segment changes",
                """
                select s.code, e.state, e.on_date from buddel.segment_events e
                join buddel.segments s on s.association_id = e.association_id and s.id = e.segment_id
                where e.association_id = \(association) and e.on_date is not null order by e.id
                """)
        ).compactMap { row in
            guard let status = SegmentStatus(rawValue: try row.decode("state")) else { return nil }
            return PublicationInput.SegmentChange(
                segment: try row.decode("code"), status: status, on: try row.decode("on_date"))
        }
    }

    private func countMembers(_ association: Int64, on day: Day) async throws -> Int {
        try await session.query(
            SQL(
                name: "count members",
                """
                select count(*) as members from buddel.members
                where association_id = \(association) and joined_on <= \(day) and (left_on is null or left_on > \(day))
                """)
        ).one().decode("members")
    }

    /// Confirmed labour and gifts that are not reversed; the person is the worker or the giver, as a number that never
    /// leaves the computation.
    private func listContributions(_ association: Int64, on day: Day) async throws -> [PublicationInput.Contribution] {
        try await session.query(
            SQL(
                name: "list contributions",
                """
                select a.code as area, v.dated_on, coalesce('h' || w.helper_id, 'm' || w.member_id, 'm' || g.member_id) as person,
                    'm' || h.member_id as household, w.minutes, g.value_cents
                from buddel.vouchers v
                join buddel.voucher_decisions d on d.association_id = v.association_id and d.voucher_id = v.id
                    and d.decision = 'confirmed'
                left join buddel.work_vouchers w on w.association_id = v.association_id and w.voucher_id = v.id
                left join buddel.gift_vouchers g on g.association_id = v.association_id and g.voucher_id = v.id
                left join buddel.helpers h on h.association_id = w.association_id and h.id = w.helper_id
                left join buddel.segments s on s.association_id = v.association_id and s.id = coalesce(w.segment_id, g.segment_id)
                left join buddel.areas a on a.association_id = s.association_id and a.id = s.area_id
                where v.association_id = \(association) and v.dated_on <= \(day) and (w.kind = 'labour' or g.voucher_id is not null)
                    and not exists (select from buddel.reversed_vouchers r
                        where r.association_id = v.association_id and r.voucher_id = v.id)
                order by v.id
                """)
        ).map { row in
            let minutes = try row.decode("minutes", as: Minutes?.self)
            return PublicationInput.Contribution(
                area: try row.decode("area"), date: try row.decode("dated_on"), person: try row.decode("person"),
                household: try row.decode("household"),
                amount: try minutes.map { .labour($0) } ?? .gift(row.decode("value_cents")))
        }
    }

    private func listSubsidies(_ association: Int64) async throws -> [PublicationInput.Subsidy] {
        try await session.query(
            SQL(
                name: "list paid subsidies",
                """
                select paid_on, approved_cents - revoked_cents as paid_cents from buddel.claims
                where association_id = \(association) and state = 'paid' and approved_cents > revoked_cents order by id
                """)
        ).map { PublicationInput.Subsidy(paidOn: try $0.decode("paid_on"), amount: try $0.decode("paid_cents")) }
    }
}
