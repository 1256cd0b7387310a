import BuddelFormats
import BuddelStore
import Buddelverein
import Crypto
import Postgres

extension BuddelApp {
    /// Records hours of people and machines, in one transaction and with the next free numbers; an empty `ref` gets the
    /// next `W-…`. They are posted once a second person confirms them; what the records say of that is not taken.
    ///
    /// Who is neither treasurer nor chair records hours credited to himself alone. Refuses with every fault of every
    /// record, with `no_member_that_day`, `duplicate_reference`, `not_allowed`, `key_reused`. `files` are attached to every one of them, each
    /// under its own name, by who may attach documents.
    public func recordWork(
        _ records: [WorkRecord], files: [String] = [], in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        try await performOnce(
            .ownWorkRecord, in: association, key: idempotencyKey, request: { records.map(\.canonical) }
        ) { work, key in
            try await work.requireOwn(records, in: key)
            if !files.isEmpty { try Authorisation.require(.documentAttach, of: work.caller, in: key) }
            return try await work.record(LedgerRecords(work: records), files: files, in: key)
        }
    }

    /// Records a whole time sheet: `recordWork` under the name that the shell knows it by.
    public func recordTimeSheet(
        _ drafts: [WorkRecord], in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        try await recordWork(drafts, in: association, idempotencyKey: idempotencyKey)
    }

    /// Records a gift in kind, to be confirmed by a member other than the giver; an empty `ref` gets the next `G-…`.
    public func recordGift(
        _ record: GiftRecord, files: [String] = [], in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        try await performOnce(.voucherRecord, in: association, key: idempotencyKey, request: { [record.canonical] }) {
            work, key in try await work.record(LedgerRecords(gifts: [record]), files: files, in: key)
        }
    }

    /// Records an invoice and books it at once; with its payment, where it is paid. An empty `ref` gets the next `K-…`.
    ///
    /// Refuses with `gross_mismatch`, `allocation_sum`, `duplicate_invoice` and the faults of a cost.
    public func addCost(
        _ record: CostRecord, files: [String] = [], in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        let request = [record.canonical, record.paidOn?.description ?? "", record.paid?.description ?? ""]
        return try await performOnce(.voucherRecord, in: association, key: idempotencyKey, request: { request }) {
            work, key in try await work.record(LedgerRecords(costs: [record]), files: files, in: key)
        }
    }

    /// Records money received or paid back, and books it at once; an empty `ref` gets the next `P-…`.
    public func addPayment(
        _ record: PaymentRecord, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        try await performOnce(.voucherRecord, in: association, key: idempotencyKey, request: { [record.canonical] }) {
            work, key in try await work.record(LedgerRecords(payments: [record]), in: key)
        }
    }
}

extension UnitOfWork {
    func recording(_ channel: DecisionChannel) -> Recording {
        Recording(userID: caller.userID, channel: channel, seed: surroundings.randomBytes(32))
    }

    /// Whom work is credited to is a member on its day; refuses each other one with `no_member_that_day`.
    func requireMembers(_ records: [WorkRecord], in key: AssociationKey) async throws {
        let days = try await MemberStore(transaction, in: key.id).fetchDays(of: records.compactMap(\.memberNumber))
        let faults = records.compactMap(days.fault(ofCrediting:))
        if faults.count == 1 { throw faults[0] }
        guard faults.isEmpty else { throw Refusals(faults) }
    }

    /// What records may name, and the day after which nothing has happened.
    func knownRecords(in key: AssociationKey) async throws -> KnownRecords {
        var known = try await KnownCodesStore(transaction).fetch(associationID: key.id)
        known.today = today
        return known
    }

    func ledgerTerms(_ key: AssociationKey) async throws -> LedgerTerms {
        guard let terms = try await BooksStore(transaction).fetchTerms(associationID: key.id) else {
            throw Refusal.associationNotFound(key.code)
        }
        return terms
    }

