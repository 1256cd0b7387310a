/// What a voucher can hold at all; whatever lies outside is a mistyped figure (docs/reference/formats.md).
///
/// Guarantees: the amounts of 900 million vouchers add up within 64 bit. The database holds the same bounds.
public enum VoucherLimits {
    /// The largest amount of one voucher, on either side of zero: 100 million euro.
    public static let amount = Money(cents: 10_000_000_000)
    public static let firstDay = Day(number: 10_957)  // 2000-01-01
    public static let lastDay = Day(number: 376_199)  // 2999-12-31
}

extension FaultList {
    /// A day on which something has happened: one that a voucher can bear, and not after today where that is known.
    mutating func require(happened day: Day?, _ field: String, _ known: KnownRecords) {
        guard let day else { return }
        if day < VoucherLimits.firstDay || day > VoucherLimits.lastDay {
            add(.dayOutOfRange(field, day))
        } else if let today = known.today, day > today {
            add(.futureDay(field, day, today: today))
        }
    }

    /// An amount of money that one voucher can hold.
    mutating func require(bounded amount: Money?, _ field: String) {
        guard let amount, amount.cents.magnitude > VoucherLimits.amount.cents.magnitude else { return }
        add(
            .invalid(
                field, amount.description,
                LocalizedText(
                    en: "is more than one voucher can hold", de: "ist mehr, als ein Beleg enthalten kann"),
                cure: LocalizedText(
                    en: "At most \(VoucherLimits.amount.text(in: .english)); check the figure for a typing error.",
                    de: "Höchstens \(VoucherLimits.amount.text(in: .german)); prüfen Sie die Zahl auf Tippfehler.")))
    }
}

extension Refusal {
    /// A day on which nothing can have happened yet.
    public static func futureDay(_ field: String, _ day: Day, today: Day) -> Refusal {
        Refusal(
            .futureDate,
            LocalizedText(
                en: "\(field): \(day) lies in the future.",
                de: "\(field): Der \(day.text(in: .german)) liegt in der Zukunft."),
            cure: LocalizedText(
                en: "Today is \(today); what has not happened yet is recorded once it has.",
                de: "Heute ist der \(today.text(in: .german)); was noch nicht war, wird erfasst, wenn es war."),
            at: Place(field: field, value: day.description))
    }

    /// A day that no voucher can bear.
    static func dayOutOfRange(_ field: String, _ day: Day) -> Refusal {
        invalid(
            field, day.description,
            LocalizedText(en: "is no day that a voucher can bear", de: "ist kein Tag, den ein Beleg tragen kann"),
            cure: LocalizedText(
                en: "It lies between \(VoucherLimits.firstDay) and today; check the year.",
                de: "Er liegt zwischen dem \(VoucherLimits.firstDay.text(in: .german)) und heute; prüfen Sie das Jahr.")
        )
    }
}
