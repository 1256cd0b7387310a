import BuddelOperations
import Buddelverein

extension Shape where Value == ListedClaim {
    static let listedClaim = Shape("ListedClaim")
        .text("code") { $0.claim.code }
        .text("association") { $0.claim.association }
        .text("award") { $0.claim.award }
        .word("status") { $0.claim.status }
        .value("cutoff_on", .day) { $0.claim.cutoffOn }
        .value("filed_on", .day) { $0.claim.filedOn }
        .value("claimed", .money) { $0.claim.claimed }
        .optional("approved", .money) { $0.claim.approved }
        .value("revoked", .money) { $0.claim.revoked }
        .optional("paid_on", .day) { $0.claim.paidOn }
        .count("age_in_days") { $0.ageInDays }
}

extension Shape where Value == ClaimView {
    static let claimView = Shape("Claim")
        .text("code") { $0.claim.code }
        .text("association") { $0.claim.association }
        .text("award") { $0.claim.award }
        .value("cutoff_on", .day) { $0.claim.cutoffOn }
        .word("status") { $0.claim.status }
        .value("filed_on", .day) { $0.claim.filedOn }
        .text("rules_version") { $0.claim.rulesVersion }
        .with("programme_version", .count) { .integer(Int64($0.claim.programmeVersion)) }
        .with("hash", .hash) { .string($0.hash) }
        .with("journal", Shape<JournalLink>.journalLink.schema) { view in
            Shape<JournalLink>.journalLink.json(
                JournalLink(
                    association: view.claim.association, batch: view.claim.journalBatch, hash: view.claim.journalHash))
        }
        .value("claimed", .money) { $0.claim.claimed }
        .optional("now", .money) { $0.now?.claimable }
        .optional("approved", .money) { $0.claim.approved }
        .value("revoked", .money) { $0.claim.revoked }
        .optional("paid_on", .day) { $0.claim.paidOn }
        .optionalText("questions") { $0.openQuestions }
        .with("assessment", .any) { $0.filed.json }
        .with("details", .list(LineDetail.schema, 0...1_000_000)) { .array($0.details.map(\.json)) }
        .list("cuts", Shape<Cut>.cut) { $0.cuts }
        .list("steps", Shape<StoredClaimStep>.step) { $0.steps }
        .list("documents", Shape<FiledDocument>.filedDocument) { $0.documents }
}

extension Shape where Value == Cut {
    static let cut = Shape("ClaimCut")
        .word("kind") { $0.kind }
        .text("ref") { $0.ref }
        .text("left") { cut in
            switch cut.left {
            case .amount(let amount): amount.description
            case .time(let time): time.description
            case .nothing: "0"
            }
        }
        .text("why") { $0.why }
        .optional("lifted_on", .day) { $0.liftedOn }
}

extension Shape where Value == StoredClaimStep {
    static let step = Shape("TakenStep")
        .with("step", .code) { .string($0.step.rawValue) }
        .text("user") { $0.userName }
        .value("on", .day) { $0.day }
        .optional("amount", .money) { $0.amount }
        .text("note") { $0.note }
        .truth("voided") { $0.voided != nil }
}

extension Shape where Value == FiledDocument {
    static let filedDocument = Shape("FiledDocument")
        .word("kind") { $0.line.kind }
        .text("ref") { $0.line.ref }
        .text("name") { $0.name }
        .with("sha256", .hash) { .string($0.sha256) }
}
