import Dispatch
import Synchronization

/// Where answers come from, line by line: a keyboard, a pipe, or the script of a test.
public protocol LineSource: Sendable {
    /// The next line without its line break; nil at the end of the input.
    func nextLine() async -> String?
    /// The next line, not shown while it is typed on a terminal.
    func nextHiddenLine() async -> String?
}

/// Standard input, read on a queue of its own, so that waiting for a person holds no thread of the program's pool.
public struct StandardInput: LineSource {
    private static let queue = DispatchQueue(label: "buddel.standard-input")

    public init() {}

    public func nextLine() async -> String? {
        await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: readLine()) }
        }
    }

    public func nextHiddenLine() async -> String? {
        await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: TerminalMode.withoutEcho { readLine() }) }
        }
    }
}

/// Answers written down beforehand.
public final class ScriptedInput: LineSource {
    private let lines: Mutex<[String]>

    public init(_ lines: [String]) {
        self.lines = Mutex(lines.reversed())
    }

    public func nextLine() async -> String? {
        lines.withLock { $0.popLast() }
    }

    public func nextHiddenLine() async -> String? {
        await nextLine()
    }
}
