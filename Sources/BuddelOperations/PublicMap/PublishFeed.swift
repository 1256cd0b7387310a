import BuddelFormats
import BuddelStore
import Buddelverein

extension BuddelApp {
    /// How many publications are kept; older ones are of no use to anybody.
    private static let keptPublications = 10

    /// Computes a publication of everything (rules.md 8), stores it, and tells every serving instance.
    ///
    /// Guarantees: one transaction, so that the figures agree with each other; the same records give the same bytes but
    /// for the time. Refuses with `looser_publication` and `busy`, where another instance is publishing.
    public func publishFeed(publisher: String? = nil) async throws -> StoredPublication {
        try await perform(.feedPublish, isolation: .repeatableRead) { work in
            let inputs = PublicationInputStore(work.transaction)
            let store = PublicationStore(work.transaction)
            guard try await store.tryPublicationLock() else { throw Refusal.alreadyPublishing() }
            var associations: [PublicationInput.Association] = []
            for association in try await AssociationLookup(work.transaction).listVisible(code: nil) {
                if let input = try await inputs.fetch(association.id, on: work.today) { associations.append(input) }
            }
            let input = PublicationInput(
                publishedAt: work.surroundings.now(), day: work.today,
                municipalities: try await MunicipalityStore(work.transaction).list(), associations: associations)
            let publication = try publish(
                input, settings: try await inputs.fetchSettings(), key: .hashed(secret: try await inputs.fetchSecret()))
            let terms = FeedTerms(publisher: publisher ?? associations.map(\.profile.name).joined(separator: ", "))
            let files = FeedWriter(terms: terms, sha256: sha256Hex).files(
                of: publication)
            try await store.insert(files, kept: Self.keptPublications)
            try await work.audit(detail: ["files": .integer(Int64(files.files.count))])
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
