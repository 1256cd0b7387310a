import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

/// What a folder's vouchers change, with the keys of those that are recorded already.
struct VoucherPlan: Sendable {
    var work = ImportPlan<WorkRecord>()
    var costs = ImportPlan<CostRecord>()
    var gifts = ImportPlan<GiftRecord>()
    var payments = ImportPlan<PaymentRecord>()
    /// The recorded vouchers that the folder names, by kind and reference.
    private(set) var stored: [VoucherKind: [String: StoredVoucher]] = [:]
    /// Rows whose voucher was reversed or withdrawn, by file and place.
    var reversed: [(file: CaseFile, index: Int)] {
        work.reversed.map { (.work, $0) } + costs.reversed.map { (.costs, $0) } + gifts.reversed.map { (.gifts, $0) }
            + payments.reversed.map { (.payments, $0) }
    }

    static func made(
        _ folder: CaseFolder, _ association: Int64?, _ work: UnitOfWork, _ faults: inout PlanFaults
    ) async throws -> VoucherPlan {
        var plan = VoucherPlan()
        let given = folder.records
        guard let association else {
            plan.work = ImportPlan(given.work, recorded: [])
            plan.costs = ImportPlan(given.costs, recorded: [])
            plan.gifts = ImportPlan(given.gifts, recorded: [])
            plan.payments = ImportPlan(given.payments, recorded: [])
            return plan
        }
        let session = work.transaction
        try await plan.compareWork(given.work, association, session)
        try await plan.compareGifts(given.gifts, association, session)
        try await plan.comparePayments(given.payments, association, session)
        if !given.costs.isEmpty {
            let standing = try await plan.find(.cost, given.costs.map(\.ref), association, session)
            let recorded = try await RecordStore(session).listCosts(associationID: association)
            plan.costs = ImportPlan(given.costs, recorded: recorded, reversed: standing.reversed)
            faults.add(plan.costs.invoiceFaults(recorded: recorded), .costs)
        }
        faults.add(plan.work.faults, .work)
        faults.add(plan.costs.faults, .costs)
        faults.add(plan.gifts.faults, .gifts)
        faults.add(plan.payments.faults, .payments)
        return plan
    }

    func voucher(_ kind: VoucherKind, _ ref: String) -> StoredVoucher? { stored[kind]?[ref] }

    /// Keys of the recorded vouchers that move forward: they are confirmed or paid.
    var advancedIDs: [Int64] {
        work.advanced.compactMap { voucher(.work, $0.after.ref)?.id }
            + costs.advanced.compactMap { voucher(.cost, $0.after.ref)?.id }
            + gifts.advanced.compactMap { voucher(.gift, $0.after.ref)?.id }
    }

    private mutating func compareWork(
        _ given: [WorkRecord], _ association: Int64, _ session: Transaction
    ) async throws {
        guard !given.isEmpty else { return }
        let found = try await find(.work, given.map(\.ref), association, session)
        let recorded =
            found.standing.isEmpty
            ? [] : try await RecordStore(session).listWork(associationID: association, .vouchers(found.standing))
        work = ImportPlan(given, recorded: recorded, reversed: found.reversed) { row, before in
            guard let confirmer = row.confirmedBy, found.refused.contains(before.ref) else { return nil }
            return .contradicting([.refused(confirmedBy: confirmer)])
        }
    }

    private mutating func compareGifts(
        _ given: [GiftRecord], _ association: Int64, _ session: Transaction
    ) async throws {
        guard !given.isEmpty else { return }
        let found = try await find(.gift, given.map(\.ref), association, session)
        let recorded =
            found.standing.isEmpty
            ? [] : try await RecordStore(session).listGifts(associationID: association, .vouchers(found.standing))
        gifts = ImportPlan(given, recorded: recorded, reversed: found.reversed) { row, before in
            guard let confirmer = row.confirmedBy, found.refused.contains(before.ref) else { return nil }
            return .contradicting([.refused(confirmedBy: confirmer)])
        }
    }

    private mutating func comparePayments(
        _ given: [PaymentRecord], _ association: Int64, _ session: Transaction
    ) async throws {
        guard !given.isEmpty else { return }
        let found = try await find(.payment, given.map(\.ref), association, session)
        let recorded =
            found.standing.isEmpty
            ? [] : try await RecordStore(session).listPayments(associationID: association, .vouchers(found.standing))
        payments = ImportPlan(given, recorded: recorded, reversed: found.reversed)
    }

    private struct Found {
        /// Keys of those that stand.
        var standing: [Int64] = []
        var refused: Set<String> = []
        var reversed: Set<String> = []
    }

    /// The recorded vouchers of the references; most rows of an import are new, and then this is all that is read.
    private mutating func find(
        _ kind: VoucherKind, _ refs: [String], _ association: Int64, _ session: Transaction
    ) async throws -> Found {
        var found = Found()
        for voucher in try await VoucherFinder(session).list(
            .init(kinds: [kind], refs: refs), associationID: association)
        {
            stored[kind, default: [:]][voucher.ref] = voucher
            switch voucher.state {
            case .reversed, .withdrawn: found.reversed.insert(voucher.ref)
            case .refused:
                found.refused.insert(voucher.ref)
                found.standing.append(voucher.id)
            case .open, .posted: found.standing.append(voucher.id)
            }
        }
        return found
    }
}
