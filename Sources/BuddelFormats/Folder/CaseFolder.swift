import Buddelverein

/// A case folder as it was read (docs/reference/formats.md): its facts, where each stands, and its documents.
public struct CaseFolder: Sendable {
    /// The path it was read from.
    public let path: String
    public let records: CaseRecords
    /// Which data files are there.
    public let files: Set<CaseFile>
    /// What is taken as it is but should be looked at.
    public let warnings: [FileWarning]
    /// The documents that vouchers name and that are there, in natural order.
    public let documents: [CaseDocument]
    let lines: [CaseFile: [Int]]
    /// Rows with a refused field, kept so that the rest of them is judged too; never among `records`.
    let spoilt: SpoiltRows

    /// Where a record stands, such as `work.csv` line 17; the index is that in its list of `records`.
    public func place(_ file: CaseFile, _ index: Int, field: String? = nil, value: String? = nil) -> Refusal.Place {
        let lines = lines[file] ?? []
        return Refusal.Place(
            file: file.rawValue, line: lines.indices.contains(index) ? lines[index] : nil, field: field, value: value)
    }

    /// The document of that name; nil where it is announced but not there.
    public func document(_ name: String) -> CaseDocument? {
        documents.first { $0.name == name }
    }
}

/// A document beside a case folder; its bytes are read when they are wanted.
public struct CaseDocument: Sendable {
    /// Relative to `documents/`.
    public let name: String
    /// The size in bytes when the folder was read.
    public let size: Int
    private let directory: CaseDirectory
    private let limit: Int

    init(name: String, size: Int, directory: CaseDirectory, limit: Int) {
        self.name = name
        self.size = size
        self.directory = directory
        self.limit = limit
    }

    /// The bytes; refuses with `unsafe_path`, `too_much_data` or `file_unreadable`, as when the folder was read.
    public func read() throws(Refusal) -> [UInt8] {
        let path = "documents/" + name
        guard let bytes = try directory.read(path, limit: limit) else { throw .unreadable(path, 2) }
        return bytes
    }
}
