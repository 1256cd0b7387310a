import BuddelFormats
import Buddelverein

/// A file that an operation made for whoever asked; it goes with this value.
public struct PreparedFile: Sendable {
    public let path: String
    /// Keeps the file.
    private let folder: PrivateFolder

    init(path: String, in folder: PrivateFolder) {
        self.path = path
        self.folder = folder
    }
}

extension BuddelApp {
    /// Takes a case folder that comes as a ZIP archive; everything else as `importCase`.
    ///
    /// It is unpacked into a private folder within `limits`, and removed afterwards, however this ends. `file` is what
    /// refusals call the archive. Refuses besides with `invalid_archive`, `unsafe_path`, `too_much_data`; who may not
    /// import is refused before anything is unpacked.
    public func importArchive(
        _ bytes: [UInt8], file: String = "", association: String? = nil, rehearsal: Bool = false,
        limits: ArchiveLimits = ArchiveLimits(),
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        try await requireAllowed(.caseImport)
        let folder = try PrivateFolder()
        try CaseFolder.unpack(bytes, file: file, into: folder.path, limits: limits)
        let report = try await importCase(
            folder.path, association: association, rehearsal: rehearsal, progress: progress)
        return withExtendedLifetime(folder) { report }
    }

    /// Writes everything of an association as a ZIP archive, which `importArchive` takes back; refuses as `exportCase`.
    ///
    /// The same facts give the same bytes.
    public func exportArchive(of association: String? = nil) async throws -> (file: PreparedFile, report: ExportReport)
    {
        let folder = try PrivateFolder()
        let report = try await exportCase(to: folder.path + "/case", association: association)
        let archive = try folder.makeFile("case.zip")
        try CaseFolder.pack(folder.path + "/case") { try archive.write($0) }
        return (PreparedFile(path: archive.path, in: folder), report)
    }

    /// Writes the whole journal for hledger into a file; refuses as `exportHledger`.
    public func exportHledgerFile(
        in association: String? = nil
    ) async throws -> (file: PreparedFile, link: JournalLink) {
        let folder = try PrivateFolder()
        let journal = try folder.makeFile("journal.hledger")
        let link = try await exportHledger(in: association) { try journal.write($0) }
        return (PreparedFile(path: journal.path, in: folder), link)
    }
}
