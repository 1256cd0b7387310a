import BuddelStore
import Buddelverein

/// A document that was frozen with a claim.
public typealias ClaimDocument = ClaimDocumentStore.Filed

extension BuddelApp {
    /// The documents of a claim by line and name, as they were filed; of one line's reference, or all.
    ///
    /// Both sides read them: the association, and the municipality that decides on the claim once it is submitted.
    /// Refuses with `not_found` (also for other towns' and withdrawn claims) and `not_allowed`.
    public func listClaimDocuments(
        of claim: String, ref: String? = nil, in association: String? = nil
    ) async throws -> [ClaimDocument] {
        try await readClaim(.claimDocumentRead, claim: claim, in: association) { work, _, found in
            try await ClaimDocumentStore(work.transaction).list(claimID: found.id)
                .filter { ref == nil || $0.line.ref == ref }
        }
    }

    /// One document of a claim's line by its name; audited.
    ///
    /// Refuses as `listClaimDocuments`, and with `document_missing` what the claim was not filed with.
    public func readClaimDocument(
        named name: String, of line: LineKey, claim: String, in association: String? = nil
    ) async throws -> (document: ClaimDocument, bytes: [UInt8]) {
        try await readClaim(.claimDocumentRead, claim: claim, in: association, access: .readWrite) {
            work, award, found in
            let store = ClaimDocumentStore(work.transaction)
            let document = try await store.list(claimID: found.id).first { $0.line == line && $0.name == name }
            guard let document, let bytes = try await store.fetchContent(document.documentID, claimID: found.id) else {
                throw Refusal.filedWithoutDocument(claim, line.ref)
            }
            try await work.audit(
                association: award.key, ags: award.administeredBy, subject: claim, detail: ["documents": 1])
            return (document, bytes)
        }
    }

    /// Hands out the documents of a claim one after the other, each under a name of its own without folders; audited.
    ///
    /// Returns how many there were. Refuses as `listClaimDocuments`, and with `document_missing` where the claim was
    /// filed without any of that reference.
    public func readClaimDocuments(
        of claim: String, ref: String? = nil, in association: String? = nil,
        each take: @Sendable (_ name: String, _ bytes: [UInt8]) async throws -> Void
    ) async throws -> Int {
        try await readClaim(.claimDocumentRead, claim: claim, in: association, access: .readWrite) {
            work, award, found in
            let store = ClaimDocumentStore(work.transaction)
            let documents = try await store.list(claimID: found.id).filter { ref == nil || $0.line.ref == ref }
            guard !documents.isEmpty else { throw Refusal.filedWithoutDocument(claim, ref) }
            // One at a time: each may have 20 MB.
            for document in documents {
                guard let bytes = try await store.fetchContent(document.documentID, claimID: found.id) else {
                    throw Refusal.filedWithoutDocument(claim, document.line.ref)
                }
                try await take(document.fileName, bytes)
            }
            try await work.audit(
                association: award.key, ags: award.administeredBy, subject: claim,
                detail: ["documents": .integer(Int64(documents.count))])
            return documents.count
        }
    }
}

extension ClaimDocument {
    /// A name for a file that no other document of the claim has: kind, reference and name, without folders.
    public var fileName: String {
        "\(line.kind.rawValue)_\(line.ref)_\(name)".split(separator: "/").joined(separator: "_")
    }
}

extension Refusal {
    fileprivate static func filedWithoutDocument(_ claim: String, _ ref: String?) -> Refusal {
        Refusal(
            .documentMissing,
            ref.map {
                LocalizedText(
                    en: "\(claim) was filed without a document of \($0).",
                    de: "\(claim) wurde ohne Unterlage zu \($0) eingereicht.")
            }
                ?? LocalizedText(
                    en: "\(claim) was filed without documents.", de: "\(claim) wurde ohne Unterlagen eingereicht."),
            cure: LocalizedText(
                en: "`buddel claim documents \(claim)` lists what there is.",
                de: "`buddel claim documents \(claim)` listet auf, was es gibt."),
            at: Place(field: "ref", value: ref))
    }
}
