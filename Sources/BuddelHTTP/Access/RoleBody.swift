import BuddelOperations
import Buddelverein

/// What a request says of a role and where it holds.
enum RoleBody {
    private static let place: [Schema.Property] = [
        .required("role", .choice(Role.self)), .optional("association", .code), .optional("area", .code),
        .optional("municipality", .ags),
    ]

    static let grant = Schema(
        .object(place + [.optional("limit", .money), .optional("from", .day), .optional("until", .day)])
    ).named("RoleGrant")

    static let revocation = Schema(.object(place + [.optional("on", .day)])).named("RoleRevocation")

    static let ties = Schema.object(.required("ties", .list(.code, 0...1_000))).named("Ties")

    /// The association's, one of its areas, the town's, or the whole system.
    static func scope(_ body: Input) throws(Refusal) -> BuddelApp.RoleScope {
        if let ags = try body.optional("municipality", { text throws(Refusal) in try Ags(parsing: text) }) {
            guard !body.has("association"), !body.has("area") else {
                throw Refusal.invalid(
                    "association", "",
                    LocalizedText(en: "a role holds in one place", de: "eine Rolle gilt an einer Stelle"))
            }
            return .municipality(ags)
        }
        if let area = body.text("area") { return .area(area, of: body.text("association")) }
        return body.text("association").map { .association($0) } ?? .system
    }
}

extension Shape where Value == ListedUser {
    static let userRole = Shape("UserRole")
        .text("login") { $0.login }
        .text("name") { $0.displayName }
        .truth("disabled") { $0.isDisabled }
        .with("role", Schema.choice(Role.self).orNull) { $0.role.map { .string($0.rawValue) } ?? .null }
        .optionalText("association") { $0.association }
        .optionalText("area") { $0.area }
        .optional("municipality", .ags) { $0.ags }
        .optional("limit", .money) { $0.limit }
        .optional("from", .day) { $0.from }
        .optional("until", .day) { $0.until }
}

extension Shape where Value == UserDetails {
    static let user = Shape("User")
        .text("login") { $0.login }
        .text("name") { $0.displayName }
        .truth("disabled") { $0.isDisabled }
        .list("roles", Shape<ListedUser>.userRole) { $0.roles }
        .with(
            "memberships",
            .list(
                Schema.object(.required("association", .anyText), .required("member", .anyText)).named("Membership"),
                0...1_000)
        ) { user in
            .array(user.members.map { ["association": .string($0.association), "member": .string($0.number)] })
        }
        .texts("ties") { $0.ties }
}
