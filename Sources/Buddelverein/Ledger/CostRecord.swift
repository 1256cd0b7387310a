/// An invoice (`costs.csv`).
public struct CostRecord: Hashable, Sendable {
    public var ref: String
    public var supplier: String
    public var invoiceNumber: String
    public var invoiceDate: Day
    public var orderedOn: Day?
    /// A cost category code.
    public var category: String
    public var net: Money
    public var vatRate: BasisPoints
    public var gross: Money
    /// The day nothing was open any more.
    public var paidOn: Day?
    /// What was really paid; nil: gross.
    public var paid: Money?
    /// The segments it belongs to; percentages add up to 100.00.
    public var segments: [Allocation]
    public var document: String?

    public init(
        ref: String, supplier: String, invoiceNumber: String, invoiceDate: Day, orderedOn: Day? = nil,
        category: String, net: Money, vatRate: BasisPoints, gross: Money, paidOn: Day? = nil, paid: Money? = nil,
        segments: [Allocation] = [], document: String? = nil
    ) {
        self.ref = ref
        self.supplier = supplier
        self.invoiceNumber = invoiceNumber
        self.invoiceDate = invoiceDate
        self.orderedOn = orderedOn
        self.category = category
        self.net = net
        self.vatRate = vatRate
        self.gross = gross
        self.paidOn = paidOn
        self.paid = paid
        self.segments = segments
        self.document = document
    }
}

/// The share of a cost that belongs to one segment.
public struct Allocation: Hashable, Sendable {
    public var segment: String
    public var share: BasisPoints

    public init(segment: String, share: BasisPoints) {
        self.segment = segment
        self.share = share
    }
}
