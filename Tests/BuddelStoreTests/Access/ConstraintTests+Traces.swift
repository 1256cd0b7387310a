extension ConstraintTests {
    /// Of ties, tokens, the audit trail, idempotency keys and the installation.
    static let traces: [Broken] = [
        Broken(
            constraint: "declared_ties_pkey",
            statement: """
                insert into buddel.declared_ties (user_id, association_id, declared_by) values (11, 1, 0)
                """),
        Broken(
            constraint: "declared_ties_user_fkey",
            statement: """
                insert into buddel.declared_ties (user_id, association_id, declared_by) values (99, 1, 0)
                """),
        Broken(
            constraint: "declared_ties_association_fkey",
            statement: """
                insert into buddel.declared_ties (user_id, association_id, declared_by) values (11, 99, 0)
                """),
        Broken(
            constraint: "declared_ties_declared_by_fkey",
            statement: """
                insert into buddel.declared_ties (user_id, association_id, declared_by) values (11, 2, 99)
                """),
        Broken(
            constraint: "access_tokens_pkey",
            statement: """
                insert into buddel.access_tokens (id, user_id, token_hash, expires_at) overriding system value
                values (1, 11, sha256('new'), now() + interval '1 hour')
                """),
        Broken(
            constraint: "access_tokens_user_fkey",
            statement: """
                insert into buddel.access_tokens (user_id, token_hash, created_at, expires_at) values (99,
                sha256('new'), now(), now() + interval '1 hour')
                """),
        Broken(
            constraint: "access_tokens_hash_key",
            statement: """
                insert into buddel.access_tokens (user_id, token_hash, created_at, expires_at) values (11,
                sha256('11'), now(), now() + interval '1 hour')
                """),
        Broken(
            constraint: "access_tokens_hash_length",
            statement: """
                insert into buddel.access_tokens (user_id, token_hash, created_at, expires_at) values (11,
                'short', now(), now() + interval '1 hour')
                """),
        Broken(
            constraint: "access_tokens_expire_later",
            statement: """
                insert into buddel.access_tokens (user_id, token_hash, created_at, expires_at) values (11,
                sha256('new'), now(), now())
                """),
        Broken(
            constraint: "access_tokens_failed_logins_positive",
            statement: "update buddel.access_tokens set failed_logins = -1 where user_id = 11"),
        Broken(
            constraint: "access_tokens_begun_logins_positive",
            statement: "update buddel.access_tokens set begun_logins = -1 where user_id = 11"),
        Broken(
            constraint: "audit_events_pkey",
            statement: """
                insert into buddel.audit_events (id, user_id, action) overriding system value values (1, 11,
                'user.login')
                """),
        Broken(
            constraint: "audit_events_user_fkey",
            statement: """
                insert into buddel.audit_events (user_id, action, association_id, ags, detail) values (99,
                'user.login', null, null, '{}')
                """),
        Broken(
            constraint: "audit_events_action_form",
            statement: """
                insert into buddel.audit_events (user_id, action, association_id, ags, detail) values (11,
                'Logged in', null, null, '{}')
                """),
        Broken(
            constraint: "audit_events_association_fkey",
            statement: """
                insert into buddel.audit_events (user_id, action, association_id, ags, detail) values (11,
                'user.login', 99, null, '{}')
                """),
        Broken(
            constraint: "audit_events_municipality_fkey",
            statement: """
                insert into buddel.audit_events (user_id, action, association_id, ags, detail) values (11,
                'user.login', null, '99999999', '{}')
                """),
        Broken(
            constraint: "audit_events_detail_object",
            statement: """
                insert into buddel.audit_events (user_id, action, association_id, ags, detail) values (11,
                'user.login', null, null, '[]')
                """),
        Broken(
            constraint: "idempotency_keys_pkey",
            statement: """
                insert into buddel.idempotency_keys (user_id, key, fingerprint, expires_at) values (11, 'k',
                'f', now())
                """),
        Broken(
            constraint: "idempotency_keys_user_fkey",
            statement: """
                insert into buddel.idempotency_keys (user_id, key, fingerprint, expires_at) values (99, 'k',
                'f', now())
                """),
        Broken(
            constraint: "idempotency_keys_key_length",
            statement: """
                insert into buddel.idempotency_keys (user_id, key, fingerprint, expires_at) values (11, '', 'f',
                now())
                """),
        Broken(
            constraint: "installation_pkey",
            statement: """
                insert into buddel.installation (secret) values (sha256('x'))
                """),
        Broken(
            constraint: "installation_single_row",
            statement: """
                insert into buddel.installation (id, secret) values (false, sha256('x'))
                """),
        Broken(constraint: "installation_secret_length", statement: "update buddel.installation set secret = 'short'"),
    ]
}
