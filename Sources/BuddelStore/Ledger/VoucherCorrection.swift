import Buddelverein
import Postgres

extension VoucherStore {
    /// Replaces the content of work that nobody has decided on, with a new hash; the number stays.
    ///
    /// Returns false where `version` is not the row's any more. A decided voucher is frozen (`vouchers_frozen`).
    public func update(
        work record: WorkRecord, id: Int64, version: Int, terms: LedgerTerms, recording: Recording
    ) async throws -> Bool {
        let keys = try await keys(LedgerRecords(work: [record]), terms)
        guard
            try await updateHeader(
                id: id, kind: .work, ref: record.ref, date: record.date, content: record.canonical, version: version,
                terms: terms, recording: recording)
        else { return false }
        try await session.execute(
            SQL(
                name: "update work voucher",
                """
                update buddel.work_vouchers set kind = \(record.kind.rawValue), task = \(record.task), minutes = \(record.time),
                    member_id = \(try keys.member(record.memberNumber)), helper_id = \(try keys.helper(record.worker)),
                    segment_id = \(try keys.segment(record.segment)), machine_class = \(record.machine)
                where association_id = \(terms.associationID) and voucher_id = \(id)
                """))
        return true
    }

    /// As for work, for a gift.
    public func update(
        gift record: GiftRecord, id: Int64, version: Int, terms: LedgerTerms, recording: Recording
    ) async throws -> Bool {
        let keys = try await keys(LedgerRecords(gifts: [record]), terms)
        guard
            try await updateHeader(
                id: id, kind: .gift, ref: record.ref, date: record.date, content: record.canonical, version: version,
                terms: terms, recording: recording)
        else { return false }
        try await session.execute(
            SQL(
                name: "update gift voucher",
                """
                update buddel.gift_vouchers set member_id = \(try keys.member(record.memberNumber)), what = \(record.what),
                    value_cents = \(record.value), category = \(record.category),
                    segment_id = \(try keys.segment(record.segment))
                where association_id = \(terms.associationID) and voucher_id = \(id)
                """))
        return true
    }

    private func keys(_ records: LedgerRecords, _ terms: LedgerTerms) async throws -> LedgerKeys {
        let codes = records.namedCodes()
        return try await LedgerKeys.fetch(
            associationID: terms.associationID, members: codes.members, helpers: codes.helpers,
            segments: codes.segments,
            in: session)
    }

    private func updateHeader(
        id: Int64, kind: VoucherKind, ref: String, date: Day, content: String, version: Int, terms: LedgerTerms,
        recording: Recording
    ) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "update voucher",
                """
                update buddel.vouchers v set dated_on = \(date), version = v.version + 1, salt = s.salt,
                    content_hash = sha256(s.salt || convert_to(\(content), 'UTF8'))
                from (select substr(sha256(\(recording.seed) || convert_to(\(kind.rawValue + "/" + ref), 'UTF8')), 1, 16) as salt) s
                where v.association_id = \(terms.associationID) and v.id = \(id) and v.version = \(Int32(clamping: version))
                """)) == 1
    }
}
