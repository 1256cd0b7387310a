// The texts that the hash chain of a journal is computed from, as docs/internals/ledger.md states them: ids, figures and
// salted hashes, never a name or a text of a person.

/// An entry with everything that its digest is computed from, by the keys of the database.
public struct ChainedEntry: Hashable, Sendable {
    /// A transfer by the keys of the database.
    public struct Transfer: Hashable, Sendable {
        public var position: Int
        public var debit: String
        public var credit: String
        public var unit: String
        public var quantity: Int64
        public var memberID: Int64?
        public var segmentID: Int64?
        public var awardID: Int64?

        public init(
            position: Int, debit: String, credit: String, unit: String, quantity: Int64, memberID: Int64? = nil,
            segmentID: Int64? = nil, awardID: Int64? = nil
        ) {
            self.position = position
            self.debit = debit
            self.credit = credit
            self.unit = unit
            self.quantity = quantity
            self.memberID = memberID
            self.segmentID = segmentID
            self.awardID = awardID
        }

        var text: String {
            func key(_ id: Int64?) -> String { id.map(String.init) ?? "-" }
            return [
                String(position), debit, credit, unit, String(quantity), key(memberID), key(segmentID), key(awardID),
            ].joined(separator: "|")
        }
    }

    public var associationID: Int64
    public var number: Int64
    public var batch: Int64
    public var voucherID: Int64
    /// Of the voucher; nil where the voucher is gone.
    public var contentHash: [UInt8]?
    public var reason: String
    public var effectiveOn: Day
    public var bookedOn: Day
    public var reverses: Int64?
    /// As it is stored.
    public var digest: [UInt8]
    /// In the order of their positions.
    public var transfers: [Transfer]

    public init(
        associationID: Int64, number: Int64, batch: Int64, voucherID: Int64, contentHash: [UInt8]?, reason: String,
        effectiveOn: Day, bookedOn: Day, reverses: Int64?, digest: [UInt8], transfers: [Transfer]
    ) {
        self.associationID = associationID
        self.number = number
        self.batch = batch
        self.voucherID = voucherID
        self.contentHash = contentHash
        self.reason = reason
        self.effectiveOn = effectiveOn
        self.bookedOn = bookedOn
        self.reverses = reverses
        self.digest = digest
        self.transfers = transfers
    }

    /// The text whose SHA-256 is the digest; nil for an entry that has lost its voucher or its transfers.
    ///
    /// One line of the entry, then one for each transfer, without a final line break; fields stand between `|`, days
    /// are counted from 2000-01-01, and what is not given is `-`.
    public var digestText: String? {
        guard let contentHash, !transfers.isEmpty else { return nil }
        let head = [
            String(associationID), String(number), String(voucherID), contentHash.hexadecimal, reason,
            Self.days(effectiveOn), Self.days(bookedOn), reverses.map(String.init) ?? "-",
        ].joined(separator: "|")
        return ([head] + transfers.map(\.text)).joined(separator: "\n")
    }

    private static let epoch = Day(year: 2000, month: 1, day: 1)!

    private static func days(_ day: Day) -> String { String(epoch.days(until: day)) }
}

/// A batch of the journal as it is stored: one link of the hash chain.
public struct ChainedBatch: Hashable, Sendable {
    public var number: Int64
    public var firstEntry: Int64
    public var lastEntry: Int64
    public var previousHash: [UInt8]
    public var hash: [UInt8]

    public init(number: Int64, firstEntry: Int64, lastEntry: Int64, previousHash: [UInt8], hash: [UInt8]) {
        self.number = number
        self.firstEntry = firstEntry
        self.lastEntry = lastEntry
        self.previousHash = previousHash
        self.hash = hash
    }

    /// What stands between the previous hash and the digests of the entries when the batch's hash is computed.
    public func linkText(associationID: Int64) -> String {
        "\(associationID)|\(number)|\(firstEntry)|\(lastEntry)\n"
    }
}
