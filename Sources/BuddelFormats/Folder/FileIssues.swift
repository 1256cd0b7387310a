import Buddelverein

/// Collects what is wrong with files while they are read, so that every bad row is reported and not just the first.
///
/// Guarantees: memory is bounded. Behind the limits one last refusal says that there is more, and the rest is dropped.
final class FileIssues {
    /// How many refusals, and how many warnings, are kept; nobody reads more.
    static let limit = 10_000
    /// Bytes of all texts of the refusals: each may repeat what stands in a long field.
    static let textLimit = 16 << 20

    private(set) var refusals: [Refusal] = []
    private(set) var warnings: [FileWarning] = []
    /// Whether refusals were dropped; then what is left of the files need not be judged.
    private(set) var isFull = false
    private var textBytes = 0

    func refuse(_ refusal: Refusal) {
        guard !isFull else { return }
        textBytes += refusal.textBytes
        if refusals.count < Self.limit, textBytes <= Self.textLimit {
            refusals.append(refusal)
        } else {
            isFull = true
            refusals.append(.moreFaults(than: refusals.count))
        }
    }

    func warn(_ warning: FileWarning) {
        if warnings.count < Self.limit {
            warnings.append(warning)
        } else if warnings.count == Self.limit {
            warnings.append(.moreWarnings(than: Self.limit))
        }
    }
}

extension Refusal {
    /// The bytes of its texts, roughly: what it keeps in memory.
    fileprivate var textBytes: Int {
        [message.english, message.german, cure?.english, cure?.german, place?.field, place?.value]
            .reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    }

    static func moreFaults(than count: Int) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "There are more than \(count) faults; the others are not listed.",
                de: "Es gibt mehr als \(count) Fehler; die weiteren sind nicht aufgeführt."),
            cure: LocalizedText(
                en: "Correct these first; perhaps it is one mistake that repeats.",
                de: "Berichtigen Sie zuerst diese; vielleicht ist es ein Fehler, der sich wiederholt."))
    }
}

extension FileWarning {
    fileprivate static func moreWarnings(than count: Int) -> FileWarning {
        FileWarning(
            .moreWarnings,
            LocalizedText(
                en: "There are more than \(count) things to look at; the others are not listed.",
                de: "Es gibt mehr als \(count) Hinweise; die weiteren sind nicht aufgeführt."),
            at: Refusal.Place())
    }
}
