import Buddelverein
import Postgres

/// What a violated constraint means to a person: one table from constraint names to refusals.
///
/// The database holds the invariants (DESIGN.md 3); here each gets its stable code and its words. A constraint that
/// is not listed was a check the program should have made first; it becomes `constraint_violated` with its name.
public enum ConstraintRefusals {
    /// The refusal for a database error; nil where the error is no violated rule.
    public static func refusal(for error: PostgresError) -> Refusal? {
        if let constraint = error.constraint, let known = table[constraint] {
            return Refusal(
                known.code, known.message, cure: known.cure, at: known.field.map { Refusal.Place(field: $0) })
        }
        switch error.sqlState.rawValue {
        case "22003":
            return .overflow
        case "23505":
            return Refusal(
                .alreadyExists, LocalizedText(en: "That is there already.", de: "Das gibt es schon."))
        case let code where code.hasPrefix("23"):
            return Refusal(
                .constraintViolated,
                LocalizedText(
                    en: "The database refuses this: rule \(error.constraint ?? "unnamed").",
                    de: "Die Datenbank lehnt das ab: Regel \(error.constraint ?? "ohne Namen")."))
        case "42501":
            return Refusal(
                .notAllowed, LocalizedText(en: "That is not yours to change.", de: "Das dürfen Sie nicht ändern."))
        case "40001", "40P01", "55P03":
            return Refusal(
                .busy,
                LocalizedText(
                    en: "Someone else is working on the same thing.", de: "Jemand anders arbeitet gerade daran."),
                cure: LocalizedText(en: "Try again.", de: "Noch einmal versuchen."))
        case "57014":
            return Refusal(
                .busy,
                LocalizedText(
                    en: "This took too long and was ended.", de: "Das dauerte zu lange und wurde beendet."),
                cure: LocalizedText(
                    en: "Try again, or ask for less at once.", de: "Noch einmal versuchen, oder weniger auf einmal."))
        case "53100":
            return Refusal(
                .diskFull,
                LocalizedText(
                    en: "The disk is full; nothing was stored.",
                    de: "Die Festplatte ist voll; nichts wurde gespeichert."),
                cure: LocalizedText(en: "Free some space.", de: "Platz schaffen."))
        case "22021", "22P05":
            return Refusal(
                .invalidText,
                LocalizedText(
                    en: "The text holds a character that can't be stored.",
                    de: "Der Text enthält ein Zeichen, das nicht gespeichert werden kann."))
        case let code where code.hasPrefix("08") || code.hasPrefix("57P"):
            return Refusal(
                .databaseGone, LocalizedText(en: "The database does not answer.", de: "Die Datenbank antwortet nicht."),
                cure: LocalizedText(en: "See `buddel db status`.", de: "Siehe `buddel db status`."))
        default:
            return nil
        }
    }

    struct Known: Sendable {
        var code: RefusalCode
        var message: LocalizedText
        var cure: LocalizedText?
        /// The field of the record that breaks it.
        var field: String?

        init(_ code: RefusalCode, en: String, de: String, cure: LocalizedText? = nil, field: String? = nil) {
            self.code = code
            message = LocalizedText(en: en, de: de)
            self.cure = cure
            self.field = field
        }

        /// As the domain says it before the database has to.
        init(_ refusal: Refusal) {
            code = refusal.code
            message = refusal.message
            cure = refusal.cure
        }
    }

    /// Constraint name to refusal, by area.
    static let table: [String: Known] = [access, ledger, subsidy, network].reduce(into: [:]) { table, area in
        table.merge(area) { first, _ in first }
    }

    private static let access: [String: Known] = [
        "users_login_key": Known(
            .alreadyExists, en: "A user with this login name is there already.",
            de: "Einen Benutzer mit diesem Anmeldenamen gibt es schon.",
            cure: LocalizedText(en: "See `buddel user list`.", de: "Siehe `buddel user list`.")),
        "user_roles_no_overlap": Known(
            .roleOverlap, en: "The user has that role in that time already.", de: "Die Rolle ist schon vergeben.",
            cure: LocalizedText(en: "See `buddel user list`.", de: "Siehe `buddel user list`.")),
        "user_roles_auditor_apart": Known(
            .roleConflict, en: "Who audits an association holds no role that changes something in it.",
            de: "Wer einen Verein prüft, hat dort keine Rolle, die etwas ändert.",
            cure: LocalizedText(
                en: "Give the role to another person; `buddel user list` shows who has which.",
                de: "Die Rolle jemand anderem geben; `buddel user list` zeigt, wer welche hat."),
            field: "role"),
        "user_roles_municipality_fkey": Known(
            .notFound, en: "There is no such municipality.", de: "Diese Gemeinde gibt es nicht.",
            cure: LocalizedText(
                en: "Load it first: it comes with an import.", de: "Erst laden: Sie kommt mit einem Import.")),
        "user_identities_identity_key": Known(
            .alreadyExists, en: "A user is linked to this identity already.",
            de: "Mit dieser Identität ist schon ein Benutzer verknüpft.", field: "subject"),
        "user_identities_user_key": Known(
            .alreadyExists, en: "The user is linked to an identity of this issuer already.",
            de: "Der Benutzer ist mit einer Identität dieses Anmeldedienstes schon verknüpft.",
            cure: LocalizedText(
                en: "Take the old one back first: buddel user unlink-openid NAME",
                de: "Erst die alte zurücknehmen: buddel user unlink-openid NAME")),
        "user_members_pkey": Known(
            .alreadyExists, en: "The user is a member of this association already.",
            de: "Der Benutzer ist in diesem Verein schon ein Mitglied."),
        "associations_code_key": Known(
            .alreadyExists, en: "An association with this code is there already.",
            de: "Einen Verein mit diesem Kürzel gibt es schon."),
    ]

