import BuddelStore
import Buddelverein

/// What an act on vouchers did: each voucher with its number, and the batch of the journal where something was booked.
public struct VoucherReceipt: Sendable, Hashable {
    /// What became of a voucher.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case recorded, confirmed, refused, paid, reversed, withdrawn, corrected

        /// The outcome for readers.
        public var name: LocalizedText {
            switch self {
            case .recorded: LocalizedText(en: "recorded", de: "erfasst")
            case .confirmed: LocalizedText(en: "confirmed", de: "bestätigt")
            case .refused: LocalizedText(en: "refused", de: "abgelehnt")
            case .paid: LocalizedText(en: "paid", de: "bezahlt")
            case .reversed: LocalizedText(en: "reversed", de: "storniert")
            case .withdrawn: LocalizedText(en: "withdrawn", de: "zurückgezogen")
            case .corrected: LocalizedText(en: "corrected", de: "berichtigt")
            }
        }
    }

    /// One voucher.
    public struct Line: Sendable, Hashable {
        public var kind: VoucherKind
        public var ref: String
        public var bookingYear: Int
        public var number: Int
        public var outcome: Outcome
        /// The day it was booked on where that is not its own: its period is closed. Nil: on its own day, or not at all.
        public var bookedOn: Day?
    }

    public var lines: [Line]
    /// Number of the batch; nil where nothing was booked.
    public var batch: Int64?

    public init(lines: [Line], batch: Int64? = nil) {
        self.lines = lines
        self.batch = batch
    }

    /// The references, in the order of the request.
    public var refs: [String] { lines.map(\.ref) }

    /// The receipt for programs; also what an idempotency key remembers.
    public var json: JSONObject {
        [
            "vouchers": .array(
                lines.map { line in
                    [
                        "kind": .string(line.kind.rawValue), "ref": .string(line.ref),
                        "year": .integer(Int64(line.bookingYear)), "number": .integer(Int64(line.number)),
                        "outcome": .string(line.outcome.rawValue),
                        "booked_on": line.bookedOn.map { .string($0.description) } ?? .null,
                    ]
                }),
            "batch": batch.map { .integer($0) } ?? .null,
        ]
    }

    /// Reads what `json` wrote; nil for anything else.
    init?(_ json: JSONValue) {
        guard let vouchers = json["vouchers"]?.arrayValue else { return nil }
        lines = []
        for voucher in vouchers {
            guard let kind = voucher["kind"]?.stringValue.flatMap(VoucherKind.init(rawValue:)),
                let ref = voucher["ref"]?.stringValue, let year = voucher["year"]?.integerValue,
                let number = voucher["number"]?.integerValue,
                let outcome = voucher["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:))
            else { return nil }
            lines.append(
                Line(
                    kind: kind, ref: ref, bookingYear: Int(year), number: Int(number), outcome: outcome,
                    bookedOn: voucher["booked_on"]?.stringValue.flatMap { try? Day(parsing: $0) }))
        }
        batch = json["batch"]?.integerValue
    }
}

extension VoucherReceipt.Line {
    /// `postponed`: the days of booking that are not the vouchers' own, by key.
    init(_ voucher: RecordedVoucher, _ outcome: VoucherReceipt.Outcome, _ postponed: [Int64: Day] = [:]) {
        self.init(
            kind: voucher.kind, ref: voucher.ref, bookingYear: voucher.bookingYear, number: voucher.number,
            outcome: outcome, bookedOn: postponed[voucher.id])
    }

    /// As for a voucher that was just recorded.
    init(_ voucher: StoredVoucher, _ outcome: VoucherReceipt.Outcome, _ postponed: [Int64: Day] = [:]) {
        self.init(
            kind: voucher.kind, ref: voucher.ref, bookingYear: voucher.bookingYear, number: voucher.number,
            outcome: outcome, bookedOn: postponed[voucher.id])
    }
}

extension UnitOfWork {
    /// What of a batch was booked on a later day than its own, because that one's period is closed (DESIGN.md 2).
    func postponed(_ batch: PostedBatch?, in key: AssociationKey) async throws -> [Int64: Day] {
        guard let batch else { return [:] }
        return try await JournalEntryStore(transaction, in: key.id).fetchPostponed(batch: batch.number)
    }
}