    /// Gives references, checks every record, stores, posts and audits. A document that is named and has no file gets
    /// the content that the association has under that name; where it has several, `ambiguous_name` asks for the file.
    func record(
        _ records: LedgerRecords, files: [String] = [], in key: AssociationKey
    ) async throws -> VoucherReceipt {
        let documents = try files.map { (path) throws(Refusal) in try DocumentFile(path: path) }
        let named = try await VoucherNames(transaction, key).named(records.withoutDecisions)
        try named.requireNoFaults(try await knownRecords(in: key))
        try await requireMembers(named.work, in: key)
        let list = try await LedgerStore(transaction).insert(
            named, terms: try await ledgerTerms(key), recording: recording(.login))
        let ids = list.vouchers.map(\.id)
        let contents = CaseDocumentStore(transaction, in: key.id)
        for document in documents {
            let id = try await contents.insert(
                document.bytes, type: document.type, sha256: Array(SHA256.hash(data: document.bytes)))
            try await contents.attach(id, named: document.name, to: ids)
        }
        let known = DocumentStore(transaction)
        let ambiguous = try await known.listAmbiguous(voucherIDs: ids, associationID: key.id)
        guard ambiguous.isEmpty else { throw Refusals(ambiguous.map(Refusal.ambiguousDocument)) }
        try await known.attachKnown(voucherIDs: ids, associationID: key.id)
        let postponed = try await postponed(list.batch, in: key)
        let receipt = VoucherReceipt(
            lines: list.vouchers.map { VoucherReceipt.Line($0, .recorded, postponed) }, batch: list.batch?.number)
        try await audit(association: key, subject: receipt.refs.first, detail: receipt.json)
        return receipt
    }

    /// A member records what is credited to himself, done by himself or a helper of his household.
    func requireOwn(_ records: [WorkRecord], in key: AssociationKey) async throws {
        let keepsBooks =
            caller.isLocalOwner
            || caller.grants.contains { grant in
                Operation.voucherRecord.roles.contains(grant.role) && grant.associationID == key.id
            }
        guard !keepsBooks else { return }
        let member = caller.members[key.id]
        guard let own = try await MemberStore(transaction, in: key.id).fetchNumber(id: member) else {
            throw Refusal.onlyOwnWork()
        }
        let household = Set(
            try await HelperStore(transaction, in: key.id).list().filter { $0.memberNumber == own }.map(\.code))
        for record in records {
            guard record.memberNumber == own, record.worker.map(household.contains) ?? true else {
                throw Refusal.onlyOwnWork()
            }
        }
    }
}

/// Fills in references that were left empty, and settles what else a record may leave open.
private struct VoucherNames {
    let session: VoucherNaming
    let key: AssociationKey

    init(_ session: any PostgresSession, _ key: AssociationKey) {
        self.session = VoucherNaming(session)
        self.key = key
    }

    func named(_ records: LedgerRecords) async throws -> LedgerRecords {
        try await session.lock(associationID: key.id)
        var records = records
        try await fill(&records.work, .work, \.ref)
        try await fill(&records.costs, .cost, \.ref)
        try await fill(&records.gifts, .gift, \.ref)
        try await fill(&records.payments, .payment, \.ref)
        return records
    }

    private func fill<Record>(
        _ records: inout [Record], _ kind: VoucherKind, _ ref: WritableKeyPath<Record, String>
    ) async throws {
        guard records.contains(where: { $0[keyPath: ref].isEmpty }) else { return }
        var next = try await session.nextNumber(kind, associationID: key.id)
        for index in records.indices where records[index][keyPath: ref].isEmpty {
            records[index][keyPath: ref] = "\(kind.refPrefix)\(next)"
            next += 1
        }
    }
}

extension LedgerRecords {
    /// Without confirmations: a decision is an act of its own. A worker who is the member itself is not named twice.
    fileprivate var withoutDecisions: LedgerRecords {
        var records = self
        for index in records.work.indices {
            records.work[index].confirmedBy = nil
            records.work[index].confirmedOn = nil
            if records.work[index].worker == records.work[index].memberNumber { records.work[index].worker = nil }
        }
        for index in records.gifts.indices {
            records.gifts[index].confirmedBy = nil
            records.gifts[index].confirmedOn = nil
        }
        return records
    }

    /// Throws every fault of every record.
    func requireNoFaults(_ known: KnownRecords) throws {
        var faults = work.flatMap { $0.faults(known) } + costs.flatMap { $0.faults(known) }
        faults += gifts.flatMap { $0.faults(known) } + payments.flatMap { $0.faults(known) }
        faults += duplicateFaults(work, field: "ref") { $0.ref }.map(\.refusal)
        faults += duplicateFaults(costs, field: "ref") { $0.ref }.map(\.refusal)
        // A helper is named by code; the database knows no other worker than a helper or the member itself.
        for record in work {
            guard let worker = record.worker, known.members.contains(worker), !known.helpers.contains(worker) else {
                continue
            }
            faults.append(.unknown(.helper, worker, field: "worker"))
        }
        if faults.count == 1 { throw faults[0] }
        guard faults.isEmpty else { throw Refusals(faults) }
    }
}
