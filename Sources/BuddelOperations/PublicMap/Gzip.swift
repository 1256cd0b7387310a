import CZlib

/// The gzip form of `bytes` (RFC 1952) at the best level.
///
/// Guarantees: the same bytes for the same input: the header has no time and no name.
public func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let started = czlib_deflate_init_gzip(&stream, 9)
    precondition(started == Z_OK, "zlib could not start: \(started)")
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    var input = bytes
    let produced = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            // The output has room for the worst case, so one call ends the stream.
            let status = deflate(&stream, Z_FINISH)
            precondition(status == Z_STREAM_END, "zlib did not finish: \(status)")
            return target.count - Int(stream.avail_out)
        }
    }
    return Array(output.prefix(produced))
}
