extension ConstraintTests {
    /// Of second factors, recovery codes, and what a token gives.
    static let factors: [Broken] = [
        Broken(
            constraint: "second_factors_pkey",
            statement: """
                insert into buddel.second_factors (user_id, secret, made_at)
                values (11, decode(repeat('07', 20), 'hex'), now())
                """),
        Broken(
            constraint: "second_factors_user_fkey",
            statement: """
                insert into buddel.second_factors (user_id, secret, made_at)
                values (99, decode(repeat('07', 20), 'hex'), now())
                """),
        Broken(
            constraint: "second_factors_secret_length",
            statement: "update buddel.second_factors set secret = 'short' where user_id = 11"),
        Broken(
            constraint: "second_factors_confirmed_later",
            statement: """
                update buddel.second_factors set confirmed_at = made_at - interval '1 second' where user_id = 11
                """),
        Broken(
            constraint: "second_factors_last_step_positive",
            statement: "update buddel.second_factors set last_step = -1 where user_id = 11"),
        Broken(
            constraint: "second_factors_confirmed_by_code",
            statement: "update buddel.second_factors set last_step = null where user_id = 11"),
        Broken(
            constraint: "recovery_codes_pkey",
            statement: "insert into buddel.recovery_codes (user_id, code_hash) values (11, sha256('11'))"),
        Broken(
            constraint: "recovery_codes_factor_fkey",
            statement: "insert into buddel.recovery_codes (user_id, code_hash) values (0, sha256('x'))"),
        Broken(
            constraint: "recovery_codes_hash_length",
            statement: "insert into buddel.recovery_codes (user_id, code_hash) values (11, 'short')"),
        Broken(
            constraint: "access_tokens_access_known",
            statement: "update buddel.access_tokens set access = 'everything' where user_id = 11"),
        Broken(
            constraint: "access_tokens_association_fkey",
            statement: "update buddel.access_tokens set scope_association_id = 99 where user_id = 11"),
        Broken(
            constraint: "access_tokens_municipality_fkey",
            statement: "update buddel.access_tokens set scope_ags = '99999999' where user_id = 11"),
        Broken(
            constraint: "access_tokens_one_place",
            statement: """
                update buddel.access_tokens set scope_association_id = 1, scope_ags = '05978032' where user_id = 11
                """),
    ]
}