    static let nextReference = LocalizedText(
        en: "Leave the reference out: the next free one is taken.",
        de: "Das Zeichen weglassen: Dann wird das nächste freie genommen.")

    private static let subsidy: [String: Known] = [
        "claims_one_undecided": Known(
            .undecidedClaim, en: "The award has an undecided claim.",
            de: "Zu dieser Bewilligung gibt es einen noch nicht entschiedenen Abruf.",
            cure: LocalizedText(
                en: "Wait for its decision or withdraw it.", de: "Entscheidung abwarten oder zurückziehen.")),
        "claims_cutoff_later": Known(
            .cutoffNotLater,
            en: "The cut-off must be later than that of every submitted or approved claim of the award.",
            de: "Der Stichtag muss nach dem jedes eingereichten oder bewilligten Abrufs dieser Bewilligung liegen."),
        "claims_life_cycle": Known(
            .moveNotAllowed, en: "The claim is not in a state for this step.",
            de: "Der Abruf steht nicht an diesem Schritt."),
        "claims_frozen": Known(
            .claimFrozen, en: "What was filed can't be changed.", de: "Was eingereicht ist, lässt sich nicht ändern."),
        "claim_steps_distinct_persons": Known(
            .samePerson, en: "This step needs another person.", de: "Diesen Schritt muss eine andere Person tun."),
        "claim_steps_no_ties": Known(.hasTies),
        "claim_steps_within_limit": Known(
            .aboveLimit, en: "The amount is above the approver's limit.",
            de: "Der Betrag liegt über der Grenze dessen, der bewilligt."),
        "awards_within_limit": Known(
            .aboveLimit, en: "The award's maximum is above the approver's limit.",
            de: "Der Höchstbetrag der Bewilligung liegt über der Grenze dessen, der bewilligt."),
        "claim_steps_role": Known(
            .notAllowed, en: "The role for this step is missing.", de: "Für diesen Schritt fehlt die Rolle."),
        "claim_steps_by_login": Known(
            .notLoggedIn, en: "A decision needs a user who has logged in.",
            de: "Eine Entscheidung braucht jemanden, der angemeldet ist.",
            cure: LocalizedText(en: "buddel login", de: "buddel login")),
        "claim_steps_in_order": Known(
            .invalidOrder, en: "A step is not before the last one, and not after today.",
            de: "Ein Schritt liegt nicht vor dem letzten und nicht nach heute."),
        "claim_steps_same_content": Known(
            .contentChanged, en: "The claim was changed after it was shown.",
            de: "Der Abruf wurde geändert, nachdem er gezeigt wurde."),
        "claim_cuts_while_checked": Known(
            .moveNotAllowed, en: "Lines are cut while the claim is being checked.",
            de: "Gekürzt wird, während der Abruf geprüft wird."),
        "coverage_parts_not_exceeded": Known(
            .alreadyCovered, en: "Another award already pays for some of this evidence.",
            de: "Einen Teil dieser Belege zahlt schon eine andere Bewilligung.",
            cure: LocalizedText(en: "Assess the claim again.", de: "Den Abruf neu berechnen.")),
        "programme_budgets_not_exceeded": Known(
            .budgetExceeded, en: "The programme's budget of the year does not suffice.",
            de: "Die Haushaltsmittel des Programms reichen nicht."),
        "awards_not_exceeded": Known(
            .awardExceeded, en: "That is more than the award's maximum.",
            de: "Das ist mehr als der Höchstbetrag der Bewilligung."),
        "claims_imported_by_administrator": Known(
            .notAllowed, en: "Decided claims are imported by an administrator or the owner of the database.",
            de: "Entschiedene Abrufe importiert die Systemverwaltung oder wem die Datenbank gehört."),
        "awards_imported_by_administrator": Known(
            .notAllowed, en: "History is imported by an administrator or the owner of the database.",
            de: "Historie importiert die Systemverwaltung oder wem die Datenbank gehört."),
        "awards_decided_by_town": Known(
            .notAllowed, en: "An association applies for an award; the town's approver decides on it.",
            de: "Ein Verein beantragt eine Bewilligung; darüber entscheidet die Stadt."),
        "claim_cuts_by_clerk": Known(
            .notAllowed, en: "Lines are cut by a clerk of the town.",
            de: "Gekürzt wird von der Sachbearbeitung der Stadt."),
        "claim_cuts_line_fkey": Known(
            .invalidValue, en: "The claim has no such line.", de: "Der Abruf hat diese Position nicht."),
        "claims_revoked_at_most_approved": Known(
            .aboveClaimable, en: "More would be taken back than was approved.",
            de: "Es würde mehr zurückgenommen, als bewilligt ist."),
        "claim_steps_reason_given": Known(
            .missingValue, en: "This step needs a reason.", de: "Dieser Schritt braucht eine Begründung.",
            field: "reason"),
        "programmes_code_key": Known(
            .alreadyExists, en: "A programme with this code is there already.",
            de: "Ein Förderprogramm mit diesem Kürzel gibt es schon."),
        "awards_code_key": Known(
            .alreadyExists, en: "The association has an award with this code already.",
            de: "Der Verein hat schon eine Bewilligung mit diesem Kürzel."),
        "claims_code_key": Known(
            .alreadyExists, en: "The association has a claim with this code already.",
            de: "Der Verein hat schon einen Mittelabruf mit diesem Kürzel."),
        "grant_vouchers_once": Known(.alreadyPaid, en: "That is booked already.", de: "Das ist schon gebucht."),
    ]
}
