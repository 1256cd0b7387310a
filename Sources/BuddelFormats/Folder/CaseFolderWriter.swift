import Buddelverein
import Foundation

extension CaseRecords {
    /// The files of a case folder that hold these facts; a kind without records has no file.
    ///
    /// Guarantees: the same facts give the same bytes, in whatever order they came; reading them gives them back.
    public func files() -> [(file: CaseFile, bytes: [UInt8])] {
        let records = sorted()
        return CaseFile.allCases.filter { records.count($0) > 0 }.map { ($0, records.bytes($0)) }
    }

    private func bytes(_ file: CaseFile) -> [UInt8] {
        switch file {
        case .municipalities: MunicipalitiesFile.write(municipalities)
        case .association: association.map(AssociationFile.write) ?? []
        case .areas: AreasFile.write(areas)
        case .members: MembersFile.write(members)
        case .helpers: HelpersFile.write(helpers)
        case .connections: ConnectionsFile.write(connections)
        case .holders: HoldersFile.write(holders)
        case .segments: SegmentsFile.write(segments)
        case .progress: ProgressFile.write(progress)
        case .work: WorkFile.write(work)
        case .costs: CostsFile.write(costs)
        case .gifts: GiftsFile.write(gifts)
        case .payments: PaymentsFile.write(payments)
        case .programmes: ProgrammesFile.write(programmes)
        case .awards: AwardsFile.write(awards)
        case .claims: ClaimsFile.write(claims)
        }
    }
}

extension CaseFolder {
    /// Writes a folder that `read` gives back.
    ///
    /// `document` lends the bytes of a document by name; nil where it is only announced. The folder is made where it
    /// is missing. Refuses with `folder_not_empty` one that holds anything, lest old files mix with new ones, and with
    /// `file_unreadable` what the system refuses; then nothing is promised of the folder.
    public static func write(
        _ records: CaseRecords, to path: String, document: (String) throws -> [UInt8]? = { _ in nil }
    ) throws {
        let manager = FileManager.default
        do {
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
            guard try manager.contentsOfDirectory(atPath: path).isEmpty else { throw Refusal.folderNotEmpty(path) }
        } catch let error as CocoaError {
            throw Refusal.unwritable(path, error)
        }
        let root = URL(fileURLWithPath: path, isDirectory: true)
        for (file, bytes) in records.files() { try write(bytes, to: root.appending(path: file.rawValue)) }
        for name in records.documentNames {
            guard DocumentName.isSafe(name) else { throw Refusal.unsafePath(name) }
            if let bytes = try document(name) { try writeDocument(bytes, named: name, in: path) }
        }
    }

    /// Writes one document into a folder that `write` has made; its name must be safe (`unsafe_path`).
    public static func writeDocument(_ bytes: [UInt8], named name: String, in path: String) throws {
        guard DocumentName.isSafe(name) else { throw Refusal.unsafePath(name) }
        let folder = URL(fileURLWithPath: path, isDirectory: true).appending(
            path: "documents", directoryHint: .isDirectory)
        let target = folder.appending(path: name)
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch let error as CocoaError {
            throw Refusal.unwritable(target.path, error)
        }
        try write(bytes, to: target)
    }

    private static func write(_ bytes: [UInt8], to url: URL) throws {
        do {
            try Data(bytes).write(to: url, options: .withoutOverwriting)
        } catch let error as CocoaError {
            throw Refusal.unwritable(url.path, error)
        }
    }
}

extension Refusal {
    static func folderNotEmpty(_ path: String) -> Refusal {
        Refusal(
            .folderNotEmpty,
            LocalizedText(en: "The folder “\(path)” is not empty.", de: "Der Ordner „\(path)“ ist nicht leer."),
            cure: LocalizedText(en: "Name a new folder.", de: "Nennen Sie einen neuen Ordner."), at: Place(file: path))
    }

    static func unwritable(_ path: String, _ error: CocoaError) -> Refusal {
        Refusal(
            .fileUnwritable,
            LocalizedText(
                en: "“\(path)” can't be written: \(error.localizedDescription)",
                de: "„\(path)“ lässt sich nicht schreiben: \(error.localizedDescription)"),
            cure: LocalizedText(en: "Check path, permissions and space.", de: "Prüfen Sie Pfad, Rechte und Platz."),
            at: Place(file: path))
    }
}
