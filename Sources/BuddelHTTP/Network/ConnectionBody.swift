import Buddelverein

/// What a request says of a connection.
enum ConnectionBody {
    static let new = Schema(
        .object(
            [
                .optional("code", .code), .required("member", .member), .required("kind", .choice(ConnectionKind.self)),
                .required("longitude", .degrees), .required("latitude", .degrees),
            ] + details)
    ).named("NewConnection")

    static let change = Schema(
        .object(
            [
                .optional("kind", .choice(ConnectionKind.self)), .optional("longitude", .degrees),
                .optional("latitude", .degrees),
            ] + details)
    ).named("ConnectionChange")

    private static let details: [Schema.Property] = [
        .optional("category", .choice(PremiseCategory.self)), .optional("area", .code),
        .optional("lead_length_m", .length),
    ]

    static func connection(_ body: Input) throws(Refusal) -> Connection {
        var connection = Connection(
            code: body.text("code") ?? "", memberNumber: body.requiredText("member"), kind: body.requiredWord("kind"),
            position: Position(longitude: 0, latitude: 0), status: .planned)
        try apply(body, to: &connection)
        return connection
    }

    /// Changes what the body names; never code, holder and state.
    static func apply(_ body: Input, to connection: inout Connection) throws(Refusal) {
        body.change("kind", &connection.kind)
        body.change("category", &connection.category)
        body.change("area", &connection.area)
        if body.names("lead_length_m") { connection.leadLength = try body.length("lead_length_m") }
        // Nowhere in Germany is more than two digits of degrees from either zero: the schema leaves nothing else.
        if let longitude = body.text("longitude").flatMap(Double.init) { connection.position.longitude = longitude }
        if let latitude = body.text("latitude").flatMap(Double.init) { connection.position.latitude = latitude }
    }
}
