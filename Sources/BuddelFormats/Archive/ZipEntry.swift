import Buddelverein

/// An entry as the list at the end of an archive describes it (4.3.12), judged.
struct ZipEntry: Hashable, Sendable {
    let name: String
    /// The bytes of the name as they stand, which the entry's own head has to repeat.
    let rawName: [UInt8]
    let flags: Int
    let method: Int
    let check: UInt
    let packedSize: Int
    let size: Int
    /// Where the entry's own head begins.
    let start: Int
    /// Where its content begins; `ZipLayout` finds it.
    var contentStart = 0

    var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }

    /// All entries of the list, which they fill to the last byte.
    static func all(
        _ archive: ArchiveBytes, _ end: ZipEnd, limits: ArchiveLimits, file: String
    ) throws(Refusal) -> [ZipEntry] {
        var entries: [ZipEntry] = []
        var position = end.directoryStart
        for _ in 0..<end.entries {
            let (entry, length) = try ZipEntry.read(archive, at: position, limits: limits, file: file)
            entries.append(entry)
            position += length
        }
        guard position == end.directoryStart + end.directoryLength else {
            throw .invalidArchive(
                LocalizedText(
                    en: "its list of files has another length than its end says",
                    de: "seine Liste der Dateien ist nicht so lang, wie sein Ende es sagt"), file: file)
        }
        return entries
    }

    private static func read(
        _ archive: ArchiveBytes, at position: Int, limits: ArchiveLimits, file: String
    ) throws(Refusal) -> (ZipEntry, length: Int) {
        guard archive.long(position) == ZipRecords.entrySignature, let maker = archive.short(position + 4),
            let flags = archive.short(position + 8), let method = archive.short(position + 10),
            let check = archive.long(position + 16), let packedSize = archive.long(position + 20),
            let size = archive.long(position + 24), let nameLength = archive.short(position + 28),
            let extraLength = archive.short(position + 30), let commentLength = archive.short(position + 32),
            let disk = archive.short(position + 34), let attributes = archive.long(position + 38),
            let start = archive.long(position + 42),
            let rawName = archive.slice(position + ZipRecords.entryLength, nameLength),
            let extra = archive.slice(position + ZipRecords.entryLength + nameLength, extraLength)
        else {
            throw .invalidArchive(
                LocalizedText(en: "its list of files is broken", de: "seine Liste der Dateien ist beschädigt"),
                file: file)
        }
        guard let name = ArchiveName.text(rawName, flags: flags, extra: extra) else {
            let shown = String(decoding: rawName, as: UTF8.self)
            throw .unsafeEntry(
                shown, LocalizedText(en: "it is not what it says to be", de: "er ist nicht, was er vorgibt"), file: file
            )
        }
        if let fault = ArchiveName.fault(name, limits: limits) { throw .unsafeEntry(name, fault, file: file) }
        let entry = ZipEntry(
            name: name, rawName: Array(rawName), flags: flags, method: method, check: UInt(check),
            packedSize: packedSize, size: size, start: start)
        try entry.judge(maker: maker >> 8, attributes: attributes, disk: disk, file: file)
        return (entry, ZipRecords.entryLength + nameLength + extraLength + commentLength)
    }

    /// Refuses what is not read: ZIP64, encryption, patches, links, other methods.
    private func judge(maker: Int, attributes: Int, disk: Int, file: String) throws(Refusal) {
        guard packedSize != ZipRecords.zip64Marker, size != ZipRecords.zip64Marker, start != ZipRecords.zip64Marker
        else { throw .zip64Archive(file: file) }
        guard flags & ZipRecords.encryptedFlags == 0 else { throw .encryptedEntry(name, file: file) }
        guard method == ZipRecords.stored || method == ZipRecords.deflated, flags & ZipRecords.patchFlag == 0 else {
            throw .unknownMethod(name, method, file: file)
        }
        guard disk == 0, method == ZipRecords.deflated || packedSize == size, !isFolder || size == 0 else {
            throw .brokenEntry(name, file: file)
        }
        // Unix and macOS keep the kind of a file in the upper half; 0 says nothing. NTFS marks links by bit 10.
        let kind = attributes >> 16 & 0xF000
        let isUnix = maker == 3 || maker == 19
        let isOrdinary = kind == 0 || kind == 0x8000 || kind == 0x4000
        guard !isUnix || isOrdinary, attributes & 0x400 == 0 || isUnix else { throw .linkedEntry(name, file: file) }
    }
}
