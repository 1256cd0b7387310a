import Buddelverein

/// What a request says of a member.
enum MemberBody {
    /// Of a new one.
    static let new = Schema(
        .object(
            [
                .optional("number", .code), .required("kind", .choice(MemberKind.self)),
                .required("name", .text(1...200)), .required("joined_on", .day),
            ] + details)
    ).named("NewMember")

    /// Of one that is there.
    static let change = Schema(
        .object(
            [
                .optional("kind", .choice(MemberKind.self)), .optional("name", .text(1...200)),
                .optional("joined_on", .day),
            ] + details)
    ).named("MemberChange")

    private static let details: [Schema.Property] = [
        .optional("street", .text(1...200)), .optional("house_number", .text(1...20)),
        .optional("postcode", .text(1...20)), .optional("city", .text(1...200)),
        .optional("email", .text(1...254)), .optional("phone", .text(1...60)),
        .optional("iban", .iban), .optional("mandate_reference", .text(1...35)),
        .optional("mandate_signed_on", .day), .optional("roles", .list(.choice(MemberRole.self), 0...5)),
        .optional("duty_exempt", .truth),
    ]

    static func member(_ body: Input) throws(Refusal) -> Member {
        var member = Member(
            number: body.text("number") ?? "", kind: body.requiredWord("kind"), name: body.requiredText("name"),
            joinedOn: try body.requiredDay("joined_on"))
        try apply(body, to: &member)
        return member
    }

    /// Changes what the body names; never the number.
    static func apply(_ body: Input, to member: inout Member) throws(Refusal) {
        body.change("kind", &member.kind)
        body.change("name", &member.name)
        body.change("street", &member.street)
        body.change("house_number", &member.houseNumber)
        body.change("postcode", &member.postcode)
        body.change("city", &member.city)
        body.change("email", &member.email)
        body.change("phone", &member.phone)
        try body.change("joined_on", &member.joinedOn)
        body.change("iban", &member.iban)
        body.change("mandate_reference", &member.mandateReference)
        try body.change("mandate_signed_on", &member.mandateSignedOn)
        if body.names("roles") { member.roles = body.texts("roles").compactMap(MemberRole.init(rawValue:)) }
        body.change("duty_exempt", &member.dutyExempt)
    }
}
