/// Work or a gift with the one judgement that claims and the settlement share (rules.md 2 and 5).
public struct Judged<Record: Sendable>: Sendable {
    public let record: Record
    /// Whether a second person has confirmed it by the day that was asked for.
    public let isConfirmed: Bool
}

extension Evidence {
    /// Work dated up to a day, in the order of the evidence, with whether a second person has confirmed it by then.
    ///
    /// The second person is a member who is neither the worker, nor of the worker's household, nor the credited member.
    public func judgedWork(through day: Day) -> [Judged<WorkRecord>] {
        let secondPerson = SecondPerson(members: members, helpers: helpers)
        return work.filter { $0.date <= day }.map {
            Judged(record: $0, isConfirmed: secondPerson.isConfirmed($0, by: day))
        }
    }

    /// Gifts dated up to a day, in the order of the evidence; the second person is a member other than the giver.
    public func judgedGifts(through day: Day) -> [Judged<GiftRecord>] {
        let secondPerson = SecondPerson(members: members, helpers: helpers)
        return gifts.filter { $0.date <= day }.map {
            Judged(record: $0, isConfirmed: secondPerson.isConfirmed($0, by: day))
        }
    }
}
