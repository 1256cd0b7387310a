import BuddelStore
import Buddelverein

/// Everything an association has recorded, with the end of the journal it was read at.
struct LoadedEvidence: Sendable {
    var evidence: Evidence
    var journalBatch: Int64
    var journalHash: [UInt8]
}

extension UnitOfWork {
    /// Loads the evidence of an association as it stands.
    ///
    /// Assessing and filing read it in one picture of the database. An import, which writes history in the same
    /// transaction, sees in each statement what is committed then: where somebody books meanwhile, it is read again, so
    /// that the records are those of one end of the journal. Refuses with `busy` where that does not settle.
    func loadEvidence(_ key: AssociationKey) async throws -> LoadedEvidence {
        let claims = ClaimStore(transaction)
        for _ in 0..<5 {
            let before = try await claims.fetchJournalEnd(associationID: key.id)
            let evidence = try await evidence(key)
            if try await claims.fetchJournalEnd(associationID: key.id).batch == before.batch {
                return LoadedEvidence(evidence: evidence, journalBatch: before.batch, journalHash: before.hash)
            }
        }
        throw Refusal.booksMoving()
    }
}
