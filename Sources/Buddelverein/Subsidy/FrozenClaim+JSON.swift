extension FrozenClaim {
    /// The frozen evidence as it is stored with a claim; order and bytes never vary.
    public var json: JSONValue { ["terms": terms.json, "lines": .array(lines.map(\.json))] }

    /// The same bytes for the same evidence, without white space; to be hashed elsewhere.
    public var canonical: String { JSONWriter().text(json) }

    /// Reads what `json` wrote; refuses with `invalid_frozen_claim` anything else.
    public init(json: JSONValue) throws(Refusal) {
        guard let terms = json["terms"], let lines = json["lines"]?.arrayValue else {
            throw .invalidFrozenClaim("terms")
        }
        var read: [FrozenLine] = []
        for line in lines { read.append(try FrozenLine(json: line)) }
        self.init(terms: try FrozenTerms(json: terms), lines: read)
    }
}

extension FrozenLine {
    /// A line as it is stored, apart from the others where the database keeps a row for each.
    public var json: JSONValue {
        var line: JSONObject = [
            "kind": .string(key.kind.rawValue), "ref": .string(key.ref),
            "reasons": .array(reasons.map { .string($0.rawValue) }),
        ]
        switch quantity {
        case .money(let money): line["money"] = .integer(money.cents)
        case .time(let time, let rate):
            line["minutes"] = .integer(time.minutes)
            line["rate"] = .integer(rate.centsPerHour)
        case .length(let length): line["length_cm"] = .integer(length.centimetres)
        case .unit: break
        }
        switch sharing {
        case .parts(let parts): line["parts"] = .array(parts.map(\.json))
        case .segments(let allocated):
            line["segments"] = .array(
                allocated.map { entry in
                    [
                        "code": .string(entry.segment), "share": .integer(entry.share.basisPoints),
                        "parts": .array(entry.parts.map(\.json)),
                    ]
                })
        }
        if let dayGroup { line["day_group"] = .integer(Int64(dayGroup)) }
        return .object(line)
    }

    /// Reads what `json` wrote; refuses with `invalid_frozen_claim` anything else.
    public init(json: JSONValue) throws(Refusal) {
        guard let kind = json["kind"]?.stringValue.flatMap(LineKind.init(rawValue:)), let ref = json["ref"]?.stringValue
        else { throw .invalidFrozenClaim("kind") }
        var reasons: [LineReason] = []
        for word in json["reasons"]?.arrayValue ?? [] {
            guard let reason = word.stringValue.flatMap(LineReason.init(rawValue:)) else {
                throw .invalidFrozenClaim("reasons")
            }
            reasons.append(reason)
        }
        self.init(
            key: LineKey(kind: kind, ref: ref), reasons: reasons, quantity: FrozenLine.quantity(of: json),
            sharing: try FrozenLine.sharing(of: json), dayGroup: json["day_group"]?.integerValue.map(Int.init))
    }

    private static func quantity(of json: JSONValue) -> Quantity {
        if let cents = json["money"]?.integerValue { return .money(Money(cents: cents)) }
        if let minutes = json["minutes"]?.integerValue {
            return .time(Minutes(minutes: minutes), rate: HourlyRate(centsPerHour: json["rate"]?.integerValue ?? 0))
        }
        if let length = json["length_cm"]?.integerValue { return .length(Centimetres(centimetres: length)) }
        return .unit
    }

    private static func sharing(of json: JSONValue) throws(Refusal) -> PartSharing {
        if let parts = json["parts"]?.arrayValue { return .parts(try MunicipalityPart.list(parts)) }
        guard let segments = json["segments"]?.arrayValue else { throw .invalidFrozenClaim("parts") }
        var allocated: [PartSharing.AllocatedParts] = []
        for entry in segments {
            guard let code = entry["code"]?.stringValue, let share = entry["share"]?.integerValue else {
                throw .invalidFrozenClaim("segments")
            }
            let parts = try MunicipalityPart.list(entry["parts"]?.arrayValue ?? [])
            allocated.append(.init(segment: code, share: BasisPoints(basisPoints: share), parts: parts))
        }
        return .segments(allocated)
    }
}

extension MunicipalityPart {
    /// The part with its key, null for outside.
    var json: JSONValue {
        ["ags": ags.map { .string($0.rawValue) } ?? .null, "cm": .integer(length.centimetres)]
    }

    static func list(_ values: [JSONValue]) throws(Refusal) -> [MunicipalityPart] {
        var parts: [MunicipalityPart] = []
        for value in values {
            let ags = value["ags"]?.stringValue.flatMap(Ags.init(rawValue:))
            guard let length = value["cm"]?.integerValue, (value["ags"]?.isNull ?? true) == (ags == nil) else {
                throw .invalidFrozenClaim("parts")
            }
            parts.append(MunicipalityPart(ags: ags, length: Centimetres(centimetres: length)))
        }
        return parts
    }
}

extension Refusal {
    /// A stored claim can't be read back.
    static func invalidFrozenClaim(_ field: String) -> Refusal {
        Refusal(
            .invalidFrozenClaim,
            LocalizedText(
                en: "The frozen evidence of a claim can't be read (\(field)).",
                de: "Die eingefrorenen Nachweise eines Mittelabrufs sind nicht lesbar (\(field))."),
            cure: LocalizedText(
                en: "Run `buddel check`, and restore a backup if it finds the claim damaged.",
                de: "Rufen Sie `buddel check` auf, und spielen Sie eine Sicherung ein, wenn der Abruf beschädigt ist."),
            at: Place(field: field))
    }
}
