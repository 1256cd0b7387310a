import Buddelverein

extension ConstraintRefusals {
    private static let tooLarge = Known(
        .invalidValue, en: "A voucher holds at most 100 million euro.",
        de: "Ein Beleg enthält höchstens 100 Millionen Euro.")
    private static let impossibleDay = Known(
        .invalidValue, en: "No voucher bears that day.", de: "Diesen Tag trägt kein Beleg.",
        cure: LocalizedText(en: "Check the year.", de: "Prüfen Sie das Jahr."))

    private static let documentStays = Known(
        .voucherFrozen, en: "A document keeps its voucher, its name and its content.",
        de: "Ein Dokument behält Beleg, Namen und Inhalt.",
        cure: LocalizedText(
            en: "Attach the other one under another name.", de: "Das andere unter anderem Namen anhängen."))

    /// What the rules of vouchers and journal mean.
    static let ledger: [String: Known] = [
        "voucher_decisions_second_person": Known(
            .selfConfirmation, en: "Nobody confirms his own or his household's work or gift.",
            de: "Niemand bestätigt eigene Arbeit, die des Haushalts oder die eigene Spende.",
            cure: LocalizedText(en: "Let another member sign.", de: "Ein anderes Mitglied unterschreiben lassen.")),
        "voucher_decisions_member_that_day": Known(
            .noMemberThatDay, en: "Who confirms must be a member on that day.",
            de: "Wer bestätigt, muss an dem Tag Mitglied sein.",
            cure: LocalizedText(en: "Let another member sign.", de: "Ein anderes Mitglied unterschreiben lassen.")),
        "voucher_decisions_same_content": Known(
            .contentChanged, en: "The voucher was changed after it was shown.",
            de: "Der Beleg wurde geändert, nachdem er gezeigt wurde.",
            cure: LocalizedText(en: "Look at it again.", de: "Noch einmal ansehen.")),
        "voucher_decisions_work_or_gift": Known(
            .notToBeConfirmed, en: "Only work and gifts are confirmed or refused.",
            de: "Nur Arbeit und Sachspenden werden bestätigt oder abgelehnt."),
        "voucher_decisions_pkey": Known(
            .alreadyDecided, en: "The voucher is decided already.", de: "Über den Beleg ist schon entschieden.",
            cure: LocalizedText(en: "Reverse it and record it anew.", de: "Stornieren und neu erfassen.")),
        "voucher_decisions_own_member": Known(
            .notAllowed, en: "Who decides by login decides for himself.",
            de: "Wer angemeldet ist, entscheidet für sich selbst.",
            cure: LocalizedText(en: "Record the member's signed paper.", de: "Den unterschriebenen Zettel erfassen.")),
        "voucher_documents_named_once": documentStays, "voucher_documents_content_stays": documentStays,
        "vouchers_frozen": Known(
            .voucherFrozen, en: "The voucher is decided or booked and can't be changed.",
            de: "Der Beleg ist entschieden oder gebucht und lässt sich nicht mehr ändern.",
            cure: LocalizedText(en: "Reverse it and record it anew.", de: "Stornieren und neu erfassen.")),
        "vouchers_ref_key": Known(
            .duplicateReference, en: "A voucher with this reference is there already.",
            de: "Einen Beleg mit diesem Zeichen gibt es schon.", cure: nextReference, field: "ref"),
        "cost_vouchers_invoice_key": Known(
            .duplicateInvoice, en: "This supplier's invoice number is recorded already.",
            de: "Diese Rechnungsnummer des Lieferanten ist schon erfasst.",
            cure: LocalizedText(
                en: "`buddel cost list` shows it; a second invoice has a number of its own.",
                de: "`buddel cost list` zeigt sie; eine zweite Rechnung hat eine eigene Nummer."),
            field: "invoice_number"),
        "cost_vouchers_net_plus_tax": Known(
            .grossMismatch, en: "Net plus tax is not gross.", de: "Netto plus Steuer ergibt nicht brutto.",
            field: "gross"),
        "cost_vouchers_allocations_add_up": Known(
            .allocationSum, en: "The shares of the segments don't add up to 100.00 %.",
            de: "Die Anteile der Abschnitte ergeben nicht 100,00 %.", field: "segments"),
        "vouchers_dated_on_range": impossibleDay, "voucher_counters_year_range": impossibleDay,
        "cost_vouchers_gross_bounded": tooLarge, "cost_vouchers_net_range": tooLarge,
        "gift_vouchers_value_bounded": tooLarge, "payment_vouchers_amount_bounded": tooLarge,
        "cost_vouchers_gross_positive": Known(
            .invalidValue, en: "The gross amount must be above zero.", de: "Der Bruttobetrag muss über null liegen."),
        "cost_vouchers_vat_range": Known(
            .invalidValue, en: "The VAT rate is not between 0.00 and 100.00.",
            de: "Der Steuersatz liegt nicht zwischen 0,00 und 100,00."),
        "cost_payments_at_most_gross": Known(
            .invalidValue, en: "More was paid than the gross amount.",
            de: "Es wurde mehr bezahlt als der Bruttobetrag."),
        "voucher_decisions_not_before": Known(
            .invalidOrder, en: "Nobody decides on a voucher before its date.",
            de: "Vor dem Tag eines Belegs entscheidet niemand darüber.",
            cure: LocalizedText(en: "Give the day of the signature.", de: "Geben Sie den Tag der Unterschrift an.")),
        "voucher_decisions_day": Known(
            .invalidValue, en: "A decision by login is of today, one on paper not later than today.",
            de: "Wer angemeldet ist, entscheidet heute; ein Zettel ist nicht später als heute unterschrieben."),
        "cost_payments_pkey": Known(
            .alreadyPaid, en: "The invoice is paid already.", de: "Die Rechnung ist schon bezahlt."),
        "entries_reversed_once": Known(
            .alreadyReversed, en: "This is reversed already.", de: "Das ist schon storniert."),
        "entries_reverses_an_original": Known(
            .reversalOfReversal, en: "A reversal can't be reversed.", de: "Ein Storno lässt sich nicht stornieren."),
        "entries_once_per_reason": Known(
            .alreadyDecided, en: "This is booked already.", de: "Das ist schon gebucht."),
        "entries_confirmed": Known(
            .alreadyDecided, en: "No second person has confirmed this.",
            de: "Das hat keine zweite Person bestätigt."),
        "cost_payments_standing": Known(
            .alreadyReversed, en: "The invoice is reversed.", de: "Die Rechnung ist storniert."),
        "entries_open_period": Known(.periodClosed, en: "The period is closed.", de: "Der Zeitraum ist abgeschlossen."),
        "ledgers_close_forward": Known(
            .periodClosed, en: "The period is closed already.", de: "Der Zeitraum ist schon abgeschlossen."),
        "documents_size": Known(
            .documentTooLarge, en: "A document holds at most 20 MB.", de: "Ein Dokument hat höchstens 20 MB."),
    ]
}
