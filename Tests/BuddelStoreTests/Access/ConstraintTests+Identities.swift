extension ConstraintTests {
    private static func identity(
        user: String = "11", issuer: String = "https://i.example", subject: String = "s", linkedBy: String = "0"
    ) -> String {
        """
        insert into buddel.user_identities (user_id, issuer, subject, linked_by)
        values (\(user), '\(issuer)', '\(subject)', \(linkedBy))
        """
    }

    private static func pending(
        state: String = "sha256('s')", browser: String = "sha256('b')", issuer: String = "https://i.example",
        nonce: String = "repeat('n', 43)", verifier: String = "repeat('v', 43)", lasts: String = "10 minutes"
    ) -> String {
        """
        insert into buddel.pending_logins (state_hash, browser_hash, issuer, nonce, verifier, begun_at, expires_at)
        values (\(state), \(browser), '\(issuer)', \(nonce), \(verifier), now(), now() + interval '\(lasts)')
        """
    }

    /// Of identities at issuers, and of log-ins there that are under way.
    static let identities: [Broken] = [
        Broken(
            constraint: "user_identities_pkey",
            statement: """
                \(identity()); insert into buddel.user_identities (id, user_id, issuer, subject, linked_by)
                overriding system value select id, 12, issuer, 'other', 0 from buddel.user_identities
                """),
        Broken(constraint: "user_identities_user_fkey", statement: identity(user: "99")),
        Broken(constraint: "user_identities_not_local_owner", statement: identity(user: "0")),
        Broken(constraint: "user_identities_issuer_form", statement: identity(issuer: "i.example")),
        Broken(constraint: "user_identities_subject_form", statement: identity(subject: "a b")),
        Broken(constraint: "user_identities_linked_by_fkey", statement: identity(linkedBy: "99")),
        Broken(constraint: "user_identities_identity_key", statement: "\(identity()); \(identity(user: "12"))"),
        Broken(constraint: "user_identities_user_key", statement: "\(identity()); \(identity(subject: "t"))"),
        Broken(constraint: "pending_logins_pkey", statement: "\(pending()); \(pending())"),
        Broken(constraint: "pending_logins_state_length", statement: pending(state: "'short'")),
        Broken(constraint: "pending_logins_browser_length", statement: pending(browser: "'short'")),
        Broken(constraint: "pending_logins_issuer_form", statement: pending(issuer: "ftp://i.example")),
        Broken(constraint: "pending_logins_nonce_form", statement: pending(nonce: "'short'")),
        Broken(constraint: "pending_logins_verifier_form", statement: pending(verifier: "repeat('+', 43)")),
        Broken(constraint: "pending_logins_expire_soon", statement: pending(lasts: "10 minutes 1 second")),
    ]
}
