import BuddelStore
import Buddelverein

extension BuddelApp {
    /// What of a voucher is to be changed; nil leaves it as it is.
    public struct Correction: Sendable, Hashable {
        public var date: Day?
        public var memberNumber: String?
        public var worker: String?
        public var task: String?
        public var time: Minutes?
        public var segment: String?
        public var machine: String?
        public var what: String?
        public var value: Money?
        public var category: String?
        /// The version that was looked at; nil takes whatever stands.
        public var version: Int?

        public init() {}
    }

    /// Corrects work or a gift until the first decision on it; number and reference stay, the content hash is new.
    ///
    /// A correction that changes nothing writes nothing. Refuses with `voucher_frozen` once it is decided or booked, with
    /// `content_changed` where `version` is not the voucher's any more, with `no_member_that_day`, `key_reused`, and with
    /// the faults of the record.
    public func correctVoucher(
        _ ref: String, kind: VoucherKind? = nil, to correction: Correction, in association: String? = nil,
        idempotencyKey: String? = nil
    ) async throws -> VoucherReceipt {
        let request = ["correct", kind?.rawValue ?? "", ref, "\(correction)"]
        return try await performOnce(.voucherRecord, in: association, key: idempotencyKey, request: { request }) {
            work, key in
            let voucher = try await work.vouchers([ref], kind: kind, in: key, forChange: true)[0]
            guard voucher.state == .open else { throw Refusal.voucherFrozen(ref) }
            if let version = correction.version, version != voucher.version { throw Refusal.changedMeanwhile(ref) }
            let known = try await work.knownRecords(in: key)
            let store = VoucherStore(work.transaction)
            let terms = try await work.ledgerTerms(key)
            let receipt = VoucherReceipt(lines: [VoucherReceipt.Line(voucher, .corrected)])
            let isChanged: Bool
            if voucher.kind == .work, var record = try await work.workRecords(of: [voucher], in: key)[ref] {
                let before = record
                correction.apply(to: &record)
                if record == before { return receipt }
                try LedgerRecords(work: [record]).requireNoFaults(known)
                if correction.date != nil || correction.memberNumber != nil {
                    try await work.requireMembers([record], in: key)
                }
                isChanged = try await store.update(
                    work: record, id: voucher.id, version: voucher.version, terms: terms,
                    recording: work.recording(.login))
            } else if voucher.kind == .gift, var record = try await work.giftRecords(of: [voucher], in: key)[ref] {
                let before = record
                correction.apply(to: &record)
                if record == before { return receipt }
                try LedgerRecords(gifts: [record]).requireNoFaults(known)
                isChanged = try await store.update(
                    gift: record, id: voucher.id, version: voucher.version, terms: terms,
                    recording: work.recording(.login))
            } else {
                throw Refusal.voucherFrozen(ref)
            }
            guard isChanged else { throw Refusal.changedMeanwhile(ref) }
            try await work.audit(association: key, subject: ref, detail: receipt.json)
            return receipt
        }
    }
}

extension BuddelApp.Correction {
    fileprivate func apply(to record: inout WorkRecord) {
        if let date { record.date = date }
        if let memberNumber { record.memberNumber = memberNumber }
        if let worker { record.worker = worker == record.memberNumber ? nil : worker }
        if let task { record.task = task }
        if let time { record.time = time }
        if let segment { record.segment = segment }
        if let machine { record.machine = machine }
    }

    fileprivate func apply(to record: inout GiftRecord) {
        if let date { record.date = date }
        if let memberNumber { record.memberNumber = memberNumber }
        if let what { record.what = what }
        if let value { record.value = value }
        if let category { record.category = category }
        if let segment { record.segment = segment }
    }
}
