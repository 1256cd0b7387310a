import Dispatch
import Glibc

/// The answers to a command's questions inside the shell: Ctrl-C and Ctrl-D leave the command, not the shell.
///
/// Reads the terminal itself: the standard library keeps an end of the input for good, so that one Ctrl-D would answer
/// every later question too.
struct ShellInput: LineSource {
    private static let queue = DispatchQueue(label: "buddel.shell-input")

    func nextLine() async -> String? { await line(hidden: false) }

    func nextHiddenLine() async -> String? { await line(hidden: true) }

    private func line(hidden: Bool) async -> String? {
        await withCheckedContinuation { continuation in
            Self.queue.async {
                let line = TerminalMode.withInterruptEndingTheLine(hidden: hidden) { Self.readLine(STDIN_FILENO) }
                // Neither key has moved the cursor to the next line.
                if line == nil { StreamSink.standardError.writeLine() }
                continuation.resume(returning: line)
            }
        }
    }

    /// The next line of a terminal, which gives one a time; nil at its end, and where Ctrl-C ended it.
    static func readLine(_ descriptor: Int32) -> String? {
        var line: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            line += piece[..<count]
            switch line.last {
            case UInt8(ascii: "\n"): return String(decoding: line.dropLast(), as: UTF8.self)
            case TerminalMode.interrupt: return nil
            default: continue
            }
        }
    }
}
