import BuddelStore
import Buddelverein

extension Refusal {
    static func awardNotFound(_ code: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "There is no such award, or it is not yours.",
                de: "Diese Bewilligung gibt es nicht, oder es ist nicht Ihre."),
            cure: LocalizedText(en: "buddel award list shows yours.", de: "buddel award list zeigt Ihre."),
            at: Place(field: "award", value: code))
    }

    static func claimNotFound(_ code: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "There is no such claim, or it is not yours.",
                de: "Diesen Mittelabruf gibt es nicht, oder es ist nicht Ihrer."),
            cure: LocalizedText(en: "buddel claim list shows yours.", de: "buddel claim list zeigt Ihre."),
            at: Place(field: "claim", value: code))
    }

    static func programmeNotFound(_ code: String) -> Refusal {
        Refusal(
            .unknownProgramme,
            LocalizedText(en: "There is no such programme.", de: "Dieses Förderprogramm gibt es nicht."),
            cure: LocalizedText(
                en: "buddel programme list shows them all.", de: "buddel programme list zeigt alle."),
            at: Place(field: "programme", value: code))
    }

    static func administratorNeeded(_ programme: String) -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(
                en: "\(programme) does not say which municipality decides.",
                de: "\(programme) sagt nicht, welche Gemeinde entscheidet."),
            cure: LocalizedText(
                en: "Add “administered_by” with its 8 digits.",
                de: "Ergänzen Sie „administered_by“ mit den 8 Stellen."),
            at: Place(field: "administered_by"))
    }

    /// An association applies; the town's approver grants.
    static func townGrants(_ award: String) -> Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "An association applies for an award; the town's approver grants it.",
                de: "Ein Verein beantragt eine Bewilligung; bewilligt wird sie von der Stadt."),
            cure: LocalizedText(
                en: "Leave out the dates of approval and early start.",
                de: "Lassen Sie die Tage der Bewilligung und des vorzeitigen Beginns weg."),
            at: Place(field: "approved_on", value: award))
    }

    static func notGranted(_ award: String) -> Refusal {
        Refusal(
            .moveNotAllowed,
            LocalizedText(
                en: "\(award) is not granted yet.", de: "\(award) ist noch nicht bewilligt."),
            cure: LocalizedText(
                en: "A claim follows the town's approval of the award.",
                de: "Ein Mittelabruf folgt auf die Bewilligung der Stadt."),
            at: Place(field: "award", value: award))
    }

    static func noBudget(_ programme: String, year: Int) -> Refusal {
        Refusal(
            .budgetExceeded,
            LocalizedText(
                en: "\(programme) has no budget of \(year).", de: "\(programme) hat für \(year) keine Mittel."),
            at: Place(field: "approved_on", value: String(year)))
    }

    /// A claim that would ask for nothing.
    static func nothingClaimable(_ award: String) -> Refusal {
        Refusal(
            .nothingClaimable,
            LocalizedText(
                en: "Nothing can be claimed under \(award) with this cut-off.",
                de: "Unter \(award) ist zu diesem Stichtag nichts abrufbar."),
            cure: LocalizedText(
                en: "buddel claim explain \(award) says why, line by line.",
                de: "buddel claim explain \(award) sagt warum, Position für Position."),
            at: Place(field: "award", value: award))
    }

    /// A line counts on a document of which only the name is there.
    static func documentMissing(_ document: VoucherDocument) -> Refusal {
        Refusal(
            .documentMissing,
            LocalizedText(
                en: "\(document.line.ref) counts on a document that is not there.",
                de: "\(document.line.ref) beruft sich auf einen Beleg, der fehlt."),
            cure: LocalizedText(
                en: "buddel document attach \(document.line.ref) FILE",
                de: "buddel document attach \(document.line.ref) DATEI"),
            at: Place(field: "document", value: document.name))
    }

    /// The claim is not what the caller saw.
    static func claimChanged(_ claim: String) -> Refusal {
        Refusal(
            .contentChanged,
            LocalizedText(
                en: "\(claim) was changed after it was shown.", de: "\(claim) wurde geändert, nachdem er gezeigt wurde."
            ),
            cure: LocalizedText(en: "buddel claim show \(claim)", de: "buddel claim show \(claim)"),
            at: Place(field: "hash"))
    }

    static func reasonNeeded(_ field: String) -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(en: "This step needs a reason.", de: "Dieser Schritt braucht eine Begründung."),
            cure: LocalizedText(
                en: "Say it so that the other side understands it.",
                de: "Schreiben Sie sie so, dass die andere Seite sie versteht."),
            at: Place(field: field))
    }

    /// Less than is claimable would be approved, and nobody would know why.
    static func reductionNeedsReason(_ approved: Money, _ claimable: Money) -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(
                en:
                    "\(approved.text(in: .english)) is less than the \(claimable.text(in: .english)) claimable now: this needs a reason.",
                de:
                    "\(approved.text(in: .german)) ist weniger als die jetzt abrufbaren \(claimable.text(in: .german)): Das braucht eine Begründung."
            ),
            cure: LocalizedText(
                en: "Say it so that the other side understands it: --why.",
                de: "Schreiben Sie sie so, dass die andere Seite sie versteht: --why."),
            at: Place(field: "reason"))
    }

    /// A cut would be lifted that is none.
    static func notCut(_ line: LineKey, in claim: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "\(claim) does not cut \(line.ref).", de: "\(claim) kürzt \(line.ref) nicht."),
            cure: LocalizedText(
                en: "buddel claim show \(claim) lists its cuts.", de: "buddel claim show \(claim) nennt die Kürzungen."),
            at: Place(field: "line", value: "\(line.kind.rawValue):\(line.ref)"))
    }

    /// A cut of what the claim does not have, or that cuts nothing.
    static func invalidCut(_ cut: Cut, _ why: LocalizedText) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "\(cut.ref): \(why.english)", de: "\(cut.ref): \(why.german)"),
            cure: LocalizedText(
                en: "A cut leaves less than counts, of a line that counts.",
                de: "Eine Kürzung lässt weniger als anerkannt, von einer anerkannten Position."),
            at: Place(field: "cuts.left", value: cut.ref))
    }

    static func aboveGranted(_ amount: Money, _ left: Money) -> Refusal {
        Refusal(
            .aboveClaimable,
            LocalizedText(
                en: "\(amount.text(in: .english)) is more than the \(left.text(in: .english)) that stand approved.",
                de: "\(amount.text(in: .german)) ist mehr als die \(left.text(in: .german)), die bewilligt sind."),
            at: Place(field: "amount", value: amount.description))
    }

    static func booksMoving() -> Refusal {
        Refusal(
            .busy,
            LocalizedText(
                en: "Somebody is booking in the association while this is computed.",
                de: "Im Verein wird gerade gebucht, während dies berechnet wird."),
            cure: LocalizedText(en: "Try again.", de: "Noch einmal versuchen."))
    }
}
