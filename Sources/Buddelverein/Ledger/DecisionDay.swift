/// The day of a decision on work and gifts: from it on they count (rules.md 2, `not_confirmed`).
public enum DecisionDay {
    /// A voucher that is decided on: its reference and its date.
    public typealias Subject = (ref: String, date: Day)

    /// The day that a decision bears; `given` nil: today.
    ///
    /// By login it is today, for that is when the person decides. A signed paper bears its own day, which lies neither
    /// after today nor before the date of any voucher. Refuses with `invalid_value` (another day by login),
    /// `future_date`, `invalid_order`.
    public static func checked(
        _ given: Day?, onPaper: Bool, today: Day, for subjects: [Subject]
    ) throws(Refusal) -> Day {
        let day = given ?? today
        if !onPaper, day != today { throw .decidedToday(day) }
        if day > today { throw .futureDay("on", day, today: today) }
        for subject in subjects where day < subject.date { throw .decidedBefore(subject, day) }
        return day
    }
}

extension Refusal {
    fileprivate static func decidedToday(_ day: Day) -> Refusal {
        invalid(
            "on", day.description,
            LocalizedText(
                en: "is not today, and who has logged in decides today",
                de: "ist nicht heute, und wer angemeldet ist, entscheidet heute"),
            cure: LocalizedText(
                en: "Leave --on away; where somebody signed a paper on that day, add --paper.",
                de: "--on weglassen; wurde an dem Tag auf Papier unterschrieben: --paper angeben."))
    }

    fileprivate static func decidedBefore(_ subject: DecisionDay.Subject, _ day: Day) -> Refusal {
        Refusal(
            .invalidOrder,
            LocalizedText(
                en: "\(subject.ref) is of \(subject.date) and can't have been decided on \(day).",
                de:
                    "\(subject.ref) ist vom \(subject.date.text(in: .german)); am \(day.text(in: .german)) konnte niemand darüber entscheiden."
            ),
            cure: LocalizedText(
                en: "Give the day of the signature.", de: "Geben Sie den Tag der Unterschrift an."),
            at: Place(field: "on", value: day.description))
    }
}
