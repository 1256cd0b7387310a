import Buddelverein
import Postgres

/// An association's profile, its accounts and its journal's head.
public struct AssociationStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds an association with its empty journal, the default chart of accounts and its settlement rule.
    ///
    /// Returns its key. A taken code breaks `associations_code_key`, an unknown seat `associations_seat_fkey`.
    @discardableResult
    public func insert(_ profile: AssociationProfile) async throws -> Int64 {
        try await session.execute(
            SQL(
                name: "insert association",
                """
                insert into buddel.associations (code, name, legal_form, seat_ags, founded_on, register_court,
                    register_number, iban, creditor_id, deducts_input_tax, fiscal_year_start_month, fiscal_year_start_day)
                values (\(profile.code), \(profile.name), \(profile.legalForm), \(profile.seatAgs), \(profile.foundedOn),
                    \(profile.register?.court), \(profile.register?.number), \(profile.iban), \(profile.creditorId),
                    \(profile.deductsInputTax), \(Int16(profile.fiscalYearStart.month)), \(Int16(profile.fiscalYearStart.day)))
                """))
        // Not by RETURNING: the policy that shows rows looks at the associations before this statement.
        let association: Int64 = try await session.query(
            SQL(name: "fetch association key", "select id from buddel.associations where code = \(profile.code)")
        ).one().decode("id")
        try await session.execute(
            SQL(
                name: "insert ledger",
                """
                insert into buddel.ledgers (association_id, last_hash)
                values (\(association), sha256(convert_to(\(profile.code), 'UTF8')))
                """))
        try await insertMissingAccounts(in: association)
        if let settlement = profile.settlement {
            try await SettlementRuleStore(session).insert(settlement, in: association)
        }
        return association
    }

    /// Gives the association the accounts of the default chart that it doesn't have yet.
    ///
    /// Needed again when a town has added a category of cost.
    public func insertMissingAccounts(in association: Int64) async throws {
        try await session.execute(
            SQL(
                name: "insert accounts",
                """
                insert into buddel.accounts (association_id, code, number, unit, kind, name_en, name_de)
                select \(association), t.code, t.number, t.unit, t.kind, t.name_en, t.name_de
                from buddel.account_templates t
                where not exists (select from buddel.accounts a where a.association_id = \(association) and a.code = t.code)
                order by t.code
                """))
    }

    /// The profile with its settlement rule, and its version; nil where there is none or it is not the user's.
    public func fetch(_ association: Int64) async throws -> (profile: AssociationProfile, version: Int)? {
        let row = try await session.query(
            SQL(
                name: "fetch association",
                "\(fragment: Self.columns) where id = \(association)")
        ).oneOrNone()
        guard let row else { return nil }
        var profile = try Self.profile(row)
        profile.settlement = try await SettlementRuleStore(session).fetch(in: association)
        return (profile, try row.decode("version"))
    }

    /// The profiles the user may see, without their settlement rules, by code.
    public func list() async throws -> [AssociationProfile] {
        try await session.query(SQL(name: "list associations", "\(fragment: Self.columns)"))
            .map(Self.profile).naturallySorted(by: \.code)
    }

    /// Replaces the profile; a settlement rule that differs becomes the new one.
    ///
    /// Returns false where `version` is given and is not the row's any more: somebody else was faster. The code is
    /// the association's name in files and stays.
    public func update(
        _ profile: AssociationProfile, of association: Int64, version: Int? = nil
    ) async throws -> Bool {
        let changed = try await session.execute(
            SQL(
                name: "update association",
                """
                update buddel.associations set name = \(profile.name), legal_form = \(profile.legalForm),
                    seat_ags = \(profile.seatAgs), founded_on = \(profile.foundedOn),
                    register_court = \(profile.register?.court), register_number = \(profile.register?.number),
                    iban = \(profile.iban), creditor_id = \(profile.creditorId),
                    deducts_input_tax = \(profile.deductsInputTax),
                    fiscal_year_start_month = \(Int16(profile.fiscalYearStart.month)),
                    fiscal_year_start_day = \(Int16(profile.fiscalYearStart.day)), version = version + 1
                where id = \(association) and (\(version)::bigint is null or version = \(version))
                """))
        guard changed == 1 else { return false }
        let rules = SettlementRuleStore(session)
        if let settlement = profile.settlement, try await rules.fetch(in: association) != settlement {
            try await rules.insert(settlement, in: association)
        }
        return true
    }

    private static let columns: SQL = """
        select code, name, legal_form, seat_ags, founded_on, register_court, register_number, iban, creditor_id,
            deducts_input_tax, fiscal_year_start_month, fiscal_year_start_day, version
        from buddel.associations
        """

    private static func profile(_ row: Row) throws -> AssociationProfile {
        var register: CourtRegister?
        if let court = try row.decode("register_court", as: String?.self),
            let number = try row.decode("register_number", as: String?.self)
        {
            register = CourtRegister(court: court, number: number)
        }
        let start = MonthDay(
            month: try row.decode("fiscal_year_start_month"), day: try row.decode("fiscal_year_start_day"))
        return AssociationProfile(
            code: try row.decode("code"), name: try row.decode("name"), legalForm: try row.decode("legal_form"),
            seatAgs: try row.decode("seat_ags"), foundedOn: try row.decode("founded_on"), register: register,
            iban: try row.decode("iban"), creditorId: try row.decode("creditor_id"),
            deductsInputTax: try row.decode("deducts_input_tax"), fiscalYearStart: start ?? .newYear)
    }
}
