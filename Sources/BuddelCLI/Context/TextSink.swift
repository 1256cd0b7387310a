import Glibc
import Synchronization

/// Where text goes: a stream of the process, or a buffer of a test.
public protocol TextSink: Sendable {
    /// Writes all of `text`; a reader that has gone away is no error, any other fault is kept for `takeFault`.
    func write(_ text: String)
    /// Why something that was written is lost, as the system's `errno`, and forgets it; nil where nothing is.
    func takeFault() -> Int32?
}

extension TextSink {
    public func takeFault() -> Int32? { nil }

    /// Writes `text` and a line break.
    public func writeLine(_ text: String = "") {
        write(text + "\n")
    }
}

/// A stream of the process, unbuffered, so that output and errors keep their order.
public final class StreamSink: TextSink {
    let descriptor: Int32
    private let fault = Mutex<Int32?>(nil)

    init(descriptor: Int32) { self.descriptor = descriptor }

    public static let standardOutput = StreamSink(descriptor: STDOUT_FILENO)
    public static let standardError = StreamSink(descriptor: STDERR_FILENO)

    public func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else {
                    if written < 0, errno != EPIPE { keep(errno) }
                    return
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    public func takeFault() -> Int32? {
        fault.withLock { fault in
            defer { fault = nil }
            return fault
        }
    }

    /// The first fault is the cause; what follows is its consequence.
    private func keep(_ error: Int32) {
        fault.withLock { $0 = $0 ?? error }
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
