import CLibEdit
import Dispatch
import Glibc
import Synchronization

/// The line editor of a terminal, by libedit: cursor keys, history, completion with Tab, UTF-8.
///
/// libedit has one state per process and blocks while it waits for keys, so it runs on a serial queue of its own, and
/// nothing else touches it: signals, which any thread may get, are left to the system (`TerminalKeys`).
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
            clibedit_use_keys { _ in TerminalKeys.next() }
            rl_initialize()
            TerminalKeys.adoptSize()
            rl_parse_and_bind("bind ^C em-kill-line")
            // libedit's own answer to this key stops the whole process group, as the terminal would.
            rl_parse_and_bind("bind ^Z ed-ignore")
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
                let typed = TerminalMode.withKeysOfTheEditor {
                    TerminalKeys.adoptSize()
                    return readline(prompt)
                }
                // The end of the input leaves the cursor in the prompt's line.
                if typed == nil { StreamSink.standardError.writeLine() }
                continuation.resume(returning: typed.map { String(cString: $0) })
                free(typed)
            }
        }
        if let line, isCommand { remember(line) }
        return line
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
