/// Why a line fell out or was cut, in words, and what would cure it.
public struct LineExplanation: Hashable, Sendable {
    public let reason: LineReason
    /// The rule that holds, with the figures of this award.
    public let rule: LocalizedText
    public let cure: LocalizedText
}

extension AwardContext {
    /// The explanation of every reason of a line, in their order.
    public func explain(_ line: AssessedLine) -> [LineExplanation] {
        line.reasons.map { reason in
            let (rule, cure) = words(for: reason, line)
            return LineExplanation(reason: reason, rule: rule, cure: cure)
        }
    }

    private func words(for reason: LineReason, _ line: AssessedLine) -> (rule: LocalizedText, cure: LocalizedText) {
        switch reason {
        case .notConfirmed, .notPaid, .noDocument: proof(reason)
        case .categoryNotEligible: category(line)
        case .outsidePeriod: period
        case .beforeStart: start
        case .outsideTerritory, .alreadyCovered: place(reason)
        case .dailyCap, .cutByTown: cuts(reason, line)
        }
    }

    private func proof(_ reason: LineReason) -> (LocalizedText, LocalizedText) {
        switch reason {
        case .notConfirmed:
            (
                LocalizedText(
                    en: "No second person has confirmed it by the cut-off.",
                    de: "Bis zum Stichtag hat es keine zweite Person bestätigt."),
                LocalizedText(
                    en:
                        "Let a member confirm it who is not the worker or giver, not credited, and of another household.",
                    de: "Ein Mitglied bestätigt es, das nicht selbst beteiligt ist und nicht zum Haushalt gehört.")
            )
        case .notPaid:
            (
                LocalizedText(
                    en: "Part of the invoice is still open at the cut-off.",
                    de: "Die Rechnung ist am Stichtag noch nicht ganz bezahlt."),
                LocalizedText(
                    en: "Pay it and record the day; it counts from then on.",
                    de: "Bezahlen Sie sie und erfassen Sie den Tag; ab dann zählt sie.")
            )
        default:
            (
                LocalizedText(
                    en: "\(programme.code) asks for a document with every line.",
                    de: "\(programme.code) verlangt zu jeder Position einen Beleg."),
                LocalizedText(en: "Attach the document.", de: "Fügen Sie den Beleg hinzu.")
            )
        }
    }

    private func category(_ line: AssessedLine) -> (LocalizedText, LocalizedText) {
        let rule =
            switch line.kind {
            case .cost: LocalizedText(en: "its cost category", de: "ihre Kostenart")
            case .labour: LocalizedText(en: "its task as labour", de: "ihre Tätigkeit als Arbeitsleistung")
            case .machine: LocalizedText(en: "its machine class or task", de: "ihre Maschinenart oder Tätigkeit")
            case .gift, .unit: LocalizedText(en: "gifts in kind", de: "Sachspenden")
            }
        return (
            LocalizedText(
                en: "\(programme.code) does not pay for \(rule.english).",
                de: "\(programme.code) fördert \(rule.german) nicht."),
            LocalizedText(
                en: "Nothing, if it was recorded rightly; else reverse it and record it anew.",
                de: "Nichts, wenn richtig erfasst; sonst stornieren und neu erfassen.")
        )
    }

    private var period: (LocalizedText, LocalizedText) {
        let from = award.eligibleFrom
        let until = award.eligibleUntil
        return (
            LocalizedText(
                en: "Its date lies outside the period of \(award.code), "
                    + "\(from?.description ?? "…") to \(until?.description ?? "…").",
                de: "Das Datum liegt außerhalb des Zeitraums von \(award.code), "
                    + "\(from?.text(in: .german) ?? "…") bis \(until?.text(in: .german) ?? "…")."),
            LocalizedText(
                en: "Only the town can change the period; ask before it ends.",
                de: "Nur die Stadt kann den Zeitraum ändern; fragen Sie, bevor er endet.")
        )
    }

    private var start: (LocalizedText, LocalizedText) {
        let permitted = award.permittedStart
        return (
            LocalizedText(
                en: "It began before the permitted start (\(permitted?.description ?? "none given")); "
                    + "this endangers the whole award.",
                de: "Begonnen vor dem erlaubten Beginn (\(permitted?.text(in: .german) ?? "keiner genannt")); "
                    + "das gefährdet die ganze Bewilligung."),
            LocalizedText(
                en: "Talk to the town; only planning (surveying) may come earlier.",
                de: "Sprechen Sie mit der Stadt; früher darf nur die Planung (Vermessung) liegen.")
        )
    }

    private func place(_ reason: LineReason) -> (LocalizedText, LocalizedText) {
        if reason == .alreadyCovered {
            return (
                LocalizedText(
                    en: "Other awards cover so much of it that the rate of \(award.code) no longer fits.",
                    de: "Andere Bewilligungen decken davon so viel, dass der Satz von \(award.code) nicht mehr passt."),
                LocalizedText(
                    en: "It is free again when the other award's next claim no longer needs it.",
                    de: "Es wird frei, wenn der nächste Abruf der anderen Bewilligung es nicht mehr braucht.")
            )
        }
        return (
            LocalizedText(
                en: "\(programme.code) pays only inside \(programme.ags), and no part of it lies there.",
                de: "\(programme.code) fördert nur in \(programme.ags), und kein Teil davon liegt dort."),
            LocalizedText(
                en: "Name the segment it belongs to; a line without one lies at the seat of the association.",
                de: "Nennen Sie den Trassenabschnitt; ohne ihn liegt die Position am Sitz des Vereins.")
        )
    }

    private func cuts(_ reason: LineReason, _ line: AssessedLine) -> (LocalizedText, LocalizedText) {
        if reason == .dailyCap {
            let cap = programme.eligible.labour?.maxPerDay ?? .zero
            let cut = line.cut ?? .zero
            return (
                LocalizedText(
                    en: "At most \(cap) of one person's day counts; \(cut) is cut off.",
                    de: "Von einer Person zählen höchstens \(cap) am Tag; \(cut) entfallen."),
                LocalizedText(
                    en: "Nothing, if the hours are right; check date and worker.",
                    de: "Nichts, wenn die Stunden stimmen; prüfen Sie Tag und Helfer.")
            )
        }
        let why = standing.cuts[line.key]?.why ?? ""
        return (
            LocalizedText(en: "The town cut it: \(why).", de: "Die Stadt hat gekürzt: \(why)."),
            LocalizedText(
                en: "Show the town what is missing; it can lift the cut.",
                de: "Legen Sie der Stadt das Fehlende vor; sie kann die Kürzung aufheben.")
        )
    }
}
