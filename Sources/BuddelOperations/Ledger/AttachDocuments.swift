import BuddelFormats
import BuddelStore
import Buddelverein
import Crypto

/// A document that a voucher has, or announces: its place and what is known of its content.
public typealias NamedDocument = CaseDocumentStore.Named

extension BuddelApp {
    /// Attaches files to a voucher, each under its own name; a name that the voucher announced is filled.
    ///
    /// All or none. A content is kept once per association; the same file again changes nothing. Refuses with
    /// `not_found`, `ambiguous_name`, `file_unreadable`, `unsafe_path`, `unknown_document_type`, `document_too_large`, and
    /// with `already_exists` a name under which the voucher has another content.
    public func attachDocuments(
        _ paths: [String], to ref: String, kind: VoucherKind? = nil, in association: String? = nil
    ) async throws -> [NamedDocument] {
        try await attach(to: ref, kind: kind, in: association, count: paths.count) { index in
            try DocumentFile(path: paths[index])
        }
    }

    /// Attaches one document whose bytes are at hand; refuses as `attachDocuments`.
    public func attachDocument(
        _ bytes: [UInt8], named name: String, to ref: String, kind: VoucherKind? = nil, in association: String? = nil
    ) async throws -> [NamedDocument] {
        let file = try DocumentFile(name: name, bytes: bytes)
        return try await attach(to: ref, kind: kind, in: association, count: 1) { _ in file }
    }

    private func attach(
        to ref: String, kind: VoucherKind?, in association: String?, count: Int,
        _ open: @Sendable (Int) throws -> DocumentFile
    ) async throws -> [NamedDocument] {
        try await perform(.documentAttach, in: association) { work, key in
            let voucher = try await work.vouchers([ref], kind: kind, in: key)[0]
            let store = CaseDocumentStore(work.transaction, in: key.id)
            var named = try await store.listNamed(by: [voucher.id])
            // One file at a time: each may have 20 MB.
            for index in 0..<count {
                let file = try open(index)
                let hash = Array(SHA256.hash(data: file.bytes))
                let name = Self.name(for: file.name, among: named)
                if let there = named.first(where: { $0.name == name })?.sha256, there != hash {
                    throw Refusal.otherContent(name, of: ref)
                }
                let id = try await store.insert(file.bytes, type: file.type, sha256: hash)
                try await store.attach(id, named: name, to: [voucher.id])
                named = try await store.listNamed(by: [voucher.id])
            }
            try await work.audit(
                association: key, subject: ref,
                detail: ["kind": .string(voucher.kind.rawValue), "files": .integer(Int64(count))])
            return named
        }
    }

    /// The announced name that a file is meant for: the same, or the only one that ends with it behind a folder.
    private static func name(for file: String, among named: [NamedDocument]) -> String {
        let announced = named.filter { $0.documentID == nil && $0.name.hasSuffix("/" + file) }
        return named.contains { $0.name == file } || announced.count != 1 ? file : announced[0].name
    }

    /// What documents the vouchers have and announce, by voucher and name: of one voucher, or of all.
    ///
    /// Refuses with `not_found` and `ambiguous_name`.
    public func listDocuments(
        of ref: String? = nil, kind: VoucherKind? = nil, in association: String? = nil
    ) async throws -> [NamedDocument] {
        try await perform(.documentRead, in: association, access: .readOnly) { work, key in
            var vouchers: [Int64]?
            if let ref { vouchers = try await work.vouchers([ref], kind: kind, in: key).map(\.id) }
            return try await CaseDocumentStore(work.transaction, in: key.id).listNamed(by: vouchers)
                .filter { kind == nil || $0.kind == kind }
        }
    }

    /// One document of a voucher by its name; refuses with `not_found`, `ambiguous_name`, and with `document_missing` a
    /// name that the voucher has not, or only announces.
    public func readDocument(
        named name: String, of ref: String, kind: VoucherKind? = nil, in association: String? = nil
    ) async throws -> (document: NamedDocument, bytes: [UInt8]) {
        try await perform(.documentRead, in: association, access: .readOnly) { work, key in
            let voucher = try await work.vouchers([ref], kind: kind, in: key)[0]
            let store = CaseDocumentStore(work.transaction, in: key.id)
            let named = try await store.listNamed(by: [voucher.id])
            guard let document = named.first(where: { $0.name == name }), let id = document.documentID,
                let bytes = try await store.fetchContent(id)
            else { throw Refusal.documentMissing(ref, announced: named.map(\.name)) }
            return (document, bytes)
        }
    }

    /// Hands out the documents of a voucher one after the other; names come without folders.
    ///
    /// Returns how many there were. Refuses with `not_found` and `ambiguous_name`, and with `document_missing` a voucher
    /// that has none, or only announces them.
    public func readDocuments(
        of ref: String, kind: VoucherKind? = nil, in association: String? = nil,
        each take: @Sendable (_ name: String, _ bytes: [UInt8]) async throws -> Void
    ) async throws -> Int {
        try await perform(.documentRead, in: association, access: .readOnly) { work, key in
            let voucher = try await work.vouchers([ref], kind: kind, in: key)[0]
            let store = CaseDocumentStore(work.transaction, in: key.id)
            let named = try await store.listNamed(by: [voucher.id])
            var count = 0
            for document in named {
                guard let id = document.documentID, let bytes = try await store.fetchContent(id) else { continue }
                try await take(document.name.split(separator: "/").joined(separator: "_"), bytes)
                count += 1
            }
            guard count > 0 else { throw Refusal.documentMissing(ref, announced: named.map(\.name)) }
            return count
        }
    }
}

extension Refusal {
    static func otherContent(_ name: String, of ref: String) -> Refusal {
        Refusal(
            .alreadyExists,
            LocalizedText(
                en: "\(ref) has another document “\(name)” already.",
                de: "\(ref) hat schon ein anderes Dokument „\(name)“."),
            cure: LocalizedText(
                en: "Documents are never replaced; give the new file another name.",
                de: "Dokumente werden nie ersetzt; geben Sie der neuen Datei einen anderen Namen."),
            at: Place(file: name))
    }

    static func documentMissing(_ ref: String, announced: [String]) -> Refusal {
        let names = announced.joined(separator: ", ")
        return Refusal(
            .documentMissing,
            announced.isEmpty
                ? LocalizedText(en: "\(ref) has no document.", de: "\(ref) hat kein Dokument.")
                : LocalizedText(
                    en: "\(ref) only announces documents: \(names).", de: "\(ref) kündigt Dokumente nur an: \(names)."),
            cure: LocalizedText(en: "document attach \(ref) FILE", de: "document attach \(ref) DATEI"),
            at: Place(field: "ref", value: ref))
    }
}
