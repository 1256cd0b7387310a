extension WorkRecord {
    /// The longest time that one record can have: a day.
    static let longest = Minutes(minutes: 24 * 60)

    /// Everything wrong with the record: `missing_value`, `invalid_value`, `future_date`, `no_worker`,
    /// `self_confirmation`, `unknown_…`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(ref: ref)
        list.require(happened: date, "date", known)
        list.require(positive: time, "time")
        if memberNumber == nil, worker == nil { list.add(.noWorker(ref)) }
        list.require(memberNumber, "member_number", in: known.members, .member)
        // A member may work for another one's credit; files name helpers only.
        if let worker, !known.members.contains(worker) { list.require(worker, "worker", in: known.helpers, .helper) }
        list.require(segment, "segment", in: known.segments, .segment)
        list.require(task, "task", oneOf: known.tasks)
        list.require(machine, "machine", oneOf: known.machineClasses)
        if time > WorkRecord.longest {
            list.add(
                .invalid("time", time.description, LocalizedText(en: "is more than a day", de: "ist mehr als ein Tag")))
        }
        if kind == .machine, machine == nil { list.add(.missing("machine")) }
        if kind == .labour, let machine {
            list.add(
                .invalid(
                    "machine", machine,
                    LocalizedText(en: "is a machine, not labour", de: "ist eine Maschine, keine Arbeit"),
                    cure: LocalizedText(
                        en: "Record the machine's time on its own.", de: "Die Zeit der Maschine für sich erfassen.")))
        }
        list.requireConfirmation(confirmedBy, confirmedOn, known) { known.secondPerson.mayConfirm(self, $0) }
        return list.faults
    }
}

extension GiftRecord {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `future_date`, `self_confirmation`,
    /// `unknown_…`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(ref: ref)
        list.require(happened: date, "date", known)
        list.require(what, "what")
        list.require(note: what, "what")
        list.require(positive: value, "value")
        list.require(bounded: value, "value")
        list.require(memberNumber, "member_number", in: known.members, .member)
        list.require(segment, "segment", in: known.segments, .segment)
        list.require(category, "category", oneOf: known.costCategories)
        list.requireConfirmation(confirmedBy, confirmedOn, known) { known.secondPerson.mayConfirm(self, $0) }
        return list.faults
    }
}

extension FaultList {
    /// Confirmer and day come together, the day is past, and the confirmer is a second person.
    ///
    /// A day before the voucher's date is left alone here: history brings such rows, and they count from their date on.
    fileprivate mutating func requireConfirmation(
        _ confirmer: String?, _ day: Day?, _ known: KnownRecords, _ mayConfirm: (String) -> Bool
    ) {
        require(happened: day, "confirmed_on", known)
        switch (confirmer, day) {
        case (nil, nil): break
        case (nil, _?): add(.missing("confirmed_by"))
        case (let confirmer?, let day):
            if day == nil { add(.missing("confirmed_on")) }
            if !known.members.contains(confirmer) {
                add(.unknown(.member, confirmer, field: "confirmed_by"))
            } else if !mayConfirm(confirmer) {
                add(.selfConfirmation(confirmer))
            }
        }
    }
}

extension PaymentRecord {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `future_date`, `unknown_member`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(ref: ref)
        list.require(happened: date, "date", known)
        list.require(bounded: amount, "amount")
        list.require(memberNumber, "member_number", in: known.members, .member)
        if memberNumber == nil, purpose.needsMember { list.add(.missing("member_number")) }
        if amount == .zero {
            list.add(.invalid("amount", amount.description, LocalizedText(en: "is nothing", de: "ist nichts")))
        }
        if purpose == .refund, amount > .zero {
            list.add(
                .invalid(
                    "amount", amount.description, LocalizedText(en: "is no refund", de: "ist keine Rückzahlung"),
                    cure: LocalizedText(
                        en: "Money paid back is negative.", de: "Zurückgezahltes Geld ist negativ.")))
        }
        return list.faults
    }
}
