/// The bytes of an archive, read as little-endian numbers at positions that are checked.
struct ArchiveBytes {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    /// Two bytes; nil beyond the end.
    func short(_ position: Int) -> Int? {
        guard position >= 0, position <= count - 2 else { return nil }
        return Int(bytes[position]) | Int(bytes[position + 1]) << 8
    }

    /// Four bytes; nil beyond the end.
    func long(_ position: Int) -> Int? {
        guard let low = short(position), let high = short(position + 2) else { return nil }
        return low | high << 16
    }

    /// A stretch; nil where it does not lie inside.
    func slice(_ start: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard start >= 0, length >= 0, start <= count, length <= count - start else { return nil }
        return bytes[start..<start + length]
    }
}
