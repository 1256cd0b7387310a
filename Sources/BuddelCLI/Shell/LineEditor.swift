import CLibEdit
import Dispatch
import Glibc
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

/// The line editor of a terminal, by libedit: cursor keys, history, completion with Tab, UTF-8.
///
/// libedit has one state per process and blocks while it waits for keys, so it runs on a serial queue of its own.
/// The history file belongs to its owner alone (0600).
public final class LineEditor: LineReading {
    private static let queue = DispatchQueue(label: "buddel.line-editor")
    private static let historyLines: Int32 = 1000
    private let historyPath: String?
    private let lastLine = Mutex("")

    /// Starts the editor; `historyDirectory` nil keeps the history in memory alone.
    public init(historyDirectory: String?) {
        let path = historyDirectory.flatMap(Self.historyFile)
        historyPath = path
        Self.queue.async {
            Self.useUTF8()
            "buddel".withCString { clibedit_set_name(strdup($0)) }
            rl_initialize()
            rl_parse_and_bind("bind ^C em-kill-line")
            using_history()
            stifle_history(Self.historyLines)
            if let path { read_history(path) }
            clibedit_set_completion { text, start, _ in LineCompletion.matches(text, start: start) }
        }
    }

    public func line(prompt: String, isCommand: Bool, completing source: (any CompletionSource)?) async -> String? {
        let line: String? = await withCheckedContinuation { continuation in
            Self.queue.async {
                LineCompletion.source.withLock { $0 = source }
                let typed = Self.withoutInterrupt { readline(prompt) }
                // The end of the input leaves the cursor in the prompt's line.
                if typed == nil { StreamSink.standardError.writeLine() }
                continuation.resume(returning: typed.map { String(cString: $0) })
                free(typed)
            }
        }
        if let line, isCommand { remember(line) }
        return line
    }

    /// `_POSIX_VDISABLE` of Linux: no key does this.
    private static let noCharacter: UInt8 = 0

    /// Runs `read` with Ctrl-C as a key, which empties the line, so that a slip of the finger ends neither the shell
    /// nor a time sheet; while a command runs, Ctrl-C ends the program as everywhere.
    private static func withoutInterrupt<Result>(_ read: () -> Result) -> Result {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return read() }
        var editing = before
        withUnsafeMutableBytes(of: &editing.c_cc) { $0[Int(VINTR)] = noCharacter }
        tcsetattr(STDIN_FILENO, TCSANOW, &editing)
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
        return read()
    }

    /// Keeps a line for the Up key; empty lines and repetitions are not kept.
    private func remember(_ line: String) {
        let isNew = lastLine.withLock { last in
            defer { last = line }
            return !line.isEmpty && line != last
        }
        guard isNew else { return }
        let path = historyPath
        Self.queue.async {
            add_history(line)
            if let path { write_history(path) }
        }
    }

    /// Letters outside of ASCII are edited right only in a UTF-8 locale; the machine's own is kept where it is one.
    private static func useUTF8() {
        setlocale(LC_CTYPE, "")
        guard let codeset = nl_langinfo(Int32(CODESET)), strcmp(codeset, "UTF-8") != 0 else { return }
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    /// The path of the history file, made for its owner alone; nil where it can't be.
    private static func historyFile(in directory: String) -> String? {
        guard (try? PrivateDirectory.make(directory)) != nil else { return nil }
        let path = directory + "/history"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return fchmod(descriptor, 0o600) == 0 ? path : nil
    }
}

/// The bridge from libedit's callback, which can capture nothing, to the source of the line being read.
enum LineCompletion {
    static let source = Mutex<(any CompletionSource)?>(nil)

    /// The matches in the form that libedit wants and frees: what replaces the word, then the possibilities, then nil.
    static func matches(
        _ text: UnsafePointer<CChar>?, start: Int32
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        clibedit_set_completion_over()
        guard let text, let line = clibedit_line(), let source = source.withLock({ $0 }) else { return nil }
        let word = String(cString: text)
        let before = String(String.UnicodeScalarView(String(cString: line).unicodeScalars.prefix(Int(start))))
        let words = (try? ShellWords.split(before)) ?? before.split(separator: " ").map(String.init)
        let found = source.completions(of: word, after: words)
        guard !found.isEmpty else { return nil }
        let texts =
            found.count == 1
            ? [found[0].insertion, found[0].insertion]
            : [replacement(of: word, by: found)] + found.map { PrintableText.escaping($0.display) }
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { list[index] = strdup(text) }
        list[texts.count] = nil
        return list
    }

    /// What several possibilities have in common; the typed word where that would lose some of it.
    static func replacement(of word: String, by found: [Completion]) -> String {
        let common = found.map(\.insertion).reduce(found[0].insertion) { common, text in
            String(zip(common, text).prefix { $0 == $1 }.map(\.0))
        }
        return common.hasPrefix(word) ? common : word
    }
}
