import Buddelverein

/// Vouchers of every kind that are recorded together, in the order of their numbers.
public struct LedgerRecords: Sendable {
    public var work: [WorkRecord]
    public var costs: [CostRecord]
    public var gifts: [GiftRecord]
    public var payments: [PaymentRecord]

    public init(
        work: [WorkRecord] = [], costs: [CostRecord] = [], gifts: [GiftRecord] = [], payments: [PaymentRecord] = []
    ) {
        self.work = work
        self.costs = costs
        self.gifts = gifts
        self.payments = payments
    }

    public var isEmpty: Bool { work.isEmpty && costs.isEmpty && gifts.isEmpty && payments.isEmpty }
    public var count: Int { work.count + costs.count + gifts.count + payments.count }

    /// Every member, helper and segment that the records name.
    func namedCodes() -> (members: Set<String>, helpers: Set<String>, segments: Set<String>) {
        var (members, helpers, segments): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        func insert(_ code: String?, _ codes: inout Set<String>) {
            if let code { codes.insert(code) }
        }
        for record in work {
            insert(record.memberNumber, &members)
            insert(record.confirmedBy, &members)
            insert(record.worker, &helpers)
            insert(record.segment, &segments)
        }
        for record in gifts {
            members.insert(record.memberNumber)
            insert(record.confirmedBy, &members)
            insert(record.segment, &segments)
        }
        for record in payments { insert(record.memberNumber, &members) }
        for record in costs { segments.formUnion(record.segments.map(\.segment)) }
        return (members, helpers, segments)
    }
}

/// A voucher that was just recorded.
public struct RecordedVoucher: Sendable, Hashable {
    public var id: Int64
    public var kind: VoucherKind
    public var ref: String
    public var bookingYear: Int
    public var number: Int
    public var contentHash: [UInt8]
}

/// A batch of the journal: its number and the link of the hash chain that closes it.
public struct PostedBatch: Sendable, Hashable {
    public var number: Int64
    public var firstEntry: Int64
    public var lastEntry: Int64
    public var hash: [UInt8]
}

/// What recording a list gave: the vouchers in the order work, costs, gifts, payments, and the batch they were booked in.
public struct RecordedList: Sendable {
    public var vouchers: [RecordedVoucher]
    /// Nil where nothing took effect yet.
    public var batch: PostedBatch?
}
