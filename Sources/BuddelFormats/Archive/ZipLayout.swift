import Buddelverein

/// Where the entries of an archive lie: each behind the other, with heads that repeat what the list says.
enum ZipLayout {
    /// Finds where the content of each entry begins.
    ///
    /// Refuses with `invalid_archive` entries that overlap, as those of bombs do that unpack one stretch many times, bytes
    /// between them that no list names, and heads that say otherwise than the list.
    static func check(
        _ entries: inout [ZipEntry], _ archive: ArchiveBytes, until end: Int, file: String
    ) throws(Refusal) {
        let order = entries.indices.sorted { entries[$0].start < entries[$1].start }
        var position = 0
        for (place, index) in order.enumerated() {
            let next = place + 1 < order.count ? entries[order[place + 1]].start : end
            guard entries[index].start == position else {
                throw position > entries[index].start
                    ? .overlappingEntry(entries[index].name, file: file) : .hiddenBytes(file: file)
            }
            position = try locate(&entries[index], archive, next: next, file: file)
        }
        guard position == end else { throw .hiddenBytes(file: file) }
    }

    /// Reads an entry's own head (4.3.7); returns where the next one has to begin.
    private static func locate(
        _ entry: inout ZipEntry, _ archive: ArchiveBytes, next: Int, file: String
    ) throws(Refusal) -> Int {
        let start = entry.start
        guard archive.long(start) == ZipRecords.localSignature, let flags = archive.short(start + 6),
            let method = archive.short(start + 8), let check = archive.long(start + 14),
            let packedSize = archive.long(start + 18), let size = archive.long(start + 22),
            let nameLength = archive.short(start + 26), let extraLength = archive.short(start + 28),
            let rawName = archive.slice(start + ZipRecords.localLength, nameLength)
        else { throw .brokenEntry(entry.name, file: file) }
        let hasDescriptor = flags & ZipRecords.descriptorFlag != 0
        let figures = (UInt(check), packedSize, size)
        let told = (entry.check, entry.packedSize, entry.size)
        // With a descriptor the head may leave them open.
        guard figures == told || (hasDescriptor && figures == (0, 0, 0)) else {
            let isMarked = packedSize == ZipRecords.zip64Marker || size == ZipRecords.zip64Marker
            throw isMarked ? .zip64Archive(file: file) : .contradictoryEntry(entry.name, file: file)
        }
        guard rawName.elementsEqual(entry.rawName), method == entry.method,
            (flags ^ entry.flags) & (ZipRecords.encryptedFlags | ZipRecords.descriptorFlag | ZipRecords.utf8Flag) == 0
        else { throw .contradictoryEntry(entry.name, file: file) }
        entry.contentStart = start + ZipRecords.localLength + nameLength + extraLength
        let contentEnd = entry.contentStart + entry.packedSize
        guard contentEnd <= next else { throw .overlappingEntry(entry.name, file: file) }
        guard hasDescriptor else { return contentEnd }
        return contentEnd + (try descriptorLength(entry, archive, at: contentEnd, file: file))
    }

    /// The length of the figures behind a content (4.3.9), with or without their signature.
    private static func descriptorLength(
        _ entry: ZipEntry, _ archive: ArchiveBytes, at position: Int, file: String
    ) throws(Refusal) -> Int {
        for lead in [4, 0] where lead == 0 || archive.long(position) == ZipRecords.descriptorSignature {
            if archive.long(position + lead) == Int(entry.check),
                archive.long(position + lead + 4) == entry.packedSize, archive.long(position + lead + 8) == entry.size
            {
                return lead + 12
            }
        }
        throw .contradictoryEntry(entry.name, file: file)
    }
}
