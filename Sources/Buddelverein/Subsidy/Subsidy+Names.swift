// The names of the states and steps of awards and claims, of a claim's lines, and of what limits or excludes them, for readers.

extension ClaimStatus: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .draft: LocalizedText(en: "draft", de: "Entwurf")
        case .submitted: LocalizedText(en: "submitted", de: "eingereicht")
        case .certified: LocalizedText(en: "certified", de: "bestätigt")
        case .checked: LocalizedText(en: "checked", de: "geprüft")
        case .returned: LocalizedText(en: "returned with questions", de: "mit Rückfragen zurück")
        case .approved: LocalizedText(en: "approved", de: "bewilligt")
        case .rejected: LocalizedText(en: "rejected", de: "abgelehnt")
        case .withdrawn: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        case .released: LocalizedText(en: "released", de: "freigegeben")
        case .paid: LocalizedText(en: "paid", de: "ausgezahlt")
        }
    }
}

extension ClaimStep: NamedCode {
    /// What is done; the command of the step bears the English word.
    public var name: LocalizedText {
        switch self {
        case .file: LocalizedText(en: "file", de: "einreichen")
        case .certify: LocalizedText(en: "certify", de: "bestätigen")
        case .check: LocalizedText(en: "check", de: "prüfen")
        case .approve: LocalizedText(en: "approve", de: "bewilligen")
        case .reject: LocalizedText(en: "reject", de: "ablehnen")
        case .giveBack: LocalizedText(en: "return", de: "zurückgeben")
        case .answer: LocalizedText(en: "answer", de: "beantworten")
        case .withdraw: LocalizedText(en: "withdraw", de: "zurückziehen")
        case .release: LocalizedText(en: "release", de: "freigeben")
        case .pay: LocalizedText(en: "pay", de: "auszahlen")
        case .revoke: LocalizedText(en: "revoke", de: "zurücknehmen")
        }
    }

    /// What was done, as lists of steps show it.
    public var done: LocalizedText {
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

extension AwardStatus: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .applied: LocalizedText(en: "applied for", de: "beantragt")
        case .earlyStartPermitted: LocalizedText(en: "permitted to start early", de: "vorzeitig begonnen")
        case .granted: LocalizedText(en: "granted", de: "bewilligt")
        case .rejected: LocalizedText(en: "rejected", de: "abgelehnt")
        case .withdrawn: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        case .proofDue: LocalizedText(en: "due for its proof", de: "nachweispflichtig")
        case .proofSubmitted: LocalizedText(en: "proved", de: "nachgewiesen")
        case .recovery: LocalizedText(en: "in recovery", de: "in Rückforderung")
        case .closed: LocalizedText(en: "closed", de: "abgeschlossen")
        }
    }
}

extension AwardStep: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .permitEarlyStart: LocalizedText(en: "permit early start", de: "vorzeitigen Beginn erlauben")
        case .grant: LocalizedText(en: "grant", de: "bewilligen")
        case .reject: LocalizedText(en: "reject", de: "ablehnen")
        case .withdraw: LocalizedText(en: "withdraw", de: "zurückziehen")
        case .amend: LocalizedText(en: "amend", de: "ändern")
        case .extend: LocalizedText(en: "extend", de: "verlängern")
        case .revoke: LocalizedText(en: "revoke", de: "widerrufen")
        case .demandProof: LocalizedText(en: "demand proof", de: "Nachweis fordern")
        case .submitProof: LocalizedText(en: "submit proof", de: "Nachweis vorlegen")
        case .close: LocalizedText(en: "close", de: "abschließen")
        case .recover: LocalizedText(en: "recover", de: "zurückfordern")
        }
    }
}

extension LineReason: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .notConfirmed: LocalizedText(en: "not confirmed", de: "nicht bestätigt")
        case .notPaid: LocalizedText(en: "not paid", de: "nicht bezahlt")
        case .noDocument: LocalizedText(en: "no document", de: "ohne Beleg")
        case .categoryNotEligible: LocalizedText(en: "kind not eligible", de: "Art nicht förderfähig")
        case .outsidePeriod: LocalizedText(en: "outside the period", de: "außerhalb des Zeitraums")
        case .beforeStart: LocalizedText(en: "before the permitted start", de: "vor dem erlaubten Beginn")
        case .outsideTerritory: LocalizedText(en: "outside the territory", de: "außerhalb des Gebiets")
        case .alreadyCovered: LocalizedText(en: "already covered", de: "schon angerechnet")
        case .dailyCap: LocalizedText(en: "above the daily cap", de: "über der Tagesgrenze")
        case .cutByTown: LocalizedText(en: "cut by the town", de: "von der Stadt gekürzt")
        }
    }
}

extension LineKind: NamedCode {
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

extension WaterfallStep.Name: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .unpaidShareMax: LocalizedText(en: "unpaid work, capped", de: "Eigenleistung, begrenzt")
        case .eligible: LocalizedText(en: "eligible total", de: "zuwendungsfähige Summe")
        case .share: LocalizedText(en: "share", de: "Anteil")
        case .fixed: LocalizedText(en: "fixed amount", de: "Festbetrag")
        case .deficit: LocalizedText(en: "deficit", de: "Fehlbedarf")
        case .full: LocalizedText(en: "everything", de: "Vollfinanzierung")
        case .capPerActiveConnection: LocalizedText(en: "cap per active connection", de: "Grenze je aktivem Anschluss")
        case .awardMaximum: LocalizedText(en: "award's maximum", de: "Höchstbetrag der Bewilligung")
        case .cashCeiling: LocalizedText(en: "not above accepted costs", de: "höchstens die anerkannten Kosten")
        case .totalCeiling: LocalizedText(en: "not above all costs paid", de: "höchstens alle bezahlten Kosten")
        case .rounding: LocalizedText(en: "rounded down", de: "abgerundet")
        case .minimum: LocalizedText(en: "minimum", de: "Bagatellgrenze")
        case .earlierClaims: LocalizedText(en: "less earlier claims", de: "abzüglich früherer Abrufe")
        }
    }
}

extension AssessmentFlag: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .earlyStart: LocalizedText(en: "early start", de: "vorzeitiger Beginn")
        case .belowMinimum: LocalizedText(en: "below the minimum", de: "unter der Bagatellgrenze")
        case .overpaid: LocalizedText(en: "overpaid", de: "überzahlt")
        }
    }
}

extension Financing {
    /// The way of financing, as German grant law names it (VV zu § 44 LHO NRW, 2).
    public var name: LocalizedText {
        switch self {
        case .share: LocalizedText(en: "share", de: "Anteilfinanzierung")
        case .fixed: LocalizedText(en: "fixed amount", de: "Festbetragsfinanzierung")
        case .deficit: LocalizedText(en: "deficit", de: "Fehlbedarfsfinanzierung")
        case .full: LocalizedText(en: "full", de: "Vollfinanzierung")
        }
    }
}
