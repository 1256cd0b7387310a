import BuddelOperations
import Buddelverein

extension Endpoint {
    /// What the public sees.
    static let publicationEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/publications", id: "publishFeed", tag: .publicMap,
            summary: LocalizedText(en: "Publish the feed now.", de: "Den Feed jetzt veröffentlichen."),
            note: "The server does so once a day by itself.", operation: .feedPublish,
            outcome: .created(
                Schema.object(.required("files", .list(.text(1...100), 0...100))).named("Publication"))
        ) { call in
            let publication = try await call.app.publishFeed()
            return .created(["files": .array(publication.files.map { .string($0.name) })], at: nil)
        },
        Endpoint(
            method: .get, path: "/publication-settings", id: "showPublicationSettings", tag: .publicMap,
            summary: LocalizedText(en: "How coarse the feed is.", de: "Wie grob der Feed ist."),
            operation: .feedSettingsRead, outcome: .ok(Shape.policy.schema)
        ) { call in .value(Shape.policy.json(try await call.app.fetchPublicationPolicy())) },
    ]
}

extension Shape where Value == PublicationPolicy {
    static let policy = Shape("PublicationSettings")
        .optionalText("publisher") { $0.publisher }
        .with("figures", Schema(.map(.text(1...40), count: 0...100))) { policy in
            .object(JSONObject(policy.figures.map { ($0.name, .string($0.value)) }))
        }
}
