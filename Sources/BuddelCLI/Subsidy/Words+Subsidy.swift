import Buddelverein

extension ClaimStep {
    /// What was done, as lists of steps show it.
    var done: LocalizedText {
        switch self {
        case .file: LocalizedText(en: "filed", de: "eingereicht")
        case .certify: LocalizedText(en: "certified", de: "bestätigt")
        case .check: LocalizedText(en: "checked", de: "geprüft")
        case .approve: LocalizedText(en: "approved", de: "bewilligt")
        case .reject: LocalizedText(en: "rejected", de: "abgelehnt")
        case .giveBack: LocalizedText(en: "returned", de: "zurückgegeben")
        case .answer: LocalizedText(en: "answered", de: "beantwortet")
        case .withdraw: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        case .release: LocalizedText(en: "released", de: "freigegeben")
        case .pay: LocalizedText(en: "paid", de: "ausgezahlt")
        case .revoke: LocalizedText(en: "partly taken back", de: "teilweise zurückgenommen")
        }
    }
}

extension LineKind {
    var words: LocalizedText {
        switch self {
        case .cost: LocalizedText(en: "cost", de: "Kosten")
        case .labour: LocalizedText(en: "labour", de: "Arbeit")
        case .machine: LocalizedText(en: "machine", de: "Maschine")
        case .gift: LocalizedText(en: "gift", de: "Sachspende")
        case .unit: LocalizedText(en: "unit", de: "Einheit")
        }
    }
}

extension WaterfallStep.Name {
    var words: LocalizedText {
        switch self {
        case .unpaidShareMax: LocalizedText(en: "unpaid work, capped", de: "Eigenleistung, begrenzt")
        case .eligible: LocalizedText(en: "eligible total", de: "Zuwendungsfähig gesamt")
        case .share: LocalizedText(en: "share", de: "Anteil")
        case .fixed: LocalizedText(en: "fixed amount", de: "Festbetrag")
        case .deficit: LocalizedText(en: "deficit", de: "Fehlbedarf")
        case .full: LocalizedText(en: "everything", de: "Vollfinanzierung")
        case .capPerActiveConnection: LocalizedText(en: "cap per active connection", de: "Grenze je aktivem Anschluss")
        case .awardMaximum: LocalizedText(en: "award's maximum", de: "Höchstbetrag der Bewilligung")
        case .cashCeiling: LocalizedText(en: "not above money spent", de: "höchstens die Ausgaben")
        case .totalCeiling: LocalizedText(en: "not above all costs", de: "höchstens alle Kosten")
        case .rounding: LocalizedText(en: "rounded down", de: "abgerundet")
        case .minimum: LocalizedText(en: "minimum", de: "Bagatellgrenze")
        case .earlierClaims: LocalizedText(en: "less earlier claims", de: "abzüglich früherer Abrufe")
        }
    }
}

extension AssessmentFlag {
    var words: LocalizedText {
        switch self {
        case .earlyStart: LocalizedText(en: "early start", de: "vorzeitiger Beginn")
        case .belowMinimum: LocalizedText(en: "below the minimum", de: "unter der Bagatellgrenze")
        case .overpaid: LocalizedText(en: "overpaid", de: "überzahlt")
        }
    }
}
