/// From when to when members belong to their association, asked for single days (rules.md 2; DESIGN.md 3.5).
///
/// Hand-written records and decisions are held to it; imported history is taken as it came.
public struct MembershipDays: Sendable {
    /// The first day of membership, and the day of leaving, on which one is no member any more.
    public typealias Span = (joinedOn: Day, leftOn: Day?)

    private let spans: [String: Span]

    /// By member number; who is not in it is not judged: that he is unknown is another fault.
    public init(_ spans: [String: Span]) { self.spans = spans }

    /// What is wrong with a member's confirming something on a day; nil: nothing. The code is `no_member_that_day`.
    public func fault(ofConfirming member: String, on day: Day) -> Refusal? {
        guard let why = absence(of: member, on: day) else { return nil }
        return Refusal(
            .noMemberThatDay,
            LocalizedText(
                en: "\(member) can't confirm this on \(day): \(why.english).",
                de: "\(member) kann das am \(day.text(in: .german)) nicht bestätigen: \(why.german)."),
            cure: LocalizedText(
                en: "Let somebody confirm it who was a member on that day.",
                de: "Bestätigen muss, wer an dem Tag Mitglied war."),
            at: Refusal.Place(field: "confirmed_by", value: member))
    }

    /// What is wrong with crediting work to its member; nil: nothing. The code is `no_member_that_day`.
    public func fault(ofCrediting work: WorkRecord) -> Refusal? {
        guard let member = work.memberNumber, let why = absence(of: member, on: work.date) else { return nil }
        let ref = work.ref.isEmpty ? "" : "\(work.ref): "
        return Refusal(
            .noMemberThatDay,
            LocalizedText(
                en: "\(ref)Work of \(work.date) can't be credited to \(member): \(why.english).",
                de: "\(ref)Arbeit vom \(work.date.text(in: .german)) ist \(member) nicht gutzuschreiben: \(why.german)."
            ),
            cure: LocalizedText(
                en: "Check the day; credit it to who was a member then, or to nobody as a gift to all.",
                de: "Prüfen Sie den Tag; gutgeschrieben wird, wer da Mitglied war, oder niemand als Geschenk an alle."),
            at: Refusal.Place(field: "member_number", value: member))
    }

    private func absence(of member: String, on day: Day) -> LocalizedText? {
        guard let span = spans[member] else { return nil }
        if day < span.joinedOn {
            return LocalizedText(
                en: "the membership began on \(span.joinedOn)",
                de: "die Mitgliedschaft begann am \(span.joinedOn.text(in: .german))")
        }
        guard let left = span.leftOn, day >= left else { return nil }
        return LocalizedText(
            en: "the membership ended on \(left)", de: "die Mitgliedschaft endete am \(left.text(in: .german))")
    }
}
