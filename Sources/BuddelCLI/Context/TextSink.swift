import Glibc
import Synchronization

/// Where text goes: a stream of the process, or a buffer of a test.
public protocol TextSink: Sendable {
    /// Writes all of `text`; a reader that has gone away is no error.
    func write(_ text: String)
}

extension TextSink {
    /// Writes `text` and a line break.
    public func writeLine(_ text: String = "") {
        write(text + "\n")
    }
}

/// A stream of the process, unbuffered, so that output and errors keep their order.
public struct StreamSink: TextSink {
    let descriptor: Int32

    public static let standardOutput = StreamSink(descriptor: STDOUT_FILENO)
    public static let standardError = StreamSink(descriptor: STDERR_FILENO)

    public func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }
}

/// Keeps what was written, for tests and for what is shown later.
public final class BufferSink: TextSink {
    private let content = Mutex("")

    public init() {}

    public func write(_ text: String) {
        content.withLock { $0 += text }
    }

    /// Everything written so far.
    public var text: String { content.withLock { $0 } }
}
