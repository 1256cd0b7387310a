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
                Line(kind: kind, ref: ref, bookingYear: Int(year), number: Int(number), outcome: outcome))
        }
        batch = json["batch"]?.integerValue
    }
}

extension VoucherReceipt.Line {
    init(_ voucher: RecordedVoucher, _ outcome: VoucherReceipt.Outcome) {
        self.init(
            kind: voucher.kind, ref: voucher.ref, bookingYear: voucher.bookingYear, number: voucher.number,
            outcome: outcome)
    }

    init(_ voucher: StoredVoucher, _ outcome: VoucherReceipt.Outcome) {
        self.init(
            kind: voucher.kind, ref: voucher.ref, bookingYear: voucher.bookingYear, number: voucher.number,
            outcome: outcome)
    }
}
