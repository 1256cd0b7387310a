import Buddelverein
import Postgres

/// How an association settles among its members; every change is a new row, the latest holds.
public struct SettlementRuleStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds a rule, which from then on holds.
    ///
    /// The database refuses keys that don't add up to 100.00 % at the end of the transaction
    /// (`settlement_rules_keys_add_up`); `SettlementRule.faults` says so before.
    public func insert(_ rule: SettlementRule, in association: Int64) async throws {
        let id: Int64 = try await session.query(
            SQL(
                name: "insert settlement rule",
                """
                insert into buddel.settlement_rules (association_id, duty_per_active_minutes, duty_per_passive_minutes,
                    rate_cents_per_hour, key_count)
                values (\(association), \(rule.labour?.dutyPerActive), \(rule.labour?.dutyPerPassive),
                    \(rule.labour?.rate), \(Int16(clamping: rule.keys.count))) returning id
                """)
        ).one().decode("id")
        try await insertKeys(rule.keys, of: id, in: association)
        let rates = rule.machineRates.naturallySorted(by: \.key)
        try await session.execute(
            SQL(
                name: "insert settlement machine rates",
                """
                insert into buddel.settlement_machine_rates (association_id, rule_id, machine_class, rate_cents_per_hour)
                select \(association), \(id), g.class, g.rate
                from unnest(\(rates.map(\.key)), \(rates.map(\.value))) as g (class, rate)
                """))
    }

    private func insertKeys(_ keys: [SettlementKey], of rule: Int64, in association: Int64) async throws {
        var sums: [Int64] = []
        var through: Int64 = 0
        for key in keys {
            sums.append(through)
            through += key.share.basisPoints
        }
        let weights = keys.map { key -> (active: Int64?, passive: Int64?) in
            guard case .connection(let active, let passive) = key.basis else { return (nil, nil) }
            return (active.hundredths, passive.hundredths)
        }
        try await session.execute(
            SQL(
                name: "insert settlement keys",
                """
                insert into buddel.settlement_keys (association_id, rule_id, position, kind, share_bp, before_bp,
                    active_hundredths, passive_hundredths)
                select \(association), \(rule), g.position, g.kind, g.share, g.before, g.active, g.passive
                from unnest(\(keys.map(\.name)), \(keys.map(\.share)), \(sums), \(weights.map(\.active)),
                    \(weights.map(\.passive))) with ordinality as g (kind, share, before, active, passive, position)
                """))
    }

    /// The rule that holds; nil where none was recorded.
    public func fetch(in association: Int64) async throws -> SettlementRule? {
        let row = try await session.query(
            SQL(
                name: "fetch settlement rule",
                """
                select id, duty_per_active_minutes, duty_per_passive_minutes, rate_cents_per_hour
                from buddel.settlement_rules where association_id = \(association) order by id desc limit 1
                """)
        ).oneOrNone()
        guard let row else { return nil }
        let id: Int64 = try row.decode("id")
        var labour: LabourDuty?
        if let active = try row.decode("duty_per_active_minutes", as: Minutes?.self) {
            labour = LabourDuty(
                dutyPerActive: active, dutyPerPassive: try row.decode("duty_per_passive_minutes"),
                rate: try row.decode("rate_cents_per_hour"))
        }
        let keys = try await session.query(
            SQL(
                name: "list settlement keys",
                """
                select kind, share_bp, active_hundredths, passive_hundredths from buddel.settlement_keys
                where association_id = \(association) and rule_id = \(id) order by position
                """)
        ).map(Self.key)
        let rates = try await session.query(
            SQL(
                name: "list settlement machine rates",
                """
                select machine_class, rate_cents_per_hour from buddel.settlement_machine_rates
                where association_id = \(association) and rule_id = \(id)
                """)
        ).map {
            (try $0.decode("machine_class", as: String.self), try $0.decode("rate_cents_per_hour", as: HourlyRate.self))
        }
        return SettlementRule(keys: keys, labour: labour, machineRates: Dictionary(uniqueKeysWithValues: rates))
    }

    private static func key(_ row: Row) throws -> SettlementKey {
        let basis: SettlementKey.Basis =
            switch try row.decode("kind", as: String.self) {
            case "connection":
                .connection(
                    active: Weight(hundredths: try row.decode("active_hundredths", as: Int64?.self) ?? 0),
                    passive: Weight(hundredths: try row.decode("passive_hundredths", as: Int64?.self) ?? 0))
            case "lead_metre": .leadMetre
            default: .member
            }
        return SettlementKey(basis: basis, share: try row.decode("share_bp"))
    }
}
