import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Who decides on vouchers, and how that came into the books.
    public struct Decider: Sendable, Hashable {
        /// The member who decided; nil: the member that the user is.
        public var member: String?
        /// The day of the signature where it is on paper; nil: today, as every decision by login.
        public var day: Day?
        /// From a signed paper.
        public var onPaper: Bool

        public init(member: String? = nil, day: Day? = nil, onPaper: Bool = false) {
            self.member = member
            self.day = day
            self.onPaper = onPaper
        }
    }

    /// Confirms work and gifts as a second person, and posts them as one batch; all of them or none.
    ///
    /// Needs a user who has logged in. By login he decides as the member he is; from a signed paper any second person
    /// may stand there; it is a member on the day of the decision. Refuses with `self_confirmation`,
    /// `no_member_that_day`, `already_decided`, `not_to_be_confirmed`, `not_in_area`, `unknown_member`,
    /// `not_found`, `ambiguous_name`, `key_reused`, with `content_changed` a voucher whose version is not the one in
    /// `seen` (by reference) any more, and the day as `DecisionDay` does.
    public func confirmVouchers(
        _ refs: [String], kind: VoucherKind? = nil, by decider: Decider = Decider(), seen: [String: Int] = [:],
        in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        let request = ["confirm", kind?.rawValue ?? "", "\(decider)"] + refs
        return try await performOnce(.voucherDecide, in: association, key: idempotencyKey, request: { request }) {
            work, key in
            let vouchers = try await work.undecided(refs, kind: kind, seen: seen, in: key)
            let member = try await work.decider(decider, in: key)
            let day = try work.day(of: decider, on: vouchers)
            let known = try await KnownCodesStore(work.transaction).fetch(associationID: key.id)
            let records = try await ConfirmedRecords(work, vouchers, by: member, on: day, in: key)
            try records.requireSecondPerson(known)
            let days = try await MemberStore(work.transaction, in: key.id).fetchDays(of: [member])
            if let fault = days.fault(ofConfirming: member, on: day) { throw fault }
            let batch = try await LedgerStore(work.transaction).confirm(
                work: records.work, gifts: records.gifts, terms: try await work.ledgerTerms(key),
                recording: work.recording(decider.onPaper ? .paper : .login))
            let postponed = try await work.postponed(batch, in: key)
            let receipt = VoucherReceipt(
                lines: vouchers.map { VoucherReceipt.Line($0, .confirmed, postponed) }, batch: batch?.number)
            try await work.audit(association: key, subject: receipt.refs.first, detail: receipt.json)
            return receipt
        }
    }

    /// Refuses work and gifts: they keep their numbers and are never posted. Rights and refusals as for confirming, but
    /// whoever may decide may refuse.
    public func refuseVouchers(
        _ refs: [String], kind: VoucherKind? = nil, by decider: Decider = Decider(), seen: [String: Int] = [:],
        in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        let request = ["refuse", kind?.rawValue ?? "", "\(decider)"] + refs
        return try await performOnce(.voucherDecide, in: association, key: idempotencyKey, request: { request }) {
            work, key in
            let vouchers = try await work.undecided(refs, kind: kind, seen: seen, in: key)
            var memberID = work.caller.members[key.id]
            if let member = decider.member {
                memberID = try await MemberStore(work.transaction, in: key.id).fetchID(number: member)
                guard memberID != nil else { throw Refusal.unknown(.member, member, field: "by") }
                guard decider.onPaper || memberID == work.caller.members[key.id] else {
                    throw Refusal.paperNeeded(member)
                }
            }
            let day = try work.day(of: decider, on: vouchers)
            let drafts = vouchers.map { voucher in
                DecisionStore.Draft(
                    voucherID: voucher.id, decision: .refused, decidedOn: day,
                    memberID: memberID, contentHash: voucher.contentHash)
            }
            try await DecisionStore(work.transaction).insert(
                drafts, associationID: key.id, channel: decider.onPaper ? .paper : .login, userID: work.caller.userID)
            let receipt = VoucherReceipt(lines: vouchers.map { VoucherReceipt.Line($0, .refused) })
            try await work.audit(association: key, subject: receipt.refs.first, detail: receipt.json)
            return receipt
        }
    }
}

