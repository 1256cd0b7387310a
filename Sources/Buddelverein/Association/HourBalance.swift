/// rules.md 5, 1: the hours that a member owes against those credited to it, on its statement as in the settlement.
public struct HourBalance: Hashable, Sendable {
    /// Owed for the connections, built or not.
    public let duty: Minutes
    /// Confirmed labour credited to the member, and to those it succeeds.
    public let worked: Minutes
    /// What is missing of the duty; never negative.
    public let short: Minutes
    /// What was worked beyond the duty; never negative.
    public let over: Minutes

    /// The balance of a member with so many connections of each kind.
    ///
    /// Nothing is owed where the association asks for no hours, by who is exempt, and by who joins after the day. Refuses
    /// with `overflow`.
    public init(
        of member: Member, on day: Day, active: Int64, passive: Int64, worked: Minutes, by labour: LabourDuty?
    ) throws(Refusal) {
        if let labour, member.takesPart(on: day), !member.dutyExempt {
            duty = try labour.dutyPerActive * active + labour.dutyPerPassive * passive
        } else {
            duty = .zero
        }
        self.worked = worked
        short = max(.zero, try duty - worked)
        over = max(.zero, try worked - duty)
    }
}

extension Member {
    /// Whether the settlement on a day counts the member: leaving changes nothing (rules.md 5).
    func takesPart(on day: Day) -> Bool { joinedOn <= day }
}
