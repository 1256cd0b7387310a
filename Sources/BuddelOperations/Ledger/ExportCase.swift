import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

/// What an export wrote.
public struct ExportReport: Sendable, Hashable {
    public struct File: Sendable, Hashable {
        public var name: String
        public var records: Int
    }

    public var association: String
    public var folder: String
    public var files: [File]
    public var documents: Int
    /// Names of documents that are announced and not there.
    public var missingDocuments: [String]
}

extension BuddelApp {
    /// Writes everything of an association into a new case folder, which `importCase` takes back.
    ///
    /// One moment of the database. Reversed and withdrawn vouchers are left out; a claim that is not decided yet stands
    /// as submitted, one on its way to the money as approved. All loaded borders go along, and the programmes under
    /// which the association has awards. Refuses with `folder_not_empty`, `file_unreadable`.
    public func exportCase(to path: String, association: String? = nil) async throws -> ExportReport {
        try await perform(.caseExport, in: association, access: .readOnly, isolation: .repeatableRead) { work, key in
            var export = CaseExport(work: work, key: key)
            let records = try await export.records()
            try CaseFolder.write(records, to: path)
            let written = try await export.writeDocuments(to: path)
            return ExportReport(
                association: key.code, folder: path,
                files: CaseFile.allCases.filter { records.count($0) > 0 }.map {
                    ExportReport.File(name: $0.rawValue, records: records.count($0))
                }, documents: written, missingDocuments: export.missing)
        }
    }
}

/// Gathers the records of an association and the documents that they name.
struct CaseExport {
    let work: UnitOfWork
    let key: AssociationKey
    /// Which content stands under which name of the folder.
    private var contents: [String: Int64] = [:]
    private(set) var missing: [String] = []

    init(work: UnitOfWork, key: AssociationKey) {
        self.work = work
        self.key = key
    }

    private var session: Transaction { work.transaction }
    private var association: Int64 { key.id }

    mutating func records() async throws -> CaseRecords {
        var records = CaseRecords()
        records.association = try await AssociationStore(session).fetch(association)?.profile
        records.municipalities = try await MunicipalityStore(session).list()
        records.areas = try await AreaStore(session, in: association).list()
        records.members = try await MemberStore(session, in: association).list()
        records.helpers = try await HelperStore(session, in: association).list()
        records.connections = try await ConnectionStore(session, in: association).list()
        records.holders = try await HoldingStore(session, in: association).listEarlier()
        records.segments = try await SegmentStore(session, in: association).list()
        records.progress = try await ProgressStore(session, in: association).list()
        let vouchers = RecordStore(session)
        records.work = try await vouchers.listWork(associationID: association)
        records.costs = try await vouchers.listCosts(associationID: association)
        records.gifts = try await vouchers.listGifts(associationID: association)
        records.payments = try await vouchers.listPayments(associationID: association)
        records.awards = try await work.exportAwards(of: key)
        records.claims = try await work.exportClaims(of: key)
        let applied = Set(records.awards.map(\.programme))
        records.programmes = try await work.recordedProgrammes().filter { applied.contains($0.code) }
        try await nameDocuments(&records)
        return records
    }

    /// Finds the content of every document; where two contents bear one name, the later one gets a name of its own.
    private mutating func nameDocuments(_ records: inout CaseRecords) async throws {
        let named = try await CaseDocumentStore(session, in: association).listNamed()
        let byVoucher = Dictionary(
            named.map { (VoucherDocumentKey(kind: $0.kind, ref: $0.ref, name: $0.name), $0.documentID) },
            uniquingKeysWith: { first, _ in first })
        func place(_ kind: VoucherKind, _ ref: String, _ name: inout String?) {
            guard let given = name else { return }
            guard let key = byVoucher[VoucherDocumentKey(kind: kind, ref: ref, name: given)] ?? nil else { return }
            var free = given
            var number = 2
            while let other = contents[free], other != key {
                free = Self.numbered(given, number)
                number += 1
            }
            contents[free] = key
            name = free
        }
        for index in records.work.indices { place(.work, records.work[index].ref, &records.work[index].document) }
        for index in records.costs.indices { place(.cost, records.costs[index].ref, &records.costs[index].document) }
        for index in records.gifts.indices { place(.gift, records.gifts[index].ref, &records.gifts[index].document) }
        missing = records.documentNames.filter { contents[$0] == nil }
    }

    /// The name with a number before its ending.
    private static func numbered(_ name: String, _ number: Int) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "\(name)-\(number)" }
        return "\(name[..<dot])-\(number)\(name[dot...])"
    }

    /// Writes the contents one after the other; how many.
    func writeDocuments(to path: String) async throws -> Int {
        let store = CaseDocumentStore(session, in: association)
        for (name, key) in contents.naturallySorted(by: \.key) {
            guard let content = try await store.fetchContent(key) else { continue }
            try CaseFolder.writeDocument(content, named: name, in: path)
        }
        return contents.count
    }
}

private struct VoucherDocumentKey: Hashable {
    var kind: VoucherKind
    var ref: String
    var name: String
}
