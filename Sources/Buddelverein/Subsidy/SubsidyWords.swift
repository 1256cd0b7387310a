// The words that readers see for states, steps, kinds and reasons; codes stay the same in every language.

extension ClaimStatus {
    public var name: LocalizedText {
        switch self {
        case .draft: LocalizedText(en: "draft", de: "Entwurf")
        case .submitted: LocalizedText(en: "submitted", de: "eingereicht")
        case .certified: LocalizedText(en: "certified", de: "bestätigt")
        case .checked: LocalizedText(en: "checked", de: "geprüft")
        case .returned: LocalizedText(en: "returned", de: "zurückgegeben")
        case .approved: LocalizedText(en: "approved", de: "bewilligt")
        case .rejected: LocalizedText(en: "rejected", de: "abgelehnt")
        case .withdrawn: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        case .released: LocalizedText(en: "released", de: "freigegeben")
        case .paid: LocalizedText(en: "paid", de: "ausgezahlt")
        }
    }
}

extension ClaimStep {
    public var name: LocalizedText {
        switch self {
        case .file: LocalizedText(en: "filed", de: "eingereicht")
        case .certify: LocalizedText(en: "certified", de: "bestätigt")
        case .check: LocalizedText(en: "checked", de: "geprüft")
        case .approve: LocalizedText(en: "approved", de: "bewilligt")
        case .reject: LocalizedText(en: "rejected", de: "abgelehnt")
        case .giveBack: LocalizedText(en: "returned with questions", de: "mit Rückfragen zurückgegeben")
        case .answer: LocalizedText(en: "answered", de: "beantwortet")
        case .withdraw: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        case .release: LocalizedText(en: "released", de: "freigegeben")
        case .pay: LocalizedText(en: "paid", de: "ausgezahlt")
        case .revoke: LocalizedText(en: "partly revoked", de: "teilweise widerrufen")
        }
    }
}

extension LineKind {
    public var name: LocalizedText {
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
    public var title: LocalizedText {
        switch self {
        case .unpaidShareMax: LocalizedText(en: "limit of unpaid work", de: "Grenze der Eigenleistung")
        case .eligible: LocalizedText(en: "eligible total", de: "förderfähige Summe")
        case .share: LocalizedText(en: "share", de: "Fördersatz")
        case .fixed: LocalizedText(en: "fixed amount", de: "Festbetrag")
        case .deficit: LocalizedText(en: "deficit", de: "Fehlbedarf")
        case .full: LocalizedText(en: "full", de: "Vollfinanzierung")
        case .capPerActiveConnection: LocalizedText(en: "cap per connection", de: "Grenze je Anschluss")
        case .awardMaximum: LocalizedText(en: "maximum of the award", de: "Höchstbetrag")
        case .cashCeiling: LocalizedText(en: "cash ceiling", de: "Grenze der Ausgaben")
        case .totalCeiling: LocalizedText(en: "all costs paid", de: "alle bezahlten Kosten")
        case .rounding: LocalizedText(en: "rounding", de: "Rundung")
        case .minimum: LocalizedText(en: "minimum", de: "Mindestbetrag")
        case .earlierClaims: LocalizedText(en: "earlier claims", de: "frühere Abrufe")
        }
    }
}
