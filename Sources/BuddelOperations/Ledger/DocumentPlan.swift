import BuddelFormats
import BuddelStore
import Buddelverein
import Crypto
import Postgres

/// Which documents of a folder are attached, and to which vouchers.
struct DocumentPlan: Sendable {
    /// A document whose content is not attached to every voucher that names it.
    struct Attachment: Sendable {
        var document: CaseDocument
        var type: DocumentType
        var sha256: [UInt8]
    }

    private(set) var attachments: [Attachment] = []
    /// Names whose content every voucher that names them has already.
    private(set) var present: Set<String> = []

    /// Looks at every document: its type by its content, and whether it is another one than is attached.
    static func made(
        _ folder: CaseFolder, _ vouchers: VoucherPlan, _ association: Int64?, _ work: UnitOfWork,
        _ faults: inout PlanFaults
    ) async throws -> DocumentPlan {
        var plan = DocumentPlan()
        let names = folder.records.documentNames
        guard !names.isEmpty else { return plan }
        let attached = try await attachedContents(folder.records, vouchers, association, work)
        for document in folder.documents {
            do throws(Refusal) {
                try plan.look(at: document, attached: attached[document.name] ?? [])
            } catch {
                var place = error.place ?? Refusal.Place()
                place.file = place.file ?? "documents/" + document.name
                faults.add(error.at(place))
            }
        }
        plan.present = Set(names.filter { name in attached[name].map { !$0.isEmpty && !$0.contains(nil) } ?? false })
        return plan
    }

    /// Plans to attach a document where a voucher that names it is without.
    private mutating func look(at document: CaseDocument, attached: [[UInt8]?]) throws(Refusal) {
        let content = try document.read()
        let type = try DocumentType(of: content)
        let hash = Array(SHA256.hash(data: content))
        if attached.contains(where: { $0 != nil && $0 != hash }) { throw .otherDocument(document.name) }
        if attached.isEmpty || attached.contains(nil) {
            attachments.append(Attachment(document: document, type: type, sha256: hash))
        }
    }

    /// For each name the contents that the vouchers of the folder have under it; nil for a voucher without.
    private static func attachedContents(
        _ records: CaseRecords, _ vouchers: VoucherPlan, _ association: Int64?, _ work: UnitOfWork
    ) async throws -> [String: [[UInt8]?]] {
        guard let association else { return [:] }
        var contents: [String: [[UInt8]?]] = [:]
        let recorded = vouchers.documentNames(of: records).compactMap { entry in
            vouchers.voucher(entry.kind, entry.ref).map { (id: $0.id, name: entry.name) }
        }
        let named = try await CaseDocumentStore(work.transaction, in: association).listNamed(by: recorded.map(\.id))
        var byVoucher: [Int64: [String: [UInt8]?]] = [:]
        for entry in named { byVoucher[entry.voucherID, default: [:]].updateValue(entry.sha256, forKey: entry.name) }
        for (id, name) in recorded { contents[name, default: []].append(byVoucher[id]?[name] ?? nil) }
        // A voucher that is new has nothing yet.
        for entry in vouchers.documentNames(of: records) where vouchers.voucher(entry.kind, entry.ref) == nil {
            contents[entry.name, default: []].append(nil)
        }
        return contents
    }
}

extension VoucherPlan {
    /// Which voucher of the folder names which document.
    func documentNames(of records: CaseRecords) -> [(kind: VoucherKind, ref: String, name: String)] {
        records.work.compactMap { record in record.document.map { (.work, record.ref, $0) } }
            + records.costs.compactMap { record in record.document.map { (.cost, record.ref, $0) } }
            + records.gifts.compactMap { record in record.document.map { (.gift, record.ref, $0) } }
    }
}

extension Refusal {
    static func otherDocument(_ name: String) -> Refusal {
        Refusal(
            .alreadyRecordedOtherwise,
            LocalizedText(
                en: "Another document is attached under the name “\(name)”.",
                de: "Unter dem Namen „\(name)“ ist ein anderes Dokument angehängt."),
            cure: LocalizedText(
                en: "Give the new document a name of its own.", de: "Geben Sie dem neuen Dokument einen eigenen Namen."),
            at: Place(file: "documents/" + name))
    }
}
