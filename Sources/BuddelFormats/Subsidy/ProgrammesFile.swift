import Buddelverein

/// `programmes.json`: funders' rules as data.
enum ProgrammesFile: JSONListFile {
    static let file = CaseFile.programmes

    static func record(_ object: ObjectReader) -> Programme? {
        let code = object.required("code", Refusal.code)
        let funder = object.requiredText("funder")
        let ags = object.required("ags") { text throws(Refusal) in try TerritoryKey(parsing: text) }
        let administeredBy = object.value("administered_by") { text throws(Refusal) in try Ags(parsing: text) }
        let title = object.text("title")
        let budget = budget(object)
        let financing = object.requiredObject("financing").flatMap(financing)
        let eligible = object.object("eligible").map(eligible)
        let unpaidShareMax = object.value("unpaid_share_max") { text throws(Refusal) in try Refusal.percentage(text) }
        let startBan = object.truth("start_ban")
        let ownTerritoryOnly = object.truth("own_territory_only")
        let cap = object.value("cap_per_active_connection") { text throws(Refusal) in
            try Refusal.nonNegative(Money(parsing: text))
        }
        let cashCeiling = object.truth("cash_ceiling")
        let rounding: GrantRounding? = object.word("rounding")
        let minimum = object.value("minimum") { text throws(Refusal) in
            try Refusal.nonNegative(Money(parsing: text))
        }
        let margin = object.value("interest_margin") { text throws(Refusal) in try Refusal.percentage(text) }
        guard let ags = ags ?? TerritoryKey(rawValue: "00") else { return nil }
        return Programme(
            code: code ?? "", funder: funder ?? "", ags: ags, administeredBy: administeredBy, title: title ?? "",
            budget: budget, financing: financing ?? .full, eligible: eligible ?? EligibleRules(),
            unpaidShareMax: unpaidShareMax,
            startBan: startBan ?? false, ownTerritoryOnly: ownTerritoryOnly ?? false, capPerActiveConnection: cap,
            cashCeiling: cashCeiling ?? true, rounding: rounding ?? .cent, minimum: minimum,
            interestMargin: margin ?? .zero)
    }

    private static func budget(_ object: ObjectReader) -> Budget? {
        guard let member = object.member("budget") else { return nil }
        guard case .array = member.content else {
            return object.value("budget") { text throws(Refusal) in
                .total(try Refusal.nonNegative(Money(parsing: text)))
            }
        }
        let years = (object.objects("budget") ?? []).compactMap { entry -> BudgetYear? in
            let year = entry.required("year") { text throws(Refusal) in try Refusal.integer(text, in: 1900...9999) }
            let amount = entry.required("amount") { text throws(Refusal) in
                try Refusal.nonNegative(Money(parsing: text))
            }
            entry.finish()
            guard let year, let amount else { return nil }
            return BudgetYear(year: year, amount: amount)
        }
        return .perYear(years)
    }

    private static func financing(_ object: ObjectReader) -> Financing? {
        let kind = object.requiredText("kind")
        defer { object.finish() }
        switch kind {
        case "share":
            let rate = object.required("rate") { text throws(Refusal) in try Refusal.percentage(text) }
            return rate.map { .share(rate: $0) }
        case "fixed":
            let unit: GrantUnit? = object.requiredWord("unit")
            let amount = object.required("amount") { text throws(Refusal) in
                try Refusal.nonNegative(Money(parsing: text))
            }
            guard let unit, let amount else { return nil }
            return .fixed(unit: unit, amount: amount)
        case "deficit": return .deficit
        case "full": return .full
        case let other?:
            object.refuse(.notOneOf(["share", "fixed", "deficit", "full"], other), "kind", value: other)
            return nil
        case nil: return nil
        }
    }

    private static func eligible(_ object: ObjectReader) -> EligibleRules {
        let categories = object.texts("cost_categories")
        let tasks = object.texts("tasks")
        let labour = object.object("labour").flatMap { labour -> LabourRules? in
            let rate = labour.required("rate") { text throws(Refusal) in try HourlyRate(parsing: text) }
            let cap = labour.value("max_per_day") { text throws(Refusal) in
                try Refusal.nonNegative(Minutes(parsing: text))
            }
            labour.finish()
            return rate.map { LabourRules(rate: $0, maxPerDay: cap) }
        }
        let rates = object.values("machine_rates", standIn: .zero) { text throws(Refusal) in
            try HourlyRate(parsing: text)
        }
        let inKind = object.truth("in_kind")
        let requiresDocument = object.truth("requires_document")
        object.finish()
        return EligibleRules(
            costCategories: categories, tasks: tasks, labour: labour, machineRates: rates, inKind: inKind ?? false,
            requiresDocument: requiresDocument ?? false)
    }

    static func key(_ record: Programme) -> String { record.code }

    static func value(_ record: Programme) -> JSONValue {
        var value: JSONObject = [
            "code": .string(record.code), "funder": .string(record.funder), "ags": .text(record.ags),
        ]
        if let municipality = record.administeredBy { value["administered_by"] = .text(municipality) }
        value["title"] = .string(record.title)
        if let budget = record.budget { value["budget"] = budget.fileJSON }
        value["financing"] = record.financing.fileJSON
        value["eligible"] = record.eligible.fileJSON
        if let share = record.unpaidShareMax { value["unpaid_share_max"] = .text(share) }
        value["start_ban"] = .bool(record.startBan)
        value["own_territory_only"] = .bool(record.ownTerritoryOnly)
        if let cap = record.capPerActiveConnection { value["cap_per_active_connection"] = .text(cap) }
        value["cash_ceiling"] = .bool(record.cashCeiling)
        value["rounding"] = .string(record.rounding.rawValue)
        if let minimum = record.minimum { value["minimum"] = .text(minimum) }
        value["interest_margin"] = .text(record.interestMargin)
        return .object(value)
    }
}
