import BuddelStore
import Buddelverein

/// Everything that a time sheet can name.
public struct TimeSheetRoster: Sendable {
    public var members: [Member]
    public var helpers: [Helper]
    /// Codes of segments.
    public var segments: [String]
    public var tasks: [(code: String, name: LocalizedText)]
    public var machines: [(code: String, name: LocalizedText)]
}

extension BuddelApp {
    /// People, segments, tasks and machines for the entry of time sheets.
    public func timeSheetRoster(in association: String? = nil) async throws -> TimeSheetRoster {
        try await perform(.voucherRecord, in: association, access: .readOnly) { work, key in
            let codes = KnownCodesStore(work.transaction)
            return TimeSheetRoster(
                members: try await MemberStore(work.transaction, in: key.id).list(),
                helpers: try await HelperStore(work.transaction, in: key.id).list(),
                segments: try await codes.fetch(associationID: key.id).segments.naturallySorted { $0 },
                tasks: try await codes.listCodes(.tasks), machines: try await codes.listCodes(.machineClasses))
        }
    }
}
