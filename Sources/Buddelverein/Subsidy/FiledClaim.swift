/// What is filed: the frozen evidence, what the clerk sees of each line, and the documents that prove them.
///
/// Everything later decides about these bytes; their SHA-256 goes with every step.
public struct FiledContent: Hashable, Sendable {
    public var frozen: FrozenClaim
    /// One for each frozen line, in the same order.
    public var details: [LineDetail]
    public var documents: [FiledDocument]

    public init(frozen: FrozenClaim, details: [LineDetail], documents: [FiledDocument]) {
        self.frozen = frozen
        self.details = details
        self.documents = documents
    }

    /// The same bytes for the same content, basis and result, without white space; to be hashed elsewhere.
    ///
    /// All that clerk and approver are shown as filed is in it (DESIGN.md 2): frozen lines, result, rules, programme and
    /// the end of the journal.
    public func canonical(on basis: FilingBasis, giving result: Assessment) -> String {
        let ordered = documents.sorted {
            $0.line == $1.line ? $0.name < $1.name : LineKey.precedes($0.line, $1.line)
        }
        return JSONWriter().text([
            "basis": basis.json, "frozen": frozen.json, "details": .array(details.map(\.json)),
            "documents": .array(ordered.map(\.json)), "result": result.json,
            "counts": .array(result.lines.map { .bool($0.accepted) }),
        ])
    }
}

/// What the town reads of a line beside its figures; no name of a member or helper.
public struct LineDetail: Hashable, Sendable {
    public var key: LineKey
    public var date: Day?
    /// Cost category, task, or what a gift is.
    public var what: String
    /// Supplier and invoice number, or the machine's class.
    public var note: String
    public var segments: [String]

    public init(key: LineKey, date: Day? = nil, what: String = "", note: String = "", segments: [String] = []) {
        self.key = key
        self.date = date
        self.what = what
        self.note = note
        self.segments = segments
    }

    public var json: JSONValue {
        [
            "date": date.map { .string($0.description) } ?? .null, "what": .string(what), "note": .string(note),
            "segments": .array(segments.map { .string($0) }),
        ]
    }

    /// Reads what `json` wrote.
    public init(key: LineKey, json: JSONValue) {
        self.init(
            key: key, date: json["date"]?.stringValue.flatMap { try? Day(parsing: $0) },
            what: json["what"]?.stringValue ?? "", note: json["note"]?.stringValue ?? "",
            segments: (json["segments"]?.arrayValue ?? []).compactMap(\.stringValue))
    }
}

/// A document that was frozen with a claim.
public struct FiledDocument: Hashable, Sendable {
    public var line: LineKey
    public var name: String
    /// SHA-256 of the content, in hexadecimal.
    public var sha256: String

    public init(line: LineKey, name: String, sha256: String) {
        self.line = line
        self.name = name
        self.sha256 = sha256
    }

    var json: JSONValue {
        [
            "kind": .string(line.kind.rawValue), "ref": .string(line.ref), "name": .string(name),
            "sha256": .string(sha256),
        ]
    }
}

/// The version of rules.md that this program computes by; a claim carries the one it was filed with.
public enum RulesVersion {
    public static let current = "rules 2026-1"
}

extension Assessor {
    /// What the town reads of each frozen line, in their order.
    public func details(of lines: [LineKey]) -> [LineDetail] {
        var known: [LineKey: LineDetail] = [:]
        for cost in evidence.costs {
            let key = LineKey(kind: .cost, ref: cost.ref)
            known[key] = LineDetail(
                key: key, date: cost.invoiceDate, what: cost.category, note: "\(cost.supplier) \(cost.invoiceNumber)",
                segments: cost.segments.map(\.segment))
        }
        for work in evidence.work {
            let key = LineKey(kind: work.kind == .labour ? .labour : .machine, ref: work.ref)
            known[key] = LineDetail(
                key: key, date: work.date, what: work.task, note: work.machine ?? "",
                segments: work.segment.map { [$0] } ?? [])
        }
        for gift in evidence.gifts {
            let key = LineKey(kind: .gift, ref: gift.ref)
            known[key] = LineDetail(
                key: key, date: gift.date, what: gift.what, segments: gift.segment.map { [$0] } ?? [])
        }
        return lines.map { known[$0] ?? LineDetail(key: $0) }
    }
}
