import Synchronization

/// Reads the lines of a dialogue: an editor on a terminal, plain lines from a pipe.
public protocol LineReading: Sendable {
    /// The next line after showing `prompt`; nil at the end of the input. `isCommand` lines go into the history,
    /// answers, which name people, do not.
    func line(prompt: String, isCommand: Bool, completing source: (any CompletionSource)?) async -> String?
}

/// Plain lines, for scripts that are piped in; prompts are not shown.
public struct PlainLines: LineReading {
    let source: any LineSource

    public init(_ source: any LineSource) {
        self.source = source
    }

    public func line(prompt: String, isCommand: Bool, completing _: (any CompletionSource)?) async -> String? {
        await source.nextLine()
    }
}

/// Counts the lines that were read, so that a script's fault can be found.
final class CountedLines: LineReading {
    private let lines: any LineReading
    private let read = Mutex(0)

    init(_ lines: any LineReading) {
        self.lines = lines
    }

    /// The number of the line that was read last.
    var count: Int { read.withLock { $0 } }

    func line(prompt: String, isCommand: Bool, completing source: (any CompletionSource)?) async -> String? {
        let line = await lines.line(prompt: prompt, isCommand: isCommand, completing: source)
        if line != nil { read.withLock { $0 += 1 } }
        return line
    }
}
