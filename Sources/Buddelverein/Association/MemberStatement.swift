/// What a member owes and has given so far: hours, money, metres.
public struct MemberStatement: Hashable, Sendable {
    /// What the journal says of the member, and of those it succeeds.
    public struct Given: Hashable, Sendable {
        /// Confirmed labour credited to the member.
        public var labour: Minutes
        /// Labour recorded for the member that nobody has decided on yet.
        public var pending: Minutes
        public var machine: Minutes
        /// Gifts at their documented value.
        public var gifts: Money
        /// Levies less refunds.
        public var paid: Money

        public init(
            labour: Minutes = .zero, pending: Minutes = .zero, machine: Minutes = .zero, gifts: Money = .zero,
            paid: Money = .zero
        ) {
            self.labour = labour
            self.pending = pending
            self.machine = machine
            self.gifts = gifts
            self.paid = paid
        }
    }

    public var member: Member
    public var on: Day
    /// Connections held on the day, built or not.
    public var connections: [Connection]
    /// Hours owed for the connections against the confirmed ones (rules.md 5, 1).
    public let hours: HourBalance
    public let given: Given
    /// Metres of the own house leads.
    public var leadLength: Centimetres

    /// Hours owed for the connections.
    public var duty: Minutes { hours.duty }
    /// What is left of the duty.
    public var open: Minutes { hours.short }

    /// The statement of a member on a day.
    ///
    /// Refuses with `overflow`, and with `unknown_member`, `successor_cycle` as `Succession` does.
    public init(
        of member: Member, on day: Day, members: [Member], connections: [Connection], holdings: [Holding],
        rule: SettlementRule?, given: Given
    ) throws(Refusal) {
        self.member = member
        on = day
        self.given = given
        let succession = try Succession(members)
        let holders = Holders(holdings)
        let own = connections.filter {
            succession.standing(for: holders.holder(of: $0, on: day), on: day) == member.number
        }
        self.connections = own
        leadLength = try own.compactMap(\.leadLength).total()
        hours = try HourBalance(
            of: member, on: day, active: Int64(own.count { $0.kind == .active }),
            passive: Int64(own.count { $0.kind == .passive }), worked: given.labour, by: rule?.labour)
    }

    /// The numbers of all members for whom one stands on a day: its own and those it has succeeded.
    public static func numbers(for member: Member, members: [Member], on day: Day) throws(Refusal) -> [String] {
        let succession = try Succession(members)
        return members.map(\.number).filter { succession.standing(for: $0, on: day) == member.number }
    }
}
