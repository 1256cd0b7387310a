import Foundation
import Glibc
import Synchronization

/// The built binary on a terminal of its own, with a person at it who types and reads.
final class PseudoTerminal: Sendable {
    private let controller: Int32
    private let process: Process
    private let screen = Mutex("")
    private let isAbandoned = Mutex(false)
    private let hasClosed = DispatchSemaphore(value: 0)

    /// Starts the program on a terminal of 80 columns; its environment is the program's, with a token of somebody.
    init(_ program: Program, as token: String? = nil, language: String = "en", _ arguments: String...) throws {
        var ends: (controller: Int32, terminal: Int32) = (-1, -1)
        guard openpty(&ends.controller, &ends.terminal, nil, nil, nil) == 0 else { throw POSIXError(.ENXIO) }
        for end in [ends.controller, ends.terminal] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        controller = ends.controller
        let terminal = FileHandle(fileDescriptor: ends.terminal, closeOnDealloc: false)
        process = try program.start(arguments, on: terminal, as: token, language: language)
        // Only the program holds it now, so that its end ends the reading.
        try terminal.close()
        resize(columns: 80)
        Thread { [self] in
            collect()
            hasClosed.signal()
        }.start()
    }

    /// Reads what the program shows until it has ended or the terminal is to be closed.
    private func collect() {
        var piece = [UInt8](repeating: 0, count: 4096)
        var rest: [UInt8] = []
        while !isAbandoned.withLock({ $0 }) {
            // A read under way would keep the terminal open while it is closed.
            var output = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            guard poll(&output, 1, 50) > 0 else { continue }
            let count = read(controller, &piece, piece.count)
            guard count > 0 else { return }
            rest += piece[..<count]
            // A character may come in two pieces.
            guard let text = String(validating: rest, as: UTF8.self) else { continue }
            rest = []
            screen.withLock { $0 += text }
        }
    }

    /// Types keys; they are all there at once, as a pasted block is.
    func type(_ keys: String) {
        var keys = keys
        keys.withUTF8 { bytes in _ = write(controller, bytes.baseAddress, bytes.count) }
    }

    func resize(columns: UInt16) {
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    /// Waits until the screen has shown a text since the last call, and forgets all up to it; false after a long time.
    func shows(_ text: String, tries: Int = 1200) -> Bool {
        for _ in 0..<tries {
            let isThere = screen.withLock { screen in
                guard let found = screen.range(of: text) else { return false }
                screen = String(screen[found.upperBound...])
                return true
            }
            if isThere { return true }
            usleep(50_000)
        }
        return false
    }

    /// Types a key until the screen shows a text: until the terminal is set for an answer, Ctrl-C is nothing to a program
    /// that the terminal does not control.
    func type(_ key: String, until text: String) -> Bool {
        for _ in 0..<60 {
            type(key)
            if shows(text, tries: 20) { return true }
        }
        return false
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end; the status, or the negative number of the signal that ended it.
    func end() -> Int32 {
        let status = status()
        hasClosed.wait()
        close(controller)
        return status
    }

    /// Closes the terminal under the program, as who closes its window does, and waits for the end.
    func hangUp() -> Int32 {
        isAbandoned.withLock { $0 = true }
        hasClosed.wait()
        close(controller)
        return status()
    }

    /// What does not end by itself, also because it was stopped, is killed after a long time.
    private func status() -> Int32 {
        for _ in 0..<1200 where process.isRunning { usleep(50_000) }
        if process.isRunning { send(SIGKILL) }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
