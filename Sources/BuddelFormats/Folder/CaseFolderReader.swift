import Buddelverein

extension CaseFolder {
    /// Reads a folder; any subset of its files may be there.
    ///
    /// Takes it whole or not at all: refuses with every bad row of every file, in the order of the files and their
    /// lines, including references to codes that are neither in the folder nor among `known`. A kind of codes that
    /// neither the folder nor `known` speaks of is left to the database.
    public static func read(
        _ path: String, known: KnownCodes = KnownCodes(), limits: FileLimits = FileLimits()
    ) throws(Refusals) -> CaseFolder {
        try CaseDraft.read(path, limits: limits).checked(known: known)
    }
}

/// Reads the files of one folder, one after the other.
struct CaseFolderReader {
    let directory: CaseDirectory
    let limits: FileLimits
    let issues = FileIssues()
    private var records = CaseRecords()
    private var files: Set<CaseFile> = []
    private var lines: [CaseFile: [Int]] = [:]
    private var spoilt = SpoiltRows()

    init(directory: CaseDirectory, limits: FileLimits) {
        self.directory = directory
        self.limits = limits
    }

    mutating func read() -> CaseFolder {
        if let bytes = bytes(.association) {
            if let read = AssociationFile.read(bytes, limits: limits, issues: issues) {
                if read.unjudged.isEmpty { records.association = read.record } else { spoilt.keep(read) }
            }
            lines[.association] = [1]
        }
        geoJSON(MunicipalitiesFile.self, \.municipalities)
        geoJSON(AreasFile.self, \.areas)
        geoJSON(SegmentsFile.self, \.segments)
        csv(MembersFile.self, \.members)
        csv(HelpersFile.self, \.helpers)
        csv(ConnectionsFile.self, \.connections)
        csv(HoldersFile.self, \.holders)
        csv(ProgressFile.self, \.progress)
        csv(WorkFile.self, \.work)
        csv(CostsFile.self, \.costs)
        csv(GiftsFile.self, \.gifts)
        csv(PaymentsFile.self, \.payments)
        json(ProgrammesFile.self, \.programmes)
        json(AwardsFile.self, \.awards)
        json(ClaimsFile.self, \.claims)
        if files.isEmpty, issues.refusals.isEmpty { issues.refuse(.noCaseFiles(directory.path)) }
        let documents = documents()
        return CaseFolder(
            path: directory.path, records: records, files: files, warnings: issues.warnings, documents: documents,
            lines: lines, spoilt: spoilt)
    }

    private mutating func csv<File: CSVFile>(_ type: File.Type, _ list: WritableKeyPath<CaseRecords, [File.Record]>) {
        guard let bytes = bytes(File.file) else { return }
        keep(File.read(bytes, limits: limits, issues: issues), File.file, list)
    }

    private mutating func json<File: JSONListFile>(
        _ type: File.Type, _ list: WritableKeyPath<CaseRecords, [File.Record]>
    ) {
        guard let bytes = bytes(File.file) else { return }
        keep(File.read(bytes, limits: limits, issues: issues), File.file, list)
    }

    private mutating func geoJSON<File: GeoJSONFile>(
        _ type: File.Type, _ list: WritableKeyPath<CaseRecords, [File.Record]>
    ) {
        guard let bytes = bytes(File.file) else { return }
        keep(File.read(bytes, limits: limits, issues: issues), File.file, list)
    }

    private mutating func keep<Record>(
        _ located: [Located<Record>], _ file: CaseFile, _ list: WritableKeyPath<CaseRecords, [Record]>
    ) {
        let whole = located.filter(\.unjudged.isEmpty)
        records[keyPath: list] = whole.map(\.record)
        lines[file] = whole.map(\.line)
        guard whole.count < located.count else { return }
        spoilt.keep(located.filter { !$0.unjudged.isEmpty }, of: file, list)
    }

    private mutating func bytes(_ file: CaseFile) -> [UInt8]? {
        do {
            guard let bytes = try directory.read(file.rawValue, limit: limits.fileBytes) else { return nil }
            files.insert(file)
            return bytes
        } catch {
            issues.refuse(error)
            return nil
        }
    }

    /// The documents that are there; a name without a file is announced, not attached.
    private func documents() -> [CaseDocument] {
        var documents: [CaseDocument] = []
        for name in records.documentNames {
            do {
                if let size = try directory.size("documents/" + name, limit: limits.documentBytes) {
                    documents.append(
                        CaseDocument(name: name, size: size, directory: directory, limit: limits.documentBytes))
                } else {
                    issues.warn(.missingDocument(name))
                }
            } catch {
                issues.refuse(error)
            }
        }
        return documents
    }
}

extension FileWarning {
    static func missingDocument(_ name: String) -> FileWarning {
        FileWarning(
            .missingDocument,
            LocalizedText(
                en: "The document “\(name)” is announced but not there.",
                de: "Das Dokument „\(name)“ ist angekündigt, liegt aber nicht vor."),
            at: Refusal.Place(file: "documents/" + name))
    }
}

extension Refusal {
    static func noCaseFiles(_ path: String) -> Refusal {
        Refusal(
            .fileUnreadable,
            LocalizedText(
                en: "There is no file of a case folder in “\(path)”.",
                de: "In „\(path)“ liegt keine Datei einer Fallmappe."),
            cure: LocalizedText(
                en: "Known are: \(CaseFile.allCases.map(\.rawValue).joined(separator: ", ")).",
                de: "Bekannt sind: \(CaseFile.allCases.map(\.rawValue).joined(separator: ", "))."),
            at: Place(file: path))
    }
}
