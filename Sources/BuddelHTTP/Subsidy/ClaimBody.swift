import Buddelverein

/// What a request says of a step on a claim.
enum ClaimBody {
    static let check = Schema.object(
        .optional("hash", .hash), .optional("note", .statement),
        .optional(
            "cuts",
            .list(
                Schema.object(
                    .required("kind", .choice(LineKind.self)), .required("ref", .code),
                    .required("left", .text(1...20)),
                    .required("why", .text(1...500))
                ).named("Cut"), 0...1_000))
    ).named("ClaimCheck")

    static let approval = Schema.object(
        .optional("hash", .hash), .optional("amount", .money), .optional("reason", .statement),
        .optional("on", .day)
    ).named("ClaimApproval")

    /// A step with a text of that name that says why.
    static func reason(_ name: String) -> Schema {
        Schema.object(.optional("hash", .hash), .required(name, .statement))
            .named(name == "reason" ? "ClaimRejection" : "ClaimQuestions")
    }

    /// Cuts as `claims.json` writes them: an amount, a time for work, `0` for a unit.
    static func cuts(_ body: Input) throws(Refusal) -> [Cut] {
        var cuts: [Cut] = []
        for object in body.objects("cuts") {
            let kind: LineKind = object.requiredWord("kind")
            let left = try object.required("left") { text throws(Refusal) -> Cut.Left in
                switch kind {
                case .cost, .gift: .amount(try Money(parsing: text))
                case .labour, .machine: .time(try Minutes(parsing: text))
                case .unit:
                    if text == "0" {
                        .nothing
                    } else {
                        throw Refusal.invalid(
                            "left", text,
                            LocalizedText(en: "of a unit nothing is left: 0", de: "von einer Einheit bleibt nichts: 0"))
                    }
                }
            }
            cuts.append(Cut(kind: kind, ref: object.requiredText("ref"), left: left, why: object.requiredText("why")))
        }
        return cuts
    }
}
