import Buddelverein

/// Text files arrive as UTF-8 with or without a byte order mark, or as Windows-1252; inside there is only UTF-8.
enum TextEncoding {
    case utf8
    case windows1252

    /// The UTF-8 bytes of a text file without its byte order mark, and what it was written in.
    ///
    /// Refuses UTF-16, NUL bytes, bytes that Windows-1252 doesn't assign, and long runs of combining marks
    /// (`invalid_text`).
    static func decode(_ bytes: [UInt8], file: String) throws(Refusal) -> (bytes: [UInt8], encoding: TextEncoding) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .utf16(at: Refusal.Place(file: file))
        }
        if let index = bytes.firstIndex(of: 0) {
            throw .nulByte(at: Refusal.Place(file: file, line: line(of: index, in: bytes)))
        }
        if isUTF8(bytes) {
            if let index = CombiningMarks.firstLongRun(in: bytes) {
                throw .tooManyMarks(at: Refusal.Place(file: file, line: line(of: index, in: bytes)))
            }
            return (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes, .utf8)
        }
        return (try fromWindows1252(bytes, file: file), .windows1252)
    }

    /// Whether all bytes are well-formed UTF-8.
    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") }
    }

    /// The UTF-8 bytes of Windows-1252 text; refuses bytes that it does not assign (`invalid_text`).
    static func fromWindows1252(_ bytes: [UInt8], file: String) throws(Refusal) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for (index, byte) in bytes.enumerated() {
            if byte < 0x80 {
                out.append(byte)
                continue
            }
            let scalar = byte >= 0xA0 ? UInt16(byte) : high[Int(byte) - 0x80]
            if scalar == 0 {
                throw .unassignedByte(byte, at: Refusal.Place(file: file, line: line(of: index, in: bytes)))
            }
            if scalar < 0x800 {
                out.append(0xC0 | UInt8(scalar >> 6))
            } else {
                out.append(0xE0 | UInt8(scalar >> 12))
                out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            }
            out.append(0x80 | UInt8(scalar & 0x3F))
        }
        return out
    }

    /// The code points of 0x80 to 0x9F in Windows-1252; 0 where none is assigned.
    private static let high: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
