// The names of the network's codes for readers.

extension SegmentStatus: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .planned: LocalizedText(en: "planned", de: "geplant")
        case .cleared: LocalizedText(en: "cleared", de: "freigegeben")
        case .inProgress: LocalizedText(en: "in progress", de: "im Bau")
        case .laid: LocalizedText(en: "laid", de: "verlegt")
        case .surveyed: LocalizedText(en: "surveyed", de: "eingemessen")
        case .accepted: LocalizedText(en: "accepted", de: "abgenommen")
        }
    }
}

extension ConnectionStatus: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .planned: LocalizedText(en: "planned", de: "geplant")
        case .ductLaid: LocalizedText(en: "duct laid", de: "Rohr verlegt")
        case .fibreBlown: LocalizedText(en: "fibre blown", de: "Faser eingeblasen")
        case .active: LocalizedText(en: "active", de: "in Betrieb")
        }
    }
}

extension Clearance.Kind: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .ownerConsent: LocalizedText(en: "owner's consent", de: "Einverständnis des Eigentümers")
        case .utilityInformation: LocalizedText(en: "utility information", de: "Leitungsauskunft")
        case .road: LocalizedText(en: "road permit", de: "Straßenbaulast")
        case .water: LocalizedText(en: "water permit", de: "Wasserrecht")
        case .rail: LocalizedText(en: "rail permit", de: "Bahn")
        }
    }
}

extension Surface: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .field: LocalizedText(en: "field", de: "Acker")
        case .meadow: LocalizedText(en: "meadow", de: "Wiese")
        case .verge: LocalizedText(en: "verge", de: "Bankett")
        case .gravel: LocalizedText(en: "gravel", de: "Schotter")
        case .asphalt: LocalizedText(en: "asphalt", de: "Asphalt")
        case .paving: LocalizedText(en: "paving", de: "Pflaster")
        case .forest: LocalizedText(en: "forest", de: "Wald")
        case .water: LocalizedText(en: "water", de: "Gewässer")
        }
    }
}
