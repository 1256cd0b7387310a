import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Members of an association, and what each has given and owes.
    static let memberEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/members", id: "listMembers", tag: .association,
            summary: LocalizedText(en: "List the members.", de: "Mitglieder auflisten."), operation: .memberRead,
            outcome: .page(Shape.member.schema)
        ) { call in
            let members = try await call.app.listMembers(in: call.association)
            return Paging(call).page(members, key: \.number, json: Shape.member.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/members", id: "addMember", tag: .association,
            summary: LocalizedText(en: "Add a member.", de: "Ein Mitglied aufnehmen."),
            note: "Without `number` the next free one is given.", operation: .memberChange,
            body: .json(MemberBody.new), outcome: .created(Shape.member.schema),
            refusals: [.duplicateReference, .invalidIban, .unknownMember]
        ) { call in
            let member = try await call.app.addMember(try MemberBody.member(call.body), in: call.association)
            return .created(
                Shape.member.json(member), at: "/associations/\(call.association)/members/\(member.number)", version: 1)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/members/{number}", id: "showMember", tag: .association,
            summary: LocalizedText(en: "Show a member.", de: "Ein Mitglied zeigen."), operation: .memberRead,
            outcome: .ok(Shape.member.schema), refusals: [.unknownMember]
        ) { call in try await show(call) },
        Endpoint(
            method: .patch, path: "/associations/{association}/members/{number}", id: "editMember", tag: .association,
            summary: LocalizedText(en: "Change a member's data.", de: "Daten eines Mitglieds ändern."),
            note: "What is not named stays as it is; `null` empties it. `on` is the day from which new roles hold.",
            operation: .memberChange, query: [.day], body: .json(MemberBody.change),
            outcome: .ok(Shape.member.schema), isVersioned: true,
            refusals: [.unknownMember, .invalidIban, .contentChanged]
        ) { call in
            let body = call.body
            _ = try await call.app.editMember(
                call.name("number"), in: call.association, version: call.version, on: try call.day("on")
            ) { member in try MemberBody.apply(body, to: &member) }
            return try await show(call)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/members/{number}/leave", id: "leaveMember",
            tag: .association,
            summary: LocalizedText(en: "A member leaves.", de: "Ein Mitglied tritt aus."),
            note: "With `successor` its connections, hours and payments go over to that member.",
            operation: .memberChange,
            body: .json(
                Schema.object(.required("on", .day), .optional("successor", .member)).named("Leaving")),
            outcome: .ok(Shape.member.schema), isVersioned: true,
            refusals: [.unknownMember, .contentChanged]
        ) { call in
            _ = try await call.app.leaveMember(
                call.name("number"), on: try call.body.requiredDay("on"), successor: call.body.text("successor"),
                in: call.association, version: call.version)
            return try await show(call)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/members/{number}/statement", id: "showStatement",
            tag: .association,
            summary: LocalizedText(
                en: "What a member has given and owes on a day.", de: "Was ein Mitglied an einem Tag geleistet hat."),
            operation: .statementRead, query: [.day], outcome: .ok(Shape.statement.schema), refusals: [.unknownMember]
        ) { call in
            let statement = try await call.app.fetchStatement(
                of: call.name("number"), on: try call.day("on"), in: call.association)
            return .value(Shape.statement.json(statement))
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        // A rehearsal has changed nothing: it shows what is there.
        let stored = try await call.app.fetchMember(call.name("number"), in: call.association)
        return .value(Shape.member.json(stored.record), version: stored.version)
    }
}

extension Shape where Value == Member {
    static let member = Shape("Member")
        .text("number") { $0.number }
        .word("kind") { $0.kind }
        .text("name") { $0.name }
        .optionalText("street") { $0.street }
        .optionalText("house_number") { $0.houseNumber }
        .optionalText("postcode") { $0.postcode }
        .optionalText("city") { $0.city }
        .optionalText("email") { $0.email }
        .optionalText("phone") { $0.phone }
        .value("joined_on", .day) { $0.joinedOn }
        .optional("left_on", .day) { $0.leftOn }
        .optionalText("iban") { $0.iban }
        .optionalText("mandate_reference") { $0.mandateReference }
        .optional("mandate_signed_on", .day) { $0.mandateSignedOn }
        .texts("roles") { $0.roles.map(\.rawValue) }
        .truth("duty_exempt") { $0.dutyExempt }
        .optionalText("successor") { $0.successor }
}

extension Shape where Value == MemberStatement {
    static let statement = Shape("MemberStatement")
        .text("member") { $0.member.number }
        .value("on", .day) { $0.on }
        .texts("connections") { $0.connections.map(\.code) }
        .value("lead_length_m", .length) { $0.leadLength }
        .value("duty", .minutes) { $0.duty }
        .value("labour", .minutes) { $0.given.labour }
        .value("pending", .minutes) { $0.given.pending }
        .value("machine", .minutes) { $0.given.machine }
        .value("open", .minutes) { $0.open }
        .value("gifts", .money) { $0.given.gifts }
        .value("paid", .money) { $0.given.paid }
}
