import BuddelOperations
import Buddelverein

extension Endpoint {
    /// What the public sees.
    static let publicationEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/publications", id: "publishFeed", tag: .publicMap,
            summary: LocalizedText(en: "Publish the feed now.", de: "Den Feed jetzt veröffentlichen."),
            note: "The server does so once a day by itself. Without `publisher` it is the one of the settings.",
            operation: .feedPublish,
            query: [
                QueryParameter(
                    "publisher", .text(1...200), en: "Who publishes, this once.", de: "Wer veröffentlicht, dieses Mal.")
            ], outcome: .created(Shape.publication.schema), refusals: [.looserPublication, .busy, .invalidValue]
        ) { call in
            let publication = try await call.app.publishFeed(publisher: call.parameter("publisher"))
            return .created(Shape.publication.json(publication), at: "/publications/latest")
        },
        Endpoint(
            method: .get, path: "/publications/latest", id: "showPublication", tag: .publicMap,
            summary: LocalizedText(
                en: "The newest publication: its files stand below `/feed/`.",
                de: "Die neueste Veröffentlichung: Ihre Dateien stehen unter `/feed/`."),
            operation: .feedSettingsRead, outcome: .ok(Shape.publication.schema)
        ) { call in .value(Shape.publication.json(try await call.app.latestPublication())) },
        Endpoint(
            method: .get, path: "/publication-settings", id: "showPublicationSettings", tag: .publicMap,
            summary: LocalizedText(en: "How coarse the feed is.", de: "Wie grob der Feed ist."),
            operation: .feedSettingsRead, outcome: .ok(Shape.policy.schema)
        ) { call in answer(try await call.app.fetchPublicationPolicy()) },
        Endpoint(
            method: .patch, path: "/publication-settings", id: "changePublicationSettings", tag: .publicMap,
            summary: LocalizedText(
                en: "Make publications stricter, or name the publisher.",
                de: "Strenger veröffentlichen, oder sagen, wer veröffentlicht."),
            note: "Never looser than rule 8. What is not named stays as it is; `null` as publisher stands for the "
                + "associations' names. It holds from the next publication on.",
            operation: .feedSettings, body: .json(PolicyBody.schema), outcome: .ok(Shape.policy.schema),
            isVersioned: true, refusals: [.looserPublication, .invalidValue, .contentChanged]
        ) { call in
            let body = call.body
            return answer(
                try await call.app.changePublicationPolicy(version: call.version) { policy in
                    try PolicyBody.apply(body, to: &policy)
                })
        },
    ]

    private static func answer(_ policy: PublicationPolicy) -> Answer {
        .value(Shape.policy.json(policy), version: policy.version)
    }
}

extension Shape where Value == PublicationPolicy {
    static let policy = Shape("PublicationSettings")
        .optionalText("publisher") { $0.publisher }
        .with("figures", Schema(.map(.text(1...40), count: 0...100))) { policy in
            .object(JSONObject(policy.figures.map { ($0.name, .string($0.value)) }))
        }
}

extension Shape where Value == StoredPublication {
    static let publication = Shape("Publication")
        .with("published_at", .moment) { .string(HTTPDate.timestamp($0.publishedAt)) }
        .list("files", Shape<PublishedFile>.publishedFile) { $0.files }
}

extension Shape where Value == PublishedFile {
    static let publishedFile = Shape("PublishedFile")
        .text("name") { $0.name }
        .text("media_type") { $0.mediaType }
        .count("bytes") { $0.bytes.count }
        .with("sha256", .hash) { .string($0.sha256) }
}
