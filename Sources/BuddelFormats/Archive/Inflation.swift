import Buddelverein
import CZlib

/// Unpacks a raw deflate stream (RFC 1951) and stops where it gives more than was announced.
enum Inflation {
    enum Fault: Error {
        /// The stream is broken, or goes on behind its end.
        case broken
        /// It gives more than `limit` bytes.
        case tooLong
    }

    /// The bytes of the stream, at most `limit`; memory grows with what comes out, not with what was announced.
    static func inflated(_ packed: ArraySlice<UInt8>, limit: Int) throws(Fault) -> [UInt8] {
        var stream = z_stream()
        let started = czlib_inflate_init_raw(&stream)
        precondition(started == Z_OK, "zlib could not start: \(started)")
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        // zlib counts in 32 bits; an archive has at most 4 GB, since ZIP64 is refused.
        var input = Array(packed)
        return try input.withUnsafeMutableBufferPointer { source throws(Fault) in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(clamping: source.count)
            while true {
                let (status, produced) = chunk.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    return (status, target.count - Int(stream.avail_out))
                }
                guard output.count + produced <= limit else { throw .tooLong }
                output.append(contentsOf: chunk[..<produced])
                if status == Z_STREAM_END {
                    guard stream.avail_in == 0 else { throw .broken }
                    return output
                }
                guard status == Z_OK, produced > 0 || stream.avail_in > 0 else { throw .broken }
            }
        }
    }
}
