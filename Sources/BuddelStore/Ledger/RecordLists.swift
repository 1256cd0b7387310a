import Buddelverein
import Postgres

/// Reads vouchers as records, in the order of recording; reversed and withdrawn ones are left out unless asked for.
public struct RecordStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Which vouchers are wanted.
    public enum Scope: Sendable {
        /// All that stand: not reversed, not withdrawn.
        case standing
        /// These, whatever has become of them.
        case vouchers([Int64])
        /// These, with the documents as they were announced: what the content hashes are of.
        case asRecorded([Int64])

        fileprivate var ids: [Int64]? {
            switch self {
            case .standing: nil
            case .vouchers(let ids), .asRecorded(let ids): ids
            }
        }
    }

    public func listWork(associationID: Int64, _ scope: Scope = .standing) async throws -> [WorkRecord] {
        try await session.query(
            SQL(
                name: "list work",
                """
                select v.ref, v.dated_on, m.number as member, h.code as worker, w.kind, w.task, w.minutes, s.code as segment,
                    w.machine_class, c.number as confirmed_by, d.decided_on, o.name as document
                from buddel.vouchers v
                join buddel.work_vouchers w on w.association_id = v.association_id and w.voucher_id = v.id
                left join buddel.members m on m.association_id = v.association_id and m.id = w.member_id
                left join buddel.helpers h on h.association_id = v.association_id and h.id = w.helper_id
                left join buddel.segments s on s.association_id = v.association_id and s.id = w.segment_id
                \(fragment: Self.confirmation)
                \(fragment: Self.document(associationID, scope))
                where v.association_id = \(associationID) and v.kind = 'work' \(fragment: Self.condition(scope))
                order by v.id
                """)
        ).map { row in
            WorkRecord(
                ref: try row.decode("ref"), date: try row.decode("dated_on"), memberNumber: try row.decode("member"),
                worker: try row.decode("worker"), kind: try row.word("kind"),
                task: try row.decode("task"), time: try row.decode("minutes"), segment: try row.decode("segment"),
                machine: try row.decode("machine_class"), confirmedBy: try row.decode("confirmed_by"),
                confirmedOn: try row.decode("decided_on"), document: try row.decode("document"))
        }
    }

    public func listGifts(associationID: Int64, _ scope: Scope = .standing) async throws -> [GiftRecord] {
        try await session.query(
            SQL(
                name: "list gifts",
                """
                select v.ref, v.dated_on, m.number as member, g.what, g.value_cents, g.category, s.code as segment,
                    c.number as confirmed_by, d.decided_on, o.name as document
                from buddel.vouchers v
                join buddel.gift_vouchers g on g.association_id = v.association_id and g.voucher_id = v.id
                join buddel.members m on m.association_id = v.association_id and m.id = g.member_id
                left join buddel.segments s on s.association_id = v.association_id and s.id = g.segment_id
                \(fragment: Self.confirmation)
                \(fragment: Self.document(associationID, scope))
                where v.association_id = \(associationID) and v.kind = 'gift' \(fragment: Self.condition(scope))
                order by v.id
                """)
        ).map { row in
            GiftRecord(
                ref: try row.decode("ref"), date: try row.decode("dated_on"), memberNumber: try row.decode("member"),
                what: try row.decode("what"), value: try row.decode("value_cents"),
                category: try row.decode("category"),
                segment: try row.decode("segment"), confirmedBy: try row.decode("confirmed_by"),
                confirmedOn: try row.decode("decided_on"), document: try row.decode("document"))
        }
    }

    public func listPayments(associationID: Int64, _ scope: Scope = .standing) async throws -> [PaymentRecord] {
        try await session.query(
            SQL(
                name: "list payments",
                """
                select v.ref, v.dated_on, m.number as member, p.amount_cents, p.purpose
                from buddel.vouchers v
                join buddel.payment_vouchers p on p.association_id = v.association_id and p.voucher_id = v.id
                left join buddel.members m on m.association_id = v.association_id and m.id = p.member_id
                where v.association_id = \(associationID) and v.kind = 'payment' \(fragment: Self.condition(scope))
                order by v.id
                """)
        ).map { row in
            PaymentRecord(
                ref: try row.decode("ref"), date: try row.decode("dated_on"), memberNumber: try row.decode("member"),
                amount: try row.decode("amount_cents"),
                purpose: try row.word("purpose"))
        }
    }

    public func listCosts(associationID: Int64, _ scope: Scope = .standing) async throws -> [CostRecord] {
        try await session.query(
            SQL(
                name: "list costs",
                """
                select v.ref, v.dated_on, c.supplier, c.invoice_number, c.ordered_on, c.category, c.net_cents, c.vat_rate_bp,
                    c.gross_cents, p.paid_on, nullif(p.paid_cents, c.gross_cents) as paid_cents, o.name as document,
                    coalesce(a.segments, '{}') as segments, coalesce(a.shares, '{}') as shares
                from buddel.vouchers v
                join buddel.cost_vouchers c on c.association_id = v.association_id and c.voucher_id = v.id
                left join buddel.cost_payments p on p.association_id = v.association_id and p.voucher_id = v.id
                left join (
                    select l.voucher_id, array_agg(s.code order by l.position) as segments,
                        array_agg(l.share_bp order by l.position) as shares
                    from buddel.cost_allocations l
                    join buddel.segments s on s.association_id = l.association_id and s.id = l.segment_id
                    where l.association_id = \(associationID) \(fragment: Self.among(scope)) group by l.voucher_id
                ) a on a.voucher_id = v.id
                \(fragment: Self.document(associationID, scope))
                where v.association_id = \(associationID) and v.kind = 'cost' \(fragment: Self.condition(scope))
                order by v.id
                """)
        ).map { row in
            let codes: [String] = try row.decode("segments")
            let shares: [Int32] = try row.decode("shares")
            return CostRecord(
                ref: try row.decode("ref"), supplier: try row.decode("supplier"),
                invoiceNumber: try row.decode("invoice_number"), invoiceDate: try row.decode("dated_on"),
                orderedOn: try row.decode("ordered_on"), category: try row.decode("category"),
                net: try row.decode("net_cents"),
                vatRate: BasisPoints(basisPoints: Int64(try row.decode("vat_rate_bp", as: Int32.self))),
                gross: try row.decode("gross_cents"), paidOn: try row.decode("paid_on"),
                paid: try row.decode("paid_cents"),
                segments: zip(codes, shares).map {
                    Allocation(segment: $0, share: BasisPoints(basisPoints: Int64($1)))
                },
                document: try row.decode("document"))
        }
    }

    private static let confirmation: SQL = """
        left join buddel.voucher_decisions d
            on d.association_id = v.association_id and d.voucher_id = v.id and d.decision = 'confirmed'
        left join buddel.members c on c.association_id = v.association_id and c.id = d.member_id
        """

    /// The one document that a record names: the announced one, else the first by name.
    private static func document(_ associationID: Int64, _ scope: Scope) -> SQL {
        let name: SQL =
            switch scope {
            case .asRecorded: "min(name) filter (where announced)"
            default: "coalesce(min(name) filter (where announced), min(name))"
            }
        return """
            left join (
                select voucher_id, \(fragment: name) as name from buddel.voucher_documents
                where association_id = \(associationID) \(fragment: among(scope)) group by voucher_id
            ) o on o.voucher_id = v.id
            """
    }

    private static func condition(_ scope: Scope) -> SQL {
        if let ids = scope.ids { return "and v.id = any (\(ids))" }
        return """
            and not exists (select from buddel.reversed_vouchers r
                where r.association_id = v.association_id and r.voucher_id = v.id)
            """
    }

    /// Keeps what is summed beside the vouchers to those that are asked for, so that a piece costs no more than a piece.
    private static func among(_ scope: Scope) -> SQL {
        scope.ids.map { "and voucher_id = any (\($0))" } ?? ""
    }
}
