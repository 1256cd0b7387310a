extension AwardContext {
    /// One plain sentence for a step of the waterfall, with its limit and what it left (rules.md 3).
    public func explain(_ step: WaterfallStep) -> LocalizedText {
        let words = words(for: step)
        return LocalizedText(
            en: "\(words.english) \(step.result.text(in: .english)) is left.",
            de: "\(words.german) Es bleiben \(step.result.text(in: .german)).")
    }

    /// The sentence for a flag.
    public func explain(_ flag: AssessmentFlag) -> LocalizedText {
        switch flag {
        case .earlyStart:
            LocalizedText(
                en: "Something began before the permitted start: this endangers the whole award.",
                de: "Etwas begann vor dem erlaubten Beginn: Das gefährdet die ganze Bewilligung.")
        case .belowMinimum:
            LocalizedText(
                en: "The grant is below the programme's minimum, so nothing is paid.",
                de: "Der Zuschuss liegt unter dem Mindestbetrag, deshalb wird nichts gezahlt.")
        case .overpaid:
            LocalizedText(
                en: "More was granted before than the award is worth now.",
                de: "Bewilligt wurde bisher mehr, als die Bewilligung jetzt wert ist.")
        }
    }

    private func words(for step: WaterfallStep) -> LocalizedText {
        let limit = step.limit ?? .zero
        let (english, german) = (limit.text(in: .english), limit.text(in: .german))
        switch step.name {
        case .unpaidShareMax, .eligible, .share, .fixed, .deficit, .full:
            return financing(step, english, german)
        case .capPerActiveConnection:
            return LocalizedText(
                en: "The cap per active connection allows \(english).",
                de: "Die Obergrenze je aktivem Anschluss erlaubt \(german).")
        case .awardMaximum:
            return LocalizedText(
                en: "The award pays at most \(english).", de: "Bewilligt sind höchstens \(german).")
        case .cashCeiling:
            return LocalizedText(
                en: "Unpaid work never turns into cash: at most the accepted costs of \(english).",
                de: "Eigenleistung wird nie ausgezahlt: höchstens die anerkannten Kosten von \(german).")
        case .totalCeiling:
            return LocalizedText(
                en: "All costs paid, less other grants, are \(english).",
                de: "Alle bezahlten Kosten abzüglich anderer Zuschüsse sind \(german).")
        case .rounding:
            return programme.rounding == .euro
                ? LocalizedText(en: "Rounded down to whole euros.", de: "Abgerundet auf volle Euro.")
                : LocalizedText(en: "Down to the cent.", de: "Auf den Cent.")
        case .minimum:
            return LocalizedText(
                en: "Below \(english) nothing is paid.", de: "Unter \(german) wird nichts gezahlt.")
        case .earlierClaims:
            return LocalizedText(
                en: "Earlier claims of this award took \(english).",
                de: "Frühere Abrufe dieser Bewilligung erhielten \(german).")
        }
    }

    private func financing(_ step: WaterfallStep, _ english: String, _ german: String) -> LocalizedText {
        switch (step.name, programme.financing(for: award)) {
        case (.unpaidShareMax, _):
            let share = programme.unpaidShareMax ?? .zero
            return LocalizedText(
                en: "Unpaid work may be \(share.text(in: .english)) of the total, here \(english).",
                de: "Eigenleistung darf \(share.text(in: .german)) der Summe ausmachen, hier \(german).")
        case (.eligible, _):
            return LocalizedText(
                en: "Accepted costs and unpaid work together.",
                de: "Anerkannte Kosten und Eigenleistung zusammen.")
        case (.share, .share(let rate)):
            return LocalizedText(
                en: "The award pays \(rate.text(in: .english)) of it.",
                de: "Davon werden \(rate.text(in: .german)) gefördert.")
        case (.fixed, _):
            let units = step.units ?? 0
            return LocalizedText(
                en: "\(units) units at \(english) each.", de: "\(units) Einheiten zu je \(german).")
        case (.deficit, _):
            return LocalizedText(
                en: "Own funds, other income and other grants of \(english) are taken off.",
                de: "Eigenmittel, andere Einnahmen und andere Zuschüsse von \(german) gehen ab.")
        default:
            return LocalizedText(en: "All of it is paid.", de: "Alles wird gefördert.")
        }
    }
}
