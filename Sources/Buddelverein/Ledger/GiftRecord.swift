/// Something given in kind at its documented value (`gifts.csv`).
public struct GiftRecord: Hashable, Sendable {
    public var ref: String
    public var date: Day
    /// The giver.
    public var memberNumber: String
    public var what: String
    public var value: Money
    public var category: String?
    public var segment: String?
    /// A member other than the giver.
    public var confirmedBy: String?
    public var confirmedOn: Day?
    public var document: String?

    public init(
        ref: String, date: Day, memberNumber: String, what: String, value: Money, category: String? = nil,
        segment: String? = nil, confirmedBy: String? = nil, confirmedOn: Day? = nil, document: String? = nil
    ) {
        self.ref = ref
        self.date = date
        self.memberNumber = memberNumber
        self.what = what
        self.value = value
        self.category = category
        self.segment = segment
        self.confirmedBy = confirmedBy
        self.confirmedOn = confirmedOn
        self.document = document
    }
}
