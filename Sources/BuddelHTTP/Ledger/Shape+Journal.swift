import BuddelOperations
import Buddelverein

extension Shape where Value == JournalEntry {
    static let entry = Shape("Entry")
        .with("number", .count) { .integer($0.number) }
        .value("booked_on", .day) { $0.bookedOn }
        .value("effective_on", .day) { $0.effectiveOn }
        .text("reason") { $0.reason }
        .text("ref") { $0.ref }
        .with("reverses", Schema.count.orNull) { $0.reverses.map { .integer($0) } ?? .null }
        .list("transfers", Shape<Transfer>.transfer) { $0.transfers }
}

extension Shape where Value == Transfer {
    /// The quantity is in the smallest part of the unit: cents, minutes.
    static let transfer = Shape("Transfer")
        .text("debit") { $0.debit }
        .text("credit") { $0.credit }
        .with("unit", .code) { .string($0.unit.rawValue) }
        .with("quantity", .count) { .integer($0.quantity) }
        .optionalText("member") { $0.member }
        .optionalText("segment") { $0.segment }
}

extension Shape where Value == BookedEntry {
    static let bookedEntry = Shape("BookedEntry")
        .with("entry", Shape<JournalEntry>.entry.schema) { Shape<JournalEntry>.entry.json($0.entry) }
        .word("kind") { $0.kind }
        .with("batch", .count) { .integer($0.batch) }
        .with("digest", .hash) { .string($0.digest.hexadecimal) }
}

extension Shape where Value == JournalLink {
    static let journalLink = Shape("JournalLink")
        .text("association") { $0.association }
        .with("batch", .count) { .integer($0.batch) }
        .with("hash", .hash) { .string($0.hash.hexadecimal) }
}

extension Shape where Value == TrialBalance {
    static let trialBalance = Shape("TrialBalance")
        .optional("through", .day) { $0.through }
        .list("accounts", Shape<AccountBalance>.balance) { $0.accounts }
        .with("journal", Shape<JournalLink>.journalLink.schema) { Shape<JournalLink>.journalLink.json($0.journal) }
}

extension Shape where Value == AccountBalance {
    /// In the smallest part of the account's unit; a balance in credit is negative.
    static let balance = Shape("AccountBalance")
        .text("account") { $0.account.code }
        .with("unit", .code) { .string($0.account.unit.rawValue) }
        .with("debit", .count) { .integer($0.debit) }
        .with("credit", .count) { .integer($0.credit) }
        .with("balance", Schema(.integer(-9_007_199_254_740_991...9_007_199_254_740_991))) { .integer($0.balance) }
}

extension Shape where Value == CashReport {
    static let cashReport = Shape("CashReport")
        .count("year") { $0.year }
        .value("first", .day) { $0.first }
        .value("last", .day) { $0.last }
        .value("opening", .money) { $0.opening }
        .list("flows", Shape<CashFlow>.flow) { $0.flows }
        .value("closing", .money) { $0.closing }
        .with("journal", Shape<JournalLink>.journalLink.schema) { Shape<JournalLink>.journalLink.json($0.journal) }
}

extension Shape where Value == CashFlow {
    static let flow = Shape("CashFlow")
        .text("account") { $0.account.code }
        .value("received", .money) { $0.received }
        .value("spent", .money) { $0.spent }
}

extension Shape where Value == IntegrityFindings {
    static let findings = Shape("IntegrityFindings")
        .truth("healthy") { $0.isHealthy }
        .count("total") { $0.total }
        .list("rows", Shape<OffendingFinding>.finding) { $0.rows }
}

extension Shape where Value == OffendingFinding {
    static let finding = Shape("IntegrityFinding")
        .text("check") { $0.check }
        .optionalText("association") { $0.association }
        .with("row", .any) { .object($0.row) }
}

extension Shape where Value == ListedCode {
    static let code = Shape("Code")
        .word("list") { $0.list }
        .text("code") { $0.code }
        .text("name_en") { $0.name.english }
        .text("name_de") { $0.name.german }
}
