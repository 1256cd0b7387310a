import Buddelverein
import BuddelStore

extension Refusal {
    static func voucherNotFound(_ ref: String) -> Refusal {
        Refusal(
            .notFound, LocalizedText(en: "There is no voucher \(ref).", de: "Den Beleg \(ref) gibt es nicht."),
            cure: LocalizedText(en: "buddel voucher list", de: "buddel voucher list"),
            at: Place(field: "ref", value: ref))
    }

    static func ambiguousVoucher(_ ref: String, _ kinds: [VoucherKind]) -> Refusal {
        let words = kinds.map(\.rawValue).joined(separator: ", ")
        return Refusal(
            .ambiguousName,
            LocalizedText(
                en: "\(ref) is the reference of several vouchers: \(words).",
                de: "\(ref) ist das Zeichen mehrerer Belege: \(words)."),
            cure: LocalizedText(en: "Give --kind.", de: "--kind angeben."), at: Place(field: "ref", value: ref))
    }

    /// A document is named without its file, and the association has different ones under the name.
    static func ambiguousDocument(_ name: String) -> Refusal {
        Refusal(
            .ambiguousName,
            LocalizedText(
                en: "There are several different documents named “\(name)”.",
                de: "Es gibt mehrere verschiedene Dokumente namens „\(name)“."),
            cure: LocalizedText(
                en: "Give the file itself, or another name.", de: "Die Datei selbst angeben, oder einen anderen Namen."),
            at: Place(field: "document", value: name))
    }

    static func alreadyDecided(_ voucher: StoredVoucher) -> Refusal {
        let state = voucher.state.name
        return Refusal(
            .alreadyDecided,
            LocalizedText(
                en: "\(voucher.ref) is \(state.english) already.", de: "\(voucher.ref) ist schon \(state.german)."),
            cure: LocalizedText(
                en: "Where that is wrong: reverse it and record it anew.",
                de: "Wenn das falsch ist: stornieren und neu erfassen."),
            at: Place(field: "ref", value: voucher.ref))
    }

    static func notToBeConfirmed(_ voucher: StoredVoucher) -> Refusal {
        Refusal(
            .notToBeConfirmed,
            LocalizedText(
                en: "\(voucher.ref) needs no confirmation; only work and gifts do.",
                de: "\(voucher.ref) braucht keine Bestätigung; nur Arbeit und Sachspenden brauchen eine."),
            at: Place(field: "ref", value: voucher.ref))
    }

    static func notInArea(_ ref: String, _ areas: [String]) -> Refusal {
        let list = areas.joined(separator: ", ")
        return Refusal(
            .notInArea,
            LocalizedText(
                en: "\(ref) did not go into an area you lead (\(list)).",
                de: "\(ref) gehört zu keinem Ausbaugebiet, das Sie leiten (\(list))."),
            cure: LocalizedText(
                en: "Who leads that area, the chair or the treasurer decides on it.",
                de: "Darüber entscheidet, wer das Ausbaugebiet leitet, der Vorsitz oder die Kasse."),
            at: Place(field: "ref", value: ref))
    }

    static func alreadyReversed(_ voucher: StoredVoucher) -> Refusal {
        let state = voucher.state.name
        return Refusal(
            .alreadyReversed,
            LocalizedText(
                en: "\(voucher.ref) is \(state.english) already; there is nothing to take back.",
                de: "\(voucher.ref) ist schon \(state.german); es gibt nichts zurückzunehmen."),
            at: Place(field: "ref", value: voucher.ref))
    }

    static func grantNotReversed(_ ref: String) -> Refusal {
        Refusal(
            .moveNotAllowed,
            LocalizedText(
                en: "The grant \(ref) is the town's decision and is not reversed in the books.",
                de: "Der Zuschuss \(ref) ist eine Entscheidung der Stadt und wird nicht in den Büchern storniert."),
            at: Place(field: "ref", value: ref))
    }

    static func voucherFrozen(_ ref: String) -> Refusal {
        Refusal(
            .voucherFrozen,
            LocalizedText(
                en: "\(ref) is decided or booked and can't be changed.",
                de: "\(ref) ist entschieden oder gebucht und lässt sich nicht mehr ändern."),
            cure: LocalizedText(en: "Reverse it and record it anew.", de: "Stornieren und neu erfassen."),
            at: Place(field: "ref", value: ref))
    }

    static func alreadyPaid(_ ref: String, on day: Day) -> Refusal {
        Refusal(
            .alreadyPaid,
            LocalizedText(
                en: "The invoice \(ref) was paid on \(day) already.",
                de: "Die Rechnung \(ref) ist schon am \(day.text(in: .german)) bezahlt."),
            at: Place(field: "ref", value: ref))
    }

    static func noMemberOfUser() -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(
                en: "Who confirms? Your user is no member of this association.",
                de: "Wer bestätigt? Ihr Benutzer ist kein Mitglied dieses Vereins."),
            cure: LocalizedText(
                en: "From a signed paper: --paper --by MEMBER; or let the administrator link user and member.",
                de:
                    "Von einem unterschriebenen Zettel: --paper --by MITGLIED; oder die Verwaltung verknüpft Benutzer und Mitglied."
            ), at: Place(field: "by"))
    }

    static func paperNeeded(_ member: String) -> Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "You can't confirm as \(member): that is another member.",
                de: "Sie können nicht als \(member) bestätigen: Das ist ein anderes Mitglied."),
            cure: LocalizedText(
                en: "Where \(member) has signed on paper, add --paper.",
                de: "Wenn \(member) auf Papier unterschrieben hat: --paper angeben."),
            at: Place(field: "by", value: member))
    }

    static func onlyOwnWork() -> Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "You may record your own hours and those of your household alone.",
                de: "Sie dürfen nur eigene Stunden und die Ihres Haushalts erfassen."),
            cure: LocalizedText(en: "The treasurer records those of others.", de: "Die anderer erfasst der Kassenwart.")
        )
    }

    static func otherRequest(_ key: String) -> Refusal {
        Refusal(
            .keyReused,
            LocalizedText(
                en: "Another request had this idempotency key.",
                de: "Eine andere Anfrage hatte diesen Idempotenzschlüssel."),
            cure: LocalizedText(en: "Give each request a key of its own.", de: "Jeder Anfrage einen eigenen geben."),
            at: Place(field: "idempotency_key", value: key))
    }

    static func noSettlementRule() -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(
                en: "The association has no settlement rule yet.", de: "Der Verein hat noch keine Abrechnungsregel."),
            cure: LocalizedText(
                en: "Import an association.json that has one.",
                de: "Eine association.json importieren, die eine enthält."))
    }
}

extension StoredVoucher.State {
    /// The state for readers.
    public var name: LocalizedText {
        switch self {
        case .open: LocalizedText(en: "open", de: "offen")
        case .posted: LocalizedText(en: "posted", de: "gebucht")
        case .refused: LocalizedText(en: "refused", de: "abgelehnt")
        case .withdrawn: LocalizedText(en: "withdrawn", de: "zurückgezogen")
        case .reversed: LocalizedText(en: "reversed", de: "storniert")
        }
    }
}
