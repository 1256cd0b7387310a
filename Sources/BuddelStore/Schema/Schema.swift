import Postgres

/// The SQL of the folder `sql/`, embedded in the binary: migrations, reference data and integrity checks.
public enum Schema {
    /// The migrations in order; a test holds this list and the folder `sql/deploy` together.
    public static let migrations: [Migration] = [
        migration(1, "schemas", PackageResources._001_schemas_sql),
        migration(2, "access", PackageResources._002_access_sql),
        migration(3, "reference", PackageResources._003_reference_sql),
        migration(4, "association", PackageResources._004_association_sql),
        migration(5, "network", PackageResources._005_network_sql),
        migration(6, "vouchers", PackageResources._006_vouchers_sql),
        migration(7, "journal", PackageResources._007_journal_sql),
        migration(8, "subsidy", PackageResources._008_subsidy_sql),
        migration(9, "claim_guards", PackageResources._009_claim_guards_sql),
        migration(10, "feed", PackageResources._010_feed_sql),
        migration(11, "row_level_security", PackageResources._011_row_level_security_sql),
        migration(12, "acts", PackageResources._012_acts_sql),
        migration(13, "guards", PackageResources._013_guards_sql),
        migration(14, "history_lock", PackageResources._014_history_lock_sql),
        migration(15, "role_rights", PackageResources._015_role_rights_sql),
        migration(16, "contended_logins", PackageResources._016_contended_logins_sql),
        migration(17, "ending_users", PackageResources._017_ending_users_sql),
        migration(18, "deciding_members", PackageResources._018_deciding_members_sql),
        migration(19, "award_limits", PackageResources._019_award_limits_sql),
        migration(20, "bounded_texts", PackageResources._020_bounded_texts_sql),
        migration(21, "second_factor", PackageResources._021_second_factor_sql),
        migration(22, "token_scopes", PackageResources._022_token_scopes_sql),
        migration(23, "openid", PackageResources._023_openid_sql),
        migration(24, "area_leads", PackageResources._024_area_leads_sql),
        migration(25, "log_ins_at_once", PackageResources._025_log_ins_at_once_sql),
    ]

    /// Reference data: run after the migrations each time, adds only what is missing.
    public static let referenceData = text(PackageResources.reference_data_sql)

    /// The integrity checks in the order `buddel check` runs them: each returns offending rows, none when healthy.
    public static let checks: [IntegrityCheck] = [
        check("voucher_numbers", PackageResources.voucher_numbers_sql),
        check("voucher_details", PackageResources.voucher_details_sql),
        check("journal_numbers", PackageResources.journal_numbers_sql),
        check("journal_balances", PackageResources.journal_balances_sql),
        check("journal_digests", PackageResources.journal_digests_sql),
        check("journal_chain", PackageResources.journal_chain_sql),
        check("confirmed_is_booked", PackageResources.confirmed_is_booked_sql),
        check("vouchers_match_entries", PackageResources.vouchers_match_entries_sql),
        check("award_counters", PackageResources.award_counters_sql),
        check("budget_counters", PackageResources.budget_counters_sql),
        check("coverage_counters", PackageResources.coverage_counters_sql),
        check("award_coverage", PackageResources.award_coverage_sql),
        check("claim_hashes", PackageResources.claim_hashes_sql),
        check("grants_are_booked", PackageResources.grants_are_booked_sql),
        check("claim_states", PackageResources.claim_states_sql),
        check("claims_without_journal", PackageResources.claims_without_journal_sql),
        check("progress_within_segment", PackageResources.progress_within_segment_sql),
    ]

    /// Roles the database needs; whoever creates it makes them (docs/internals/security.md).
    public static let ownerRole = "buddel_owner"
    public static let applicationRole = "buddel_app"
    public static let feedRole = "buddel_feed"
    /// Extensions the database needs.
    public static let extensions = ["postgis", "btree_gist"]

    private static func migration(_ number: Int, _ name: String, _ bytes: [UInt8]) -> Migration {
        Migration(number: number, name: name, sql: text(bytes))
    }

    private static func check(_ name: String, _ bytes: [UInt8]) -> IntegrityCheck {
        IntegrityCheck(name: name, sql: text(bytes))
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

/// A query that returns the rows that break an invariant, none when all is well.
public struct IntegrityCheck: Sendable {
    public let name: String
    /// Text of the file `sql/checks/<name>.sql`.
    public let sql: String
}
