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
    /// Each statement sees what is committed then: where somebody books meanwhile, it is read again, so that the
    /// records are those of one end of the journal. Refuses with `busy` where that does not settle.
    func loadEvidence(associationID: Int64) async throws -> LoadedEvidence {
        let claims = ClaimStore(transaction)
        for _ in 0..<5 {
            let before = try await claims.fetchJournalEnd(associationID: associationID)
            let evidence = try await evidence(associationID: associationID)
            if try await claims.fetchJournalEnd(associationID: associationID).batch == before.batch {
                return LoadedEvidence(evidence: evidence, journalBatch: before.batch, journalHash: before.hash)
            }
        }
        throw Refusal.booksMoving()
    }

    private func evidence(associationID: Int64) async throws -> Evidence {
        guard let network = try await NetworkEvidence.fetch(associationID, transaction) else {
            throw Refusal.associationNotFound("")
        }
        let records = RecordStore(transaction)
        return Evidence(
            association: network.association, members: network.members, helpers: network.helpers,
            connections: network.connections, holdings: network.holdings, segments: network.segments,
            work: try await records.listWork(associationID: associationID),
            costs: try await records.listCosts(associationID: associationID),
            gifts: try await records.listGifts(associationID: associationID),
            payments: try await records.listPayments(associationID: associationID),
            parts: network.parts, connectionAgs: network.connectionAgs)
    }
}
