import CLibEdit
import Glibc
import Synchronization

/// Reads the keys for libedit, on the thread that libedit runs on.
///
/// While it waits it looks at the window's size a few times a second and lets libedit draw its line anew where it has
/// changed. A handler for the window's signal would do that on another thread, in the middle of whatever libedit does.
enum TerminalKeys {
    /// Milliseconds after which a changed window is noticed.
    private static let pause: Int32 = 150
    private static let lastSize = Mutex<[UInt16]>([])

    /// The next character as its scalar value; -1 at the end of the input. Bytes that are no UTF-8 are passed over.
    static func next() -> Int32 {
        while let first = nextByte() {
            guard let rest = lengthOfRest(after: first) else { continue }
            var bytes = [first]
            while bytes.count <= rest, let byte = nextByte() { bytes.append(byte) }
            guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first else { continue }
            return Int32(scalar.value)
        }
        return -1
    }

    /// Tells libedit the window's size where it is not the one it knows; true where it was told.
    @discardableResult
    static func adoptSize() -> Bool {
        var size = winsize()
        guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return false }
        let now = [size.ws_col, size.ws_row]
        let isNew = lastSize.withLock { last in
            defer { last = now }
            return !last.isEmpty && last != now
        }
        if isNew { rl_resize_terminal() }
        return isNew
    }

    private static func nextByte() -> UInt8? {
        waitForKey()
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1 ? byte : nil
        }
    }

    /// Returns when there is something to read, also the end of the input.
    private static func waitForKey() {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while true {
            TerminalMode.keepKeysOfTheEditor()
            let ready = poll(&input, 1, pause)
            if ready > 0 || ready < 0 && errno != EINTR { return }
            guard adoptSize() else { continue }
            // The line as the terminal has wrapped it anew would stand before the one that libedit draws.
            StreamSink.standardOutput.write("\r\u{1B}[J")
            rl_forced_update_display()
        }
    }

    /// How many bytes follow the first one of a character; nil where it is none.
    private static func lengthOfRest(after first: UInt8) -> Int? {
        switch first {
        case 0x00...0x7F: 0
        case 0xC2...0xDF: 1
        case 0xE0...0xEF: 2
        case 0xF0...0xF4: 3
        default: nil
        }
    }
}
