import Buddelverein

/// What a request says of an association.
enum AssociationBody {
    static let register = Schema.object(.required("court", .text(1...200)), .required("number", .text(1...60)))
        .named("CourtRegister")

    static let new = Schema(
        .object(
            [
                .required("code", .text(1...40)), .required("name", .text(1...200)), .required("seat_ags", .ags),
            ] + details)
    ).named("NewAssociation")

    static let change = Schema(
        .object([.optional("name", .text(1...200)), .optional("seat_ags", .ags)] + details)
    ).named("AssociationChange")

    private static let details: [Schema.Property] = [
        .optional("legal_form", .text(1...60)), .optional("founded_on", .day), .optional("register", register),
        .optional("iban", .iban), .optional("creditor_id", .creditorId),
        .optional("deducts_input_tax", .truth), .optional("fiscal_year_start", .monthDay),
        .optional("settlement", SettlementRuleBody.schema),
    ]

    static func profile(_ body: Input) throws(Refusal) -> AssociationProfile {
        var profile = AssociationProfile(
            code: body.requiredText("code"), name: body.requiredText("name"),
            seatAgs: try body.required("seat_ags", { text throws(Refusal) in try Ags(parsing: text) }))
        try apply(body, to: &profile)
        return profile
    }

    /// Changes what the body names; never the code.
    static func apply(_ body: Input, to profile: inout AssociationProfile) throws(Refusal) {
        body.change("name", &profile.name)
        body.change("legal_form", &profile.legalForm)
        if let ags = try body.optional("seat_ags", { text throws(Refusal) in try Ags(parsing: text) }) {
            profile.seatAgs = ags
        }
        try body.change("founded_on", &profile.foundedOn)
        if body.names("register") {
            profile.register = body.object("register").map {
                CourtRegister(court: $0.requiredText("court"), number: $0.requiredText("number"))
            }
        }
        body.change("iban", &profile.iban)
        body.change("creditor_id", &profile.creditorId)
        body.change("deducts_input_tax", &profile.deductsInputTax)
        if let start = try body.optional(
            "fiscal_year_start", { text throws(Refusal) in try MonthDay(parsing: text) })
        {
            profile.fiscalYearStart = start
        }
        if body.names("settlement") { profile.settlement = try body.object("settlement").map(SettlementRuleBody.rule) }
    }
}
