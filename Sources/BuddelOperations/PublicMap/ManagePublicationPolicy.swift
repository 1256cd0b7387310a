import BuddelStore
import Buddelverein

extension BuddelApp {
    /// How coarse the installation publishes and in whose name; everybody who has logged in may know.
    public func fetchPublicationPolicy() async throws -> PublicationPolicy {
        try await perform(.feedSettingsRead, access: .readOnly) { work in
            try await PublicationPolicyStore(work.transaction).fetch()
        }
    }

    /// Changes how the installation publishes, from the next publication on; returns the policy as it is then.
    ///
    /// Guarantees: nothing looser than rules.md 8; the change is audited with the figures before and after. Refuses with
    /// `looser_publication`, `invalid_value`, `not_allowed`, and with `content_changed` where `version` is not the present
    /// one.
    @discardableResult
    public func changePublicationPolicy(
        version: Int? = nil, _ change: @Sendable (inout PublicationPolicy) throws -> Void
    ) async throws -> PublicationPolicy {
        try await perform(.feedSettings) { work in
            let store = PublicationPolicyStore(work.transaction)
            let before = try await store.fetch(locked: true)
            guard version ?? before.version == before.version else { throw Refusal.changedMeanwhile("feed settings") }
            var after = before
            try change(&after)
            try after.check()
            guard after != before else { return after }
            try await store.update(after)
            try await work.audit(detail: Self.difference(before, after))
            return after
        }
    }

    private static func difference(_ before: PublicationPolicy, _ after: PublicationPolicy) -> JSONObject {
        var changed: JSONObject = [:]
        for (old, new) in zip(before.figures, after.figures) where old.value != new.value {
            changed[old.name] = ["before": .string(old.value), "after": .string(new.value)]
        }
        if before.publisher != after.publisher {
            changed["publisher"] = [
                "before": before.publisher.map { .string($0) } ?? .null,
                "after": after.publisher.map { .string($0) } ?? .null,
            ]
        }
        return changed
    }
}

extension PublicationPolicy {
    /// A number that tells this policy from others: what somebody has read before he changes it.
    ///
    /// The row has no counter of its own for changes; 28 bits of the content's hash tell two policies apart.
    public var version: Int {
        let figures: [JSONValue] = figures.map { [.string($0.name), .string($0.value)] }
        let content: JSONValue = [.array(figures), publisher.map { .string($0) } ?? .null]
        return Int(sha256Hex(JSONWriter().bytes(content)).prefix(7), radix: 16) ?? 0
    }
}
