import Buddelverein

/// The records that a ZIP archive consists of, as APPNOTE.TXT 6.3.10 numbers and orders them.
enum ZipRecords {
    static let localSignature = 0x0403_4B50
    static let descriptorSignature = 0x0807_4B50
    static let entrySignature = 0x0201_4B50
    static let endSignature = 0x0605_4B50
    static let zip64LocatorSignature = 0x0706_4B50

    static let localLength = 30
    static let entryLength = 46
    static let endLength = 22
    static let zip64LocatorLength = 20

    /// Bit 0, 6 and 13: the content, or the directory, is encrypted.
    static let encryptedFlags = 1 << 0 | 1 << 6 | 1 << 13
    /// Bit 3: sizes and check value stand behind the content.
    static let descriptorFlag = 1 << 3
    /// Bit 5: the content is a patch of another file.
    static let patchFlag = 1 << 5
    /// Bit 11: the name is UTF-8.
    static let utf8Flag = 1 << 11

    static let stored = 0
    static let deflated = 8

    /// The field of a size or position that a ZIP64 record holds instead.
    static let zip64Marker = 0xFFFF_FFFF
}

/// Where the list of entries of an archive lies, from the record at its end (4.3.16).
struct ZipEnd {
    let entries: Int
    let directoryStart: Int
    let directoryLength: Int

    /// Finds the record, whose comment must end where the archive ends.
    ///
    /// Refuses with `invalid_archive` what has none, or two that both could be meant, or lies on several disks.
    init(_ archive: ArchiveBytes, file: String) throws(Refusal) {
        let latest = archive.count - ZipRecords.endLength
        var found: Int?
        for position in stride(from: latest, through: max(0, latest - 0xFFFF), by: -1)
        where archive.long(position) == ZipRecords.endSignature {
            guard let comment = archive.short(position + 20), position + ZipRecords.endLength + comment == archive.count
            else { continue }
            guard found == nil else {
                throw .invalidArchive(
                    LocalizedText(en: "it has two ends", de: "es hat zwei Enden"), file: file)
            }
            found = position
        }
        guard let end = found, let disk = archive.short(end + 4), let directoryDisk = archive.short(end + 6),
            let entriesHere = archive.short(end + 8), let entries = archive.short(end + 10),
            let length = archive.long(end + 12), let start = archive.long(end + 16)
        else { throw .noArchive(file: file) }
        let locator = archive.long(end - ZipRecords.zip64LocatorLength)
        guard locator != ZipRecords.zip64LocatorSignature, entries != 0xFFFF, length != ZipRecords.zip64Marker,
            start != ZipRecords.zip64Marker
        else { throw .zip64Archive(file: file) }
        guard disk == 0, directoryDisk == 0, entriesHere == entries else {
            throw .invalidArchive(
                LocalizedText(en: "it is one part of several", de: "es ist einer von mehreren Teilen"), file: file)
        }
        // What lies before the first entry or between the list and its end would be read by some and not by others.
        guard start + length == end else {
            throw .invalidArchive(
                LocalizedText(
                    en: "its list of files does not lie where its end says",
                    de: "seine Liste der Dateien liegt nicht, wo sein Ende es sagt"), file: file)
        }
        self.entries = entries
        directoryStart = start
        directoryLength = length
    }
}
