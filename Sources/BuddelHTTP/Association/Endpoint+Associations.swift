import BuddelOperations
import Buddelverein

extension Endpoint {
    static let associationEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations", id: "listAssociations", tag: .association,
            summary: LocalizedText(
                en: "List the associations that you can see.", de: "Die Vereine auflisten, die Sie sehen können."),
            operation: .associationShow, outcome: .page(Shape.association.schema)
        ) { call in
            let associations = try await call.app.listAssociations()
            return Paging(call).page(associations, key: \.code, json: Shape.association.json)
        },
        Endpoint(
            method: .post, path: "/associations", id: "addAssociation", tag: .association,
            summary: LocalizedText(en: "Found an association.", de: "Einen Verein anlegen."),
            operation: .associationAdd, body: .json(AssociationBody.new), outcome: .created(Shape.association.schema),
            refusals: [.duplicateReference, .invalidIban, .unknownMunicipality]
        ) { call in
            let profile = try AssociationBody.profile(call.body)
            try await call.app.addAssociation(profile)
            return .created(Shape.association.json(profile), at: "/associations/\(profile.code)", version: 1)
        },
        Endpoint(
            method: .get, path: "/associations/{association}", id: "showAssociation", tag: .association,
            summary: LocalizedText(en: "Show an association.", de: "Einen Verein zeigen."),
            operation: .associationShow, outcome: .ok(Shape.association.schema)
        ) { call in try await show(call) },
        Endpoint(
            method: .patch, path: "/associations/{association}", id: "editAssociation", tag: .association,
            summary: LocalizedText(en: "Change an association's data.", de: "Daten eines Vereins ändern."),
            note:
                "What is not named stays as it is; `null` empties it. A new rule of settlement replaces the whole rule.",
            operation: .associationChange, body: .json(AssociationBody.change),
            outcome: .ok(Shape.association.schema), isVersioned: true, refusals: [.invalidIban, .contentChanged]
        ) { call in
            let body = call.body
            _ = try await call.app.editAssociation(call.association, version: call.version) { profile in
                try AssociationBody.apply(body, to: &profile)
            }
            return try await show(call)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/settlement", id: "previewSettlement", tag: .association,
            summary: LocalizedText(en: "Preview the settlement.", de: "Die Abrechnung vorab zeigen."),
            operation: .settlementPreview, query: [.requiredDay], outcome: .ok(Shape.settlement.schema),
            refusals: [.emptySettlementKey]
        ) { call in
            let settlement = try await call.app.previewSettlement(on: try call.requiredDay("on"), in: call.association)
            return .value(Shape.settlement.json(settlement))
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let stored = try await call.app.fetchAssociation(call.association)
        return .value(Shape.association.json(stored.record), version: stored.version)
    }
}

extension Shape where Value == AssociationProfile {
    static let association = Shape("Association")
        .text("code") { $0.code }
        .text("name") { $0.name }
        .text("legal_form") { $0.legalForm }
        .value("seat_ags", .ags) { $0.seatAgs }
        .optional("founded_on", .day) { $0.foundedOn }
        .with("register", AssociationBody.register.orNull) { profile in
            profile.register.map { ["court": .string($0.court), "number": .string($0.number)] } ?? .null
        }
        .optionalText("iban") { $0.iban }
        .optionalText("creditor_id") { $0.creditorId }
        .truth("deducts_input_tax") { $0.deductsInputTax }
        .value("fiscal_year_start", .monthDay) { $0.fiscalYearStart }
        .with("settlement", SettlementRuleBody.schema.orNull) { profile in
            profile.settlement.map(SettlementRuleBody.json) ?? .null
        }
}

extension Shape where Value == Settlement {
    static let settlement = Shape("Settlement")
        .value("on", .day) { $0.on }
        .value("to_share", .money) { $0.toShare }
        .value("pool", .money) { $0.pool }
        .value("rest", .money) { $0.rest }
        .list("members", Shape<Settlement.Row>.settlementRow) { $0.members }
}

extension Shape where Value == Settlement.Row {
    static let settlementRow = Shape("SettlementRow")
        .text("number") { $0.number }
        .value("duty", .minutes) { $0.duty }
        .value("worked", .minutes) { $0.worked }
        .value("share", .money) { $0.share }
        .value("charge", .money) { $0.charge }
        .value("credit", .money) { $0.credit }
        .value("machine_credit", .money) { $0.machineCredit }
        .value("paid", .money) { $0.paid }
        .value("balance", .money) { $0.balance }
}
