import BuddelStore
import Buddelverein

extension UnitOfWork {
    /// Members, network and all standing vouchers of an association: what the rules compute on.
    func evidence(_ key: AssociationKey) async throws -> Evidence {
        guard let network = try await NetworkEvidence.fetch(key.id, transaction) else {
            throw Refusal.associationNotFound(key.code)
        }
        let records = RecordStore(transaction)
        return Evidence(
            association: network.association, members: network.members, helpers: network.helpers,
            connections: network.connections, holdings: network.holdings, segments: network.segments,
            work: try await records.listWork(associationID: key.id),
            costs: try await records.listCosts(associationID: key.id),
            gifts: try await records.listGifts(associationID: key.id),
            payments: try await records.listPayments(associationID: key.id), parts: network.parts,
            connectionAgs: network.connectionAgs)
    }

    /// The settlement on a day (rules.md 5). Refuses with `missing_value` where the association has no rule.
    func settlement(_ key: AssociationKey, on day: Day) async throws -> Settlement {
        let evidence = try await evidence(key)
        guard let rule = evidence.association.settlement else { throw Refusal.noSettlementRule() }
        let grants = try await LedgerReportStore(transaction).listGrants(associationID: key.id)
        return try settle(evidence, rule: rule, grants: grants, on: day)
    }
}

extension BuddelApp {
    /// Who would owe or get what on a day (rules.md 5); nothing is booked.
    public func previewSettlement(on day: Day, in association: String? = nil) async throws -> Settlement {
        try await perform(
            .settlementPreview, in: association, access: .readOnly, isolation: .repeatableRead
        ) { work, key in try await work.settlement(key, on: day) }
    }
}
