import Buddelverein

/// `claims.json`: claims as they were filed and decided, in that order.
enum ClaimsFile: JSONListFile {
    static let file = CaseFile.claims

    static func record(_ object: ObjectReader) -> ClaimRecord? {
        let code = object.required("code", Refusal.ref)
        let award = object.requiredText("award")
        let cutoffOn = object.required("cutoff_on") { text throws(Refusal) in try Day(parsing: text) }
        let status: FiledStatus? = object.requiredWord("status")
        let approved = object.value("approved") { text throws(Refusal) in
            try Refusal.nonNegative(Money(parsing: text))
        }
        let revoked = object.value("revoked") { text throws(Refusal) in
            try Refusal.nonNegative(Money(parsing: text))
        }
        let cuts = (object.elements("cuts") ?? []).map { $0.map(cut) ?? spoiltCut }
        return ClaimRecord(
            code: code ?? "", award: award ?? "", cutoffOn: cutoffOn ?? .first, status: status ?? .submitted,
            approved: approved, cuts: cuts, revoked: revoked ?? .zero)
    }

    /// Amounts are judged by the status and by each other, the line of a cut by its kind; of a cut all else is judged
    /// while it is read.
    static func unjudged(_ refused: Set<String>) -> Set<String> {
        var unjudged = refused
        if !refused.isDisjoint(with: ["status", "approved"]) { unjudged.formUnion(["approved", "revoked"]) }
        for path in refused where path.hasPrefix("cuts/") {
            unjudged.formUnion(["cuts/ref", "cuts/why", "cuts/left"])
            if path.hasSuffix("/kind") { unjudged.insert(String(path.dropLast(5)) + "/ref") }
        }
        return unjudged
    }

    private static var spoiltCut: Cut { Cut(kind: .cost, ref: "", left: .nothing, why: "") }

    private static func cut(_ object: ObjectReader) -> Cut {
        let kind: LineKind? = object.requiredWord("kind")
        let ref = object.requiredText("ref")
        let why = object.requiredText("why")
        let liftedOn = object.value("lifted_on") { text throws(Refusal) in try Day(parsing: text) }
        var left: Cut.Left?
        switch kind {
        case .cost, .gift:
            left = object.required("left") { text throws(Refusal) in
                .amount(try Refusal.nonNegative(Money(parsing: text)))
            }
        case .labour, .machine:
            left = object.required("left") { text throws(Refusal) in
                .time(try Refusal.nonNegative(Minutes(parsing: text)))
            }
        case .unit:
            left = object.required("left") { text throws(Refusal) in
                guard try Money(parsing: text) == .zero else { throw .unitLeft }
                return .nothing
            }
        case nil: _ = object.member("left")
        }
        object.finish()
        return Cut(
            kind: kind ?? .cost, ref: ref ?? "", left: left ?? .nothing, why: why ?? "", liftedOn: liftedOn)
    }

    static func key(_ record: ClaimRecord) -> String { record.code }

    static func value(_ record: ClaimRecord) -> JSONValue {
        var value: JSONObject = [
            "code": .string(record.code), "award": .string(record.award), "cutoff_on": .text(record.cutoffOn),
            "status": .string(record.status.rawValue),
        ]
        if let approved = record.approved { value["approved"] = .text(approved) }
        if record.revoked != .zero { value["revoked"] = .text(record.revoked) }
        if !record.cuts.isEmpty { value["cuts"] = .array(record.cuts.map { .object(Self.value($0)) }) }
        return .object(value)
    }

    private static func value(_ cut: Cut) -> JSONObject {
        let left: JSONValue =
            switch cut.left {
            case .amount(let amount): .text(amount)
            case .time(let time): .text(time)
            case .nothing: "0"
            }
        var value: JSONObject = [
            "kind": .string(cut.kind.rawValue), "ref": .string(cut.ref), "left": left, "why": .string(cut.why),
        ]
        if let liftedOn = cut.liftedOn { value["lifted_on"] = .text(liftedOn) }
        return value
    }
}

extension Refusal {
    static var unitLeft: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "A unit can only be cut to 0.", de: "Eine Einheit kann nur auf 0 gekürzt werden."),
            cure: LocalizedText(en: "Write “0”.", de: "Schreiben Sie „0“."))
    }
}
