import Buddelverein

/// `members.csv`.
enum MembersFile: CSVFile {
    enum Column: Int, CaseIterable {
        case number, kind, name, street, houseNumber, postcode, city, email, phone, joinedOn, leftOn, iban
        case mandateReference, mandateSignedOn, roles, dutyExempt, successor
    }

    static let file = CaseFile.members

    static let columns = [
        ColumnSpec("number", "Mitgliedsnummer", .required, en: "Member number.", de: "Mitgliedsnummer."),
        ColumnSpec(
            "kind", "Art", .required, en: "person, household, farm, business or public_body.",
            de: "person, household, farm, business oder public_body."),
        ColumnSpec("name", "Name", .required, en: "Name of the member.", de: "Name des Mitglieds."),
        ColumnSpec("street", "Straße", en: "Street.", de: "Straße."),
        ColumnSpec("house_number", "Hausnummer", en: "House number.", de: "Hausnummer."),
        ColumnSpec("postcode", "PLZ", en: "Postcode.", de: "Postleitzahl."),
        ColumnSpec("city", "Ort", en: "City.", de: "Ort."),
        ColumnSpec("email", "E-Mail", en: "E-mail address.", de: "E-Mail-Adresse."),
        ColumnSpec("phone", "Telefon", en: "Phone number.", de: "Telefonnummer."),
        ColumnSpec("joined_on", "Eintritt", .required, en: "Day of joining.", de: "Tag des Eintritts."),
        ColumnSpec("left_on", "Austritt", en: "Day of leaving.", de: "Tag des Austritts."),
        ColumnSpec("iban", "IBAN", en: "IBAN of the member's account.", de: "IBAN des Kontos."),
        ColumnSpec(
            "mandate_reference", "Mandatsreferenz", en: "Reference of the direct debit mandate.",
            de: "Referenz des Lastschriftmandats."),
        ColumnSpec("mandate_signed_on", "Mandatsdatum", en: "Day the mandate was signed.", de: "Tag der Unterschrift."),
        ColumnSpec(
            "roles", "Ämter", en: "chair, treasurer, area_lead, auditor, liquidator; several with semicolons.",
            de: "chair, treasurer, area_lead, auditor, liquidator; mehrere mit Semikolon."),
        ColumnSpec(
            "duty_exempt", "Pflichtbefreit", en: "true where the member owes no hours.",
            de: "true, wo das Mitglied keine Stunden schuldet."),
        ColumnSpec(
            "successor", "Nachfolger", en: "Number of the member who takes over.",
            de: "Nummer des Mitglieds, das übernimmt."),
    ]

    static func record(_ row: inout RowReader<Column>) -> Member {
        let number = row.required(.number, Refusal.code)
        let kind: MemberKind? = row.requiredWord(.kind)
        let name = row.required(.name)
        let joinedOn = row.requiredDay(.joinedOn)
        let leftOn = row.day(.leftOn)
        let iban = row.text(.iban).map(IbanText.plain)
        let signedOn = row.day(.mandateSignedOn)
        let roles = row.value(.roles, readRoles)
        let dutyExempt = row.value(.dutyExempt) { text throws(Refusal) in try Refusal.truth(text) }
        return Member(
            number: number ?? "", kind: kind ?? .person, name: name ?? "", street: row.text(.street),
            houseNumber: row.text(.houseNumber),
            postcode: row.text(.postcode), city: row.text(.city), email: row.text(.email), phone: row.text(.phone),
            joinedOn: joinedOn ?? .first, leftOn: leftOn, iban: iban, mandateReference: row.text(.mandateReference),
            mandateSignedOn: signedOn, roles: roles ?? [], dutyExempt: dutyExempt ?? false,
            successor: row.text(.successor))
    }

    private static func readRoles(_ text: String) throws(Refusal) -> [MemberRole] {
        var roles: [MemberRole] = []
        for part in ListText.parts(text) { roles.append(try Refusal.word(part)) }
        return roles
    }

    static func fields(_ record: Member) -> [String] {
        [
            record.number, record.kind.rawValue, record.name, record.street ?? "", record.houseNumber ?? "",
            record.postcode ?? "", record.city ?? "", record.email ?? "", record.phone ?? "",
            record.joinedOn.description, record.leftOn?.description ?? "", record.iban ?? "",
            record.mandateReference ?? "", record.mandateSignedOn?.description ?? "",
            record.roles.map(\.rawValue).joined(separator: ";"), String(record.dutyExempt), record.successor ?? "",
        ]
    }

    static func key(_ record: Member) -> String { record.number }
}
