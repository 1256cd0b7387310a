import BuddelFormats
import BuddelStore
import Buddelverein

extension BuddelApp {
    /// How many publications are kept; older ones are of no use to anybody.
    private static let keptPublications = 10

    /// Computes a publication of everything (rules.md 8), stores it, and tells every serving instance.
    ///
    /// Guarantees: one transaction, so that the figures agree with each other; the same records give the same bytes but
    /// for the time; every association is in it, whoever asked. Refuses with `looser_publication` and `busy`, where
    /// another instance is publishing.
    public func publishFeed(publisher: String? = nil) async throws -> StoredPublication {
        guard let publication = try await publish(publisher: publisher, onceADay: false) else {
            preconditionFailure("only the daily publication may find that it is not due")
        }
        return publication
    }

    /// The daily publication; nil where there is one of today already.
    ///
    /// The server does it for nobody: it takes nothing from a caller, and what comes out is the rule's and public. So
    /// it needs no log-in and no token, whoever the application acts for; the trail names the installation's own user.
    func publishDaily() async throws -> StoredPublication? {
        try await acting(as: 0).publish(publisher: nil, onceADay: true)
    }

    private func publish(publisher: String?, onceADay: Bool) async throws -> StoredPublication? {
        try await perform(.feedPublish, isolation: .repeatableRead) { work in
            let store = PublicationStore(work.transaction)
            guard try await store.tryPublicationLock() else { throw Refusal.alreadyPublishing() }
            if onceADay, let last = try await store.fetchPublishedAt(), surroundings.dayOfMoment(last) >= work.today {
                return nil
            }
            // A treasurer may publish, but not leave the others' associations out: what is published is the rule's
            // business, not his, so it is computed with the view of the database's owner.
            let caller = CallerStore(work.transaction)
            try await caller.act(as: 0)
            try await PublicationPolicyStore(work.transaction).countPublication()
            let files = try await work.publicationFiles(publisher: publisher)
            try await store.insert(files, kept: Self.keptPublications)
            try await caller.act(as: work.caller.userID)
            try await work.audit(
                detail: ["files": .integer(Int64(files.files.count)), "daily": .bool(onceADay)])
            return files
        }
    }

    /// The newest publication; refuses with `not_found` before the first.
    public func latestPublication() async throws -> StoredPublication {
        let latest = try await anonymously { try await PublicationStore($0).fetchLatest() }
        guard let latest else { throw Refusal.nothingPublished() }
        return latest
    }
}

extension UnitOfWork {
    /// The finished files of everything the transaction can see.
    fileprivate func publicationFiles(publisher: String?) async throws -> StoredPublication {
        let inputs = PublicationInputStore(transaction)
        var associations: [PublicationInput.Association] = []
        for association in try await AssociationLookup(transaction).listVisible(code: nil) {
            if let input = try await inputs.fetch(association.id, on: today) { associations.append(input) }
        }
        let input = PublicationInput(
            publishedAt: surroundings.now(), day: today,
            municipalities: try await MunicipalityStore(transaction).list(), associations: associations)
        let policy = try await PublicationPolicyStore(transaction).fetch()
        let publication = try publish(
            input, settings: policy.settings, key: .hashed(secret: try await inputs.fetchSecret()))
        let terms = FeedTerms(
            publisher: publisher ?? policy.publisher ?? associations.map(\.profile.name).joined(separator: ", "))
        return FeedWriter(terms: terms, sha256: sha256Hex).files(of: publication)
    }
}

extension Refusal {
    static func alreadyPublishing() -> Refusal {
        Refusal(
            .busy,
            LocalizedText(
                en: "Another instance is publishing right now.", de: "Eine andere Instanz veröffentlicht gerade."),
            cure: LocalizedText(en: "Wait a moment.", de: "Einen Augenblick warten."))
    }

    static func nothingPublished() -> Refusal {
        Refusal(
            .notFound, LocalizedText(en: "Nothing has been published yet.", de: "Es ist noch nichts veröffentlicht."),
            cure: LocalizedText(en: "buddel feed publish", de: "buddel feed publish"))
    }
}
