import Buddelverein

extension ConstraintRefusals {
    private static let invalidCode = Known(
        .invalidValue, en: "A number, code or ref has no blanks and at most 40 characters.",
        de: "Eine Nummer oder ein Kürzel hat keine Leerzeichen und höchstens 40 Zeichen.")

    static let network: [String: Known] = [
        "progress_no_overlap": Known(
            .progressOverlap, en: "This stretch of the segment is recorded already.",
            de: "Dieses Stück des Abschnitts ist schon erfasst.",
            cure: LocalizedText(
                en: "`buddel progress list` shows it; begin where it ends, or reverse it.",
                de: "`buddel progress list` zeigt es; dort beginnen, wo es endet, oder es stornieren."),
            field: "from_metre"),
        "holdings_no_overlap": Known(
            .holdingsOverlap, en: "Another member holds the connection in that time.",
            de: "In dieser Zeit hält ein anderes Mitglied den Anschluss."),
        "members_no_overlap": Known(
            .membershipOverlap, en: "The person is a member in that time already.",
            de: "Die Person ist in dieser Zeit schon Mitglied."),
        "offices_no_overlap": Known(
            .officeOverlap, en: "The member holds that office in that time already.",
            de: "Das Mitglied hat das Amt in dieser Zeit schon."),
        "mandates_no_overlap": Known(
            .mandateOverlap, en: "The member has a mandate in that time already.",
            de: "Das Mitglied hat in dieser Zeit schon ein Mandat."),
        "associations_seat_fkey": Known(
            .unknownMunicipality, en: "The municipality of the seat is not loaded.",
            de: "Die Gemeinde des Sitzes ist nicht geladen.",
            cure: LocalizedText(en: "buddel municipality load FILE", de: "buddel municipality load DATEI")),
        "areas_border_valid": Known(
            .invalidGeometry, en: "The border of the area crosses itself.",
            de: "Die Grenze des Ausbaugebiets überkreuzt sich."),
        "mandates_reference_form": Known(
            .invalidValue, en: "A mandate's reference has at most 35 letters, digits or the signs +?/-:().,'.",
            de: "Eine Mandatsreferenz hat höchstens 35 Buchstaben, Ziffern oder die Zeichen +?/-:().,'."),
        "mandates_reference_key": Known(
            .duplicateKey, en: "Another mandate has this reference.", de: "Ein anderes Mandat hat diese Referenz."),
        "members_leave_after_joining": Known(
            .invalidOrder, en: "Nobody leaves before he joined.", de: "Niemand tritt aus, bevor er eingetreten ist."),
        "members_successor_is_another": Known(
            .successorCycle, en: "Nobody succeeds himself.", de: "Niemand ist sein eigener Nachfolger."),
        "clearances_valid_after_grant": Known(
            .invalidOrder, en: "The clearance ends before it begins.", de: "Die Freigabe endet, bevor sie beginnt."),
        "segments_connection_of_lead": Known(
            .invalidValue, en: "Only a lead serves one connection.",
            de: "Nur eine Hauszuführung gehört zu einem Anschluss."),
        "settlement_rules_keys_add_up": Known(
            .allocationSum, en: "The shares of the settlement's keys don't add up to 100.00 %.",
            de: "Die Anteile der Schlüssel ergeben nicht 100,00 %."),
        "settlement_machine_rates_class_fkey": Known(
            .unknownReference, en: "There is no such class of machine.", de: "Diese Maschinenklasse gibt es nicht."),
        "progress_ref_key": Known(
            .duplicateReference, en: "A stretch with this reference is there already.",
            de: "Ein Stück mit diesem Zeichen gibt es schon.", cure: nextReference, field: "ref"),
        "progress_append_only": Known(
            .alreadyReversed, en: "The stretch is reversed already.", de: "Das Stück ist schon storniert."),
        "associations_code_form": Known(
            .invalidValue, en: "A code has small letters, digits and hyphens.",
            de: "Ein Kürzel hat kleine Buchstaben, Ziffern und Bindestriche."),
        "members_number_form": invalidCode, "helpers_code_form": invalidCode, "areas_code_form": invalidCode,
        "connections_code_form": invalidCode, "segments_code_form": invalidCode, "progress_ref_form": invalidCode,
        "segment_versions_parts_add_up": Known(
            .partsMismatch, en: "The parts of the segment don't add up to its length.",
            de: "Die Teile des Abschnitts ergeben nicht seine Länge."),
    ]
}
