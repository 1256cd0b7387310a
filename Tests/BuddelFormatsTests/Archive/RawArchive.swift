import CZlib

@testable import BuddelFormats

/// A ZIP archive of which each figure can be made to lie.
struct RawArchive {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8] = Array("number\n".utf8)
        var flags = 1 << 11
        var method = 0
        /// Unix, as most archives are made.
        var maker = 3 << 8 | 20
        var attributes = 0o100644 << 16
        var extra: [UInt8] = []
        var size: Int?
        var packedSize: Int?
        var check: Int?
        /// Where the list says that the entry begins.
        var start: Int?
        /// The name in the entry's own head.
        var localName: [UInt8]?
        var localMethod: Int?
        var localFlags: Int?
        /// Behind the content.
        var descriptor: [UInt8] = []

        init(_ name: String, _ change: (inout Entry) -> Void = { _ in }) {
            self.name = Array(name.utf8)
            change(&self)
        }

        var told: (check: Int, packed: Int, size: Int) {
            (check ?? Int(CheckValue.crc32(content[...])), packedSize ?? content.count, size ?? content.count)
        }
    }

    var entries: [Entry]
    /// Before the first entry.
    var prefix: [UInt8] = []
    /// Between the last entry and the list.
    var gap: [UInt8] = []
    /// Behind the end.
    var suffix: [UInt8] = []
    var comment: [UInt8] = []
    var count: Int?
    var disk = 0
    var directoryLength: Int?
    var locator: [UInt8] = []

    init(_ entries: Entry...) { self.entries = entries }
    init(_ entries: [Entry]) { self.entries = entries }

    var bytes: [UInt8] {
        var bytes = prefix
        var list: [UInt8] = []
        for entry in entries {
            let start = bytes.count
            let (check, packed, size) = entry.told
            let flags = entry.localFlags ?? entry.flags
            // With a descriptor the head leaves the figures open.
            let isOpen = flags & 1 << 3 != 0
            bytes += Self.long(0x0403_4B50) + Self.short(20) + Self.short(flags)
            bytes += Self.short(entry.localMethod ?? entry.method) + Self.short(0) + Self.short(0x21)
            bytes += Self.long(isOpen ? 0 : check) + Self.long(isOpen ? 0 : packed) + Self.long(isOpen ? 0 : size)
            bytes += Self.short((entry.localName ?? entry.name).count) + Self.short(0)
            bytes += (entry.localName ?? entry.name) + entry.content + entry.descriptor
            list += Self.long(0x0201_4B50) + Self.short(entry.maker) + Self.short(20) + Self.short(entry.flags)
            list += Self.short(entry.method) + Self.short(0) + Self.short(0x21)
            list += Self.long(check) + Self.long(packed) + Self.long(size)
            list += Self.short(entry.name.count) + Self.short(entry.extra.count) + Self.short(0) + Self.short(disk)
            list += Self.short(0) + Self.long(entry.attributes) + Self.long(entry.start ?? start)
            list += entry.name + entry.extra
        }
        bytes += gap
        let start = bytes.count
        bytes += list + locator + Self.long(0x0605_4B50) + Self.short(disk) + Self.short(disk)
        bytes += Self.short(count ?? entries.count) + Self.short(count ?? entries.count)
        bytes += Self.long(directoryLength ?? list.count) + Self.long(start) + Self.short(comment.count)
        return bytes + comment + suffix
    }

    static func short(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
    static func long(_ value: Int) -> [UInt8] { short(value & 0xFFFF) + short(value >> 16 & 0xFFFF) }
}