extension UnitOfWork {
    /// Work and gifts on which nobody has decided.
    fileprivate func undecided(
        _ refs: [String], kind: VoucherKind?, seen: [String: Int], in key: AssociationKey
    ) async throws -> [StoredVoucher] {
        let vouchers = try await vouchers(refs, kind: kind, in: key, forChange: true)
        for voucher in vouchers {
            guard voucher.kind == .work || voucher.kind == .gift else { throw Refusal.notToBeConfirmed(voucher) }
            guard voucher.state == .open else { throw Refusal.alreadyDecided(voucher) }
            guard seen[voucher.ref] ?? voucher.version == voucher.version else {
                throw Refusal.changedMeanwhile(voucher.ref)
            }
        }
        try await requireLed(vouchers, in: key)
        return vouchers
    }

    /// Who leads areas and nothing else decides on what went into them (DESIGN.md 5).
    private func requireLed(_ vouchers: [StoredVoucher], in key: AssociationKey) async throws {
        let rights = caller.grants.filter { grant in
            grant.associationID == key.id && operation.roles.contains(grant.role)
        }
        guard rights.allSatisfy({ $0.areaID != nil }), !rights.isEmpty else { return }
        let led = try await DecisionStore(transaction).listLed(vouchers.map(\.id), associationID: key.id)
        let faults = vouchers.filter { !led.contains($0.id) }.map { voucher in
            Refusal.notInArea(voucher.ref, rights.compactMap(\.areaCode))
        }
        if faults.count == 1 { throw faults[0] }
        guard faults.isEmpty else { throw Refusals(faults) }
    }

    /// The day of the decision, as the domain allows it.
    fileprivate func day(of decider: BuddelApp.Decider, on vouchers: [StoredVoucher]) throws(Refusal) -> Day {
        try DecisionDay.checked(
            decider.day, onPaper: decider.onPaper, today: today, for: vouchers.map { ($0.ref, $0.date) })
    }

    /// The member who decides.
    fileprivate func decider(_ decider: BuddelApp.Decider, in key: AssociationKey) async throws -> String {
        let own = try await MemberStore(transaction, in: key.id).fetchNumber(id: caller.members[key.id])
        guard let member = decider.member else {
            guard !decider.onPaper, let own else { throw Refusal.noMemberOfUser() }
            return own
        }
        guard decider.onPaper || member == own else { throw Refusal.paperNeeded(member) }
        return member
    }
}

/// Records of vouchers with the confirmation put in.
private struct ConfirmedRecords {
    var work: [(StoredVoucher, WorkRecord)] = []
    var gifts: [(StoredVoucher, GiftRecord)] = []

    init(
        _ unit: UnitOfWork, _ vouchers: [StoredVoucher], by member: String, on day: Day, in key: AssociationKey
    ) async throws {
        let workRecords = try await unit.workRecords(of: vouchers, in: key)
        let giftRecords = try await unit.giftRecords(of: vouchers, in: key)
        for voucher in vouchers {
            if voucher.kind == .work, var record = workRecords[voucher.ref] {
                record.confirmedBy = member
                record.confirmedOn = day
                work.append((voucher, record))
            } else if voucher.kind == .gift, var record = giftRecords[voucher.ref] {
                record.confirmedBy = member
                record.confirmedOn = day
                gifts.append((voucher, record))
            }
        }
    }

    /// Throws every voucher that the member may not confirm.
    func requireSecondPerson(_ known: KnownRecords) throws {
        var faults: [Refusal] = []
        func add(_ voucher: StoredVoucher, _ found: [Refusal]) {
            // What was recorded before a list changed is no fault of the one who confirms.
            for refusal in found where refusal.place?.field == "confirmed_by" {
                faults.append(
                    Refusal(
                        refusal.code,
                        LocalizedText(
                            en: "\(voucher.ref): \(refusal.message.english)",
                            de: "\(voucher.ref): \(refusal.message.german)"),
                        cure: refusal.cure, at: refusal.place))
            }
        }
        for (voucher, record) in work { add(voucher, record.faults(known)) }
        for (voucher, record) in gifts { add(voucher, record.faults(known)) }
        if faults.count == 1 { throw faults[0] }
        guard faults.isEmpty else { throw Refusals(faults) }
    }
}
