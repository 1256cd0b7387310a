import CZlib

/// Packs bytes as a raw deflate stream (RFC 1951), piece by piece, and counts what went in.
///
/// Guarantees: the same stream for the same bytes, however they are cut into pieces.
struct Deflation {
    private(set) var packed: [UInt8] = []
    private(set) var count = 0
    private(set) var check: UInt = 0

    /// Packs all pieces.
    init(_ pieces: some Sequence<ArraySlice<UInt8>>) {
        var stream = z_stream()
        let started = czlib_deflate_init_raw(&stream, 9)
        precondition(started == Z_OK, "zlib could not start: \(started)")
        defer { deflateEnd(&stream) }
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        for piece in pieces {
            count += piece.count
            check = CheckValue.crc32(piece, after: check)
            run(&stream, Array(piece), Z_NO_FLUSH, &chunk)
        }
        run(&stream, [], Z_FINISH, &chunk)
    }

    private mutating func run(_ stream: inout z_stream, _ bytes: [UInt8], _ flush: Int32, _ chunk: inout [UInt8]) {
        var input = bytes
        input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            var isFull = true
            while isFull {
                let produced = chunk.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let status = deflate(&stream, flush)
                    // Z_BUF_ERROR says that nothing was left to do.
                    precondition(status >= Z_OK || status == Z_BUF_ERROR, "zlib did not pack: \(status)")
                    return target.count - Int(stream.avail_out)
                }
                packed.append(contentsOf: chunk[..<produced])
                isFull = produced == chunk.count
            }
        }
    }
}
