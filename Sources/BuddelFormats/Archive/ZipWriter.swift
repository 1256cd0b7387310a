import Buddelverein

/// Writes a ZIP archive piece by piece: the bytes of each file, then the list.
///
/// Guarantees: the same bytes for the same files in the same order, whenever and wherever they are written: the day is
/// always 1980-01-01, the first that ZIP knows. `ZipArchive` reads what it writes, and so do `unzip` and Windows.
public struct ZipWriter {
    /// How a file is packed.
    public enum Method: Sendable {
        /// As it is: for pictures and PDFs, which are packed already.
        case stored
        case deflated
    }

    private var directory: [UInt8] = []
    private var names: Set<String> = []
    private var position = 0

    public init() {}

    /// An archive of files, in the order of their names.
    ///
    /// Refuses as `entry` does.
    public static func archive(_ files: [String: [UInt8]]) throws(Refusal) -> [UInt8] {
        var writer = ZipWriter()
        var bytes: [UInt8] = []
        for name in files.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            bytes += try writer.entry(name, files[name] ?? [])
        }
        return bytes + writer.end()
    }

    /// The bytes of a file, which follow those that were given before.
    ///
    /// Refuses with `unsafe_path` a name that `ZipArchive` would refuse, with `invalid_archive` one that is there already,
    /// with `too_much_data` more than 65,534 files or 4 GB.
    public mutating func entry(
        _ name: String, _ bytes: [UInt8], _ method: Method = .deflated
    ) throws(Refusal) -> [UInt8] {
        switch method {
        case .deflated: return try entry(name, pieces: CollectionOfOne(bytes[...]))
        case .stored:
            return try write(name, bytes, size: bytes.count, check: CheckValue.crc32(bytes[...]), ZipRecords.stored)
        }
    }

    /// The bytes of a file that comes in pieces, packed; as `entry`, with memory for the packed file only.
    public mutating func entry(
        _ name: String, pieces: some Sequence<ArraySlice<UInt8>>
    ) throws(Refusal) -> [UInt8] {
        let packed = Deflation(pieces)
        return try write(name, packed.packed, size: packed.count, check: packed.check, ZipRecords.deflated)
    }

    /// The list of the files, which ends the archive.
    public consuming func end() -> [UInt8] {
        var bytes = directory
        bytes.append(long: ZipRecords.endSignature)
        bytes.append(long: 0)
        bytes.append(short: names.count)
        bytes.append(short: names.count)
        bytes.append(long: directory.count)
        bytes.append(long: position)
        bytes.append(short: 0)
        return bytes
    }

    private mutating func write(
        _ name: String, _ packed: [UInt8], size: Int, check: UInt, _ method: Int
    ) throws(Refusal) -> [UInt8] {
        if let fault = ArchiveName.fault(name, limits: ArchiveLimits()) {
            throw .unsafeEntry(name, fault, file: nil)
        }
        guard !name.hasSuffix("/"), names.insert(ArchiveName.folded(name)).inserted else {
            throw .duplicateEntry(name, file: nil)
        }
        let rawName = Array(name.utf8)
        let limit = ZipRecords.zip64Marker
        let length = ZipRecords.localLength + rawName.count + packed.count
        guard names.count < 0xFFFF, size < limit, position + length + directory.count < limit - (1 << 20) else {
            throw .archiveTooLarge(bytes: limit, file: nil)
        }
        // 2.0 is the version that knows deflate, 0x0021 the first of January 1980.
        var common: [UInt8] = []
        common.append(short: 20)
        common.append(short: ZipRecords.utf8Flag)
        common.append(short: method)
        common.append(short: 0)
        common.append(short: 0x0021)
        common.append(long: Int(check))
        common.append(long: packed.count)
        common.append(long: size)
        common.append(short: rawName.count)
        common.append(short: 0)
        // Made by version 2.0 on Unix: an ordinary file that everybody may read.
        directory.append(long: ZipRecords.entrySignature)
        directory.append(short: 3 << 8 | 20)
        directory += common
        directory.append(short: 0)
        directory.append(short: 0)
        directory.append(short: 0)
        directory.append(long: 0o100644 << 16)
        directory.append(long: position)
        directory += rawName
        position += length
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        bytes.append(long: ZipRecords.localSignature)
        return bytes + common + rawName + packed
    }
}

extension [UInt8] {
    fileprivate mutating func append(short value: Int) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func append(long value: Int) {
        append(short: value)
        append(short: value >> 16)
    }
}
