import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Closes the books through a day, for ever: what is dated on or before it is booked on the next open day from then on.
    ///
    /// Returns where the journal stood, to be kept with the closing. Refuses with `period_closed` where the books are
    /// closed as far already, and with `invalid_value` a day that is not over, with `key_reused`. Takes the
    /// ledger's row.
    public func closePeriod(
        through day: Day, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> JournalLink {
        try await performOnce(
            .periodClose, in: association, key: idempotencyKey, request: { [day.description] }
        ) { work, key in
            guard day < work.today else { throw Refusal.dayNotOver(day) }
            try await BooksStore(work.transaction).close(associationID: key.id, through: day)
            let link = try await work.journalLink(key)
            try await work.audit(
                association: key, subject: day.description,
                detail: ["batch": .integer(link.batch), "hash": .string(link.hash.hexadecimal)])
            return link
        }
    }

    /// The day through which the books are closed; nil while they are open.
    public func closedThrough(in association: String? = nil) async throws -> Day? {
        try await perform(.reportRead, in: association, access: .readOnly) { work, key in
            try await BooksStore(work.transaction).fetchClosedThrough(associationID: key.id)
        }
    }
}

extension Refusal {
    static func dayNotOver(_ day: Day) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "\(day) is not over, so that its books can't be closed.",
                de: "Der \(day.text(in: .german)) ist noch nicht vorbei; die Bücher lassen sich noch nicht abschließen."
            ),
            cure: LocalizedText(en: "Close through yesterday at most.", de: "Schließen Sie höchstens bis gestern ab."),
            at: Place(field: "through", value: day.description))
    }
}
