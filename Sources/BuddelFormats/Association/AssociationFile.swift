import Buddelverein

/// `association.json`: what an association is, and how it settles.
enum AssociationFile {
    static let file = CaseFile.association

    /// The profile; what was refused of it is unjudged. Nil for what is no object.
    static func read(_ bytes: [UInt8], limits: FileLimits, issues: FileIssues) -> Located<AssociationProfile>? {
        guard let root = JSONFile.root(bytes, file: file, limits: limits, issues: issues),
            let object = ObjectReader(root, file: file.rawValue, pointer: "", issues: issues)
        else { return nil }
        let profile = profile(object)
        object.finish()
        var refused = object.refused
        // The shares are judged by their sum.
        if refused.contains(where: { $0.hasPrefix("settlement/keys") }) { refused.insert("settlement/keys") }
        return profile.map { Located($0, line: root.line, unjudged: refused, hasKey: !refused.contains("code")) }
    }

    private static func profile(_ object: ObjectReader) -> AssociationProfile? {
        let code = object.required("code", associationCode)
        let name = object.requiredText("name")
        let legalForm = object.text("legal_form")
        let seat = object.required("seat_ags") { text throws(Refusal) in try Ags(parsing: text) }
        let foundedOn = object.value("founded_on") { text throws(Refusal) in try Day(parsing: text) }
        let register = object.object("register").flatMap(register)
        let iban = object.text("iban").map(IbanText.plain)
        let creditorId = object.text("creditor_id").map(IbanText.plain)
        let deducts = object.truth("deducts_input_tax")
        let yearStart = object.value("fiscal_year_start") { text throws(Refusal) in try MonthDay(parsing: text) }
        let settlement = object.object("settlement").flatMap(SettlementJSON.rule)
        guard let seat = seat ?? Ags(rawValue: "00000000") else { return nil }
        return AssociationProfile(
            code: code ?? "", name: name ?? "", legalForm: legalForm ?? "registered_association", seatAgs: seat,
            foundedOn: foundedOn, register: register, iban: iban, creditorId: creditorId,
            deductsInputTax: deducts ?? false, fiscalYearStart: yearStart ?? .newYear, settlement: settlement)
    }

    /// The code of an association stands in paths and addresses.
    private static func associationCode(_ text: String) throws(Refusal) -> String {
        let isPlain = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isPlain, text.utf8.first != 0x2D, (1...63).contains(text.utf8.count) else {
            throw Refusal(
                .invalidValue,
                LocalizedText(
                    en: "“\(text)” can't be the code of an association.",
                    de: "„\(text)“ kann nicht das Kürzel eines Vereins sein."),
                cure: LocalizedText(
                    en: "Write lower-case letters, digits and hyphens.",
                    de: "Schreiben Sie Kleinbuchstaben, Ziffern und Bindestriche."))
        }
        return text
    }

    private static func register(_ object: ObjectReader) -> CourtRegister? {
        let court = object.requiredText("court")
        let number = object.requiredText("number")
        object.finish()
        guard let court, let number else { return nil }
        return CourtRegister(court: court, number: number)
    }

    static func write(_ profile: AssociationProfile) -> [UInt8] {
        var value: JSONObject = [
            "code": .string(profile.code), "name": .string(profile.name), "legal_form": .string(profile.legalForm),
            "seat_ags": .text(profile.seatAgs), "founded_on": .text(profile.foundedOn),
        ]
        if let register = profile.register {
            value["register"] = ["court": .string(register.court), "number": .string(register.number)]
        }
        value["iban"] = .text(profile.iban)
        value["creditor_id"] = .text(profile.creditorId)
        value["deducts_input_tax"] = .bool(profile.deductsInputTax)
        value["fiscal_year_start"] = .text(profile.fiscalYearStart)
        if let settlement = profile.settlement { value["settlement"] = SettlementJSON.value(settlement) }
        return JSONFile.bytes(.object(value))
    }
}

/// The settlement rule in JSON.
enum SettlementJSON {
    static func rule(_ object: ObjectReader) -> SettlementRule? {
        let keys = object.objects("keys")
        if keys == nil, !object.refused.contains("keys") { object.refuse(.missingMember("keys"), "keys") }
        let labour = object.object("labour").flatMap(labour)
        let rates = object.values("machine_rates", standIn: .zero) { text throws(Refusal) in
            try HourlyRate(parsing: text)
        }
        let read = (keys ?? []).compactMap(key)
        object.finish()
        return SettlementRule(keys: read, labour: labour, machineRates: rates ?? [:])
    }

    private static func key(_ object: ObjectReader) -> SettlementKey? {
        let by = object.requiredText("by")
        let share = object.required("share") { text throws(Refusal) in try Refusal.percentage(text) }
        var basis: SettlementKey.Basis?
        switch by {
        case "connection":
            let active = object.required("active") { text throws(Refusal) in try Weight(parsing: text) }
            let passive = object.required("passive") { text throws(Refusal) in try Weight(parsing: text) }
            if let active, let passive { basis = .connection(active: active, passive: passive) }
        case "lead_metre": basis = .leadMetre
        case "member": basis = .member
        case let other?: object.refuse(.notOneOf(["connection", "lead_metre", "member"], other), "by", value: other)
        case nil: break
        }
        object.finish()
        guard let basis, let share else { return nil }
        return SettlementKey(basis: basis, share: share)
    }

    private static func labour(_ object: ObjectReader) -> LabourDuty? {
        let active = object.required("duty_per_active") { text throws(Refusal) in
            try Refusal.nonNegative(Minutes(parsing: text))
        }
        let passive = object.required("duty_per_passive") { text throws(Refusal) in
            try Refusal.nonNegative(Minutes(parsing: text))
        }
        let rate = object.required("rate") { text throws(Refusal) in try HourlyRate(parsing: text) }
        object.finish()
        guard let active, let passive, let rate else { return nil }
        return LabourDuty(dutyPerActive: active, dutyPerPassive: passive, rate: rate)
    }

    static func value(_ rule: SettlementRule) -> JSONValue {
        var value: JSONObject = ["keys": .array(rule.keys.map { .object(Self.value($0)) })]
        if let labour = rule.labour {
            value["labour"] = [
                "duty_per_active": .text(labour.dutyPerActive), "duty_per_passive": .text(labour.dutyPerPassive),
                "rate": .text(labour.rate),
            ]
        }
        if !rule.machineRates.isEmpty { value["machine_rates"] = rates(rule.machineRates) }
        return .object(value)
    }

    private static func value(_ key: SettlementKey) -> JSONObject {
        var value: JSONObject = ["by": .string(key.name), "share": .text(key.share)]
        if case .connection(let active, let passive) = key.basis {
            value["active"] = .text(active)
            value["passive"] = .text(passive)
        }
        return value
    }

    /// Rates by machine class, in natural order.
    static func rates(_ rates: [String: HourlyRate]) -> JSONValue {
        .object(JSONObject(rates.naturallySorted { $0.key }.map { ($0.key, .text($0.value)) }))
    }
}
