/// Where a journal stood: its last batch and the link of the hash chain that closed it.
///
/// What leaves the house carries it (an export, a claim, an annual closing), so that a journal that was rewritten as a
/// whole is found out (docs/internals/ledger.md).
public struct JournalLink: Hashable, Sendable {
    /// The association's code.
    public var association: String
    /// Number of the batch; 0 before the first.
    public var batch: Int64
    /// SHA-256; before the first batch that of the association's code.
    public var hash: [UInt8]

    public init(association: String, batch: Int64, hash: [UInt8]) {
        self.association = association
        self.batch = batch
        self.hash = hash
    }

    /// `{"association", "batch", "hash"}`, the hash as 64 hexadecimal digits.
    public var json: JSONValue {
        .object(["association": .string(association), "batch": .integer(batch), "hash": .string(hash.hexadecimal)])
    }

    /// Reads what `json` writes; an object may hold more, or hold it as its member `journal`.
    ///
    /// Refuses with `invalid_json` what has no such members.
    public init(json: JSONValue) throws(Refusal) {
        let holder = json["journal"]?.objectValue == nil ? json : json["journal"] ?? json
        guard let association = holder["association"]?.stringValue, let batch = holder["batch"]?.integerValue,
            batch >= 0, let hash = holder["hash"]?.stringValue.flatMap([UInt8].init(hexadecimal:)), hash.count == 32
        else {
            throw Refusal(
                .invalidJSON,
                LocalizedText(
                    en: "Here should stand association, batch and hash of a journal.",
                    de: "Hier müssten association, batch und hash eines Journals stehen."),
                cure: LocalizedText(
                    en: "Take what “audit verify --json” or an export has written.",
                    de: "Nehmen Sie, was „audit verify --json“ oder ein Export geschrieben hat."))
        }
        self.init(association: association, batch: batch, hash: hash)
    }
}
