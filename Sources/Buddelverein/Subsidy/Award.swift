/// What an association was granted under a programme (`awards.json`).
public struct Award: Hashable, Sendable {
    public var code: String
    public var programme: String
    public var appliedOn: Day?
    /// The day an early start was permitted for.
    public var earlyStartOn: Day?
    public var approvedOn: Day?
    public var eligibleFrom: Day?
    public var eligibleUntil: Day?
    /// The award's own rate; never above the programme's.
    public var rate: BasisPoints?
    public var maximum: Money?
    public var ownFunds: Money
    /// Without awards in this system.
    public var thirdPartyFunds: Money

    public init(
        code: String, programme: String, appliedOn: Day? = nil, earlyStartOn: Day? = nil, approvedOn: Day? = nil,
        eligibleFrom: Day? = nil, eligibleUntil: Day? = nil, rate: BasisPoints? = nil, maximum: Money? = nil,
        ownFunds: Money = .zero, thirdPartyFunds: Money = .zero
    ) {
        self.code = code
        self.programme = programme
        self.appliedOn = appliedOn
        self.earlyStartOn = earlyStartOn
        self.approvedOn = approvedOn
        self.eligibleFrom = eligibleFrom
        self.eligibleUntil = eligibleUntil
        self.rate = rate
        self.maximum = maximum
        self.ownFunds = ownFunds
        self.thirdPartyFunds = thirdPartyFunds
    }

    /// The first day on which work may start without breaking a start ban: the earlier of early start and approval
    /// (rules.md 2); nil where none is given.
    public var permittedStart: Day? {
        switch (earlyStartOn, approvedOn) {
        case (let early?, let approved?): min(early, approved)
        case (let early?, nil): early
        case (nil, let approved): approved
        }
    }
}
