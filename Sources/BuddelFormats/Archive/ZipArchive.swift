import Buddelverein

/// A ZIP archive in memory: which files it holds, and their bytes.
///
/// Guarantees: nothing is written anywhere. The list and each file's own head agree, the files lie side by side from the
/// first byte to the list without a gap, and no two have names that a disk would take for one; so every program that
/// reads the archive reads the same. Names stay inside a folder and can be printed. Memory is bounded by the limits:
/// sizes are checked when the archive is opened, and a file that unpacks to more than its size is refused while it does.
///
/// ZIP64, encryption, links, several disks, and methods other than store and deflate are refused. Source: APPNOTE.TXT
/// 6.3.10.
public struct ZipArchive: Sendable {
    /// A file of the archive.
    public struct Entry: Hashable, Sendable {
        /// The name with its folders, separated by slashes.
        public let name: String
        /// Bytes of the file when it is unpacked.
        public let size: Int
        let record: ZipEntry
    }

    /// The files in the order of the archive; folders are left out, since names carry them.
    public let entries: [Entry]
    private let positions: [String: Int]
    private let archive: ArchiveBytes
    private let file: String

    /// Opens an archive; `file` is what refusals call it.
    ///
    /// Refuses with `invalid_archive` what is broken or of a kind that is not read, with `unsafe_path` a name that leaves
    /// the folder or a link, with `too_much_data` what is beyond the limits.
    public init(_ bytes: [UInt8], file: String, limits: ArchiveLimits = ArchiveLimits()) throws(Refusal) {
        guard bytes.count <= limits.archiveBytes else {
            throw .fileTooLarge(bytes: limits.archiveBytes, at: Refusal.Place(file: file))
        }
        archive = ArchiveBytes(bytes: bytes)
        self.file = file
        let end = try ZipEnd(archive, file: file)
        guard end.entries <= limits.entries else { throw .tooManyEntries(limits.entries, file: file) }
        var records = try ZipEntry.all(archive, end, limits: limits, file: file)
        try ZipLayout.check(&records, archive, until: end.directoryStart, file: file)
        try Self.checkNames(records, file: file)
        try Self.checkSizes(records, limits: limits, file: file)
        entries = records.filter { !$0.isFolder }.map { Entry(name: $0.name, size: $0.size, record: $0) }
        positions = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    }

    /// The file of that name; nil for none.
    public subscript(_ name: String) -> Entry? { positions[name].map { entries[$0] } }

    /// The bytes of a file.
    ///
    /// Refuses with `invalid_archive` what does not unpack to the announced size and check value.
    public func bytes(of entry: Entry) throws(Refusal) -> [UInt8] {
        let record = entry.record
        guard let packed = archive.slice(record.contentStart, record.packedSize) else {
            throw .brokenEntry(record.name, file: file)
        }
        let bytes: [UInt8]
        if record.method == ZipRecords.stored {
            bytes = Array(packed)
        } else {
            do {
                bytes = try Inflation.inflated(packed, limit: record.size)
            } catch {
                throw error == .tooLong
                    ? .longerThanAnnounced(record.name, file: file) : .brokenEntry(record.name, file: file)
            }
        }
        guard bytes.count == record.size, CheckValue.crc32(bytes[...]) == record.check else {
            throw .brokenEntry(record.name, file: file)
        }
        return bytes
    }

    /// Refuses names that are one on a disk that folds them, and files that would be a folder, too.
    private static func checkNames(_ records: [ZipEntry], file: String) throws(Refusal) {
        var files: Set<String> = []
        var folders: Set<String> = []
        var named: Set<String> = []
        for record in records {
            let folded = ArchiveName.folded(record.name)
            guard named.insert(folded).inserted else { throw .duplicateEntry(record.name, file: file) }
            if record.isFolder { folders.insert(folded) } else { files.insert(folded) }
            var parts = folded.split(separator: "/").dropLast()
            while !parts.isEmpty {
                // The folders above this one are known where it is.
                guard folders.insert(parts.joined(separator: "/")).inserted else { break }
                parts = parts.dropLast()
            }
        }
        if let both = records.first(where: { !$0.isFolder && folders.contains(ArchiveName.folded($0.name)) }) {
            throw .duplicateEntry(both.name, file: file)
        }
    }

    private static func checkSizes(_ records: [ZipEntry], limits: ArchiveLimits, file: String) throws(Refusal) {
        var total = 0
        for record in records {
            guard record.size <= limits.entryBytes else {
                throw .entryTooLarge(record.name, bytes: limits.entryBytes, file: file)
            }
            guard record.size <= limits.ratioFreeBytes || record.size / max(1, record.packedSize) <= limits.ratio else {
                throw .suspiciousRatio(record.name, ratio: limits.ratio, file: file)
            }
            total += record.size
            guard total <= limits.totalBytes else { throw .archiveTooLarge(bytes: limits.totalBytes, file: file) }
        }
    }
}
