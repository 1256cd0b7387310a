import Glibc

/// Settings of the terminal for as long as an answer is typed; the ones before are back whatever happens inside.
enum TerminalMode {
    /// What the terminal sends for Ctrl-C.
    static let interrupt: UInt8 = 3
    /// `_POSIX_VDISABLE` of Linux: no key does this.
    private static let noCharacter: UInt8 = 0

    /// What is typed is not shown.
    static func withoutEcho<Result>(_ read: () -> Result) -> Result {
        changed(TCSAFLUSH, read, by: hideEcho)
    }

    /// Ctrl-C ends the line as its last character, and Ctrl-Z and Ctrl-\ do nothing.
    static func withInterruptEndingTheLine<Result>(hidden: Bool, _ read: () -> Result) -> Result {
        changed(hidden ? TCSAFLUSH : TCSADRAIN, read) { mode in
            withUnsafeMutableBytes(of: &mode.c_cc) { keys in
                for key in [VINTR, VSUSP, VQUIT] { keys[Int(key)] = noCharacter }
                keys[Int(VEOL2)] = interrupt
            }
            if hidden { hideEcho(&mode) }
        }
    }

    /// Ctrl-C, Ctrl-Z, Ctrl-\ and Ctrl-S are keys like others, of which the editor knows the first: it empties the line.
    /// So a slip of the finger ends, stops or freezes neither the shell nor a time sheet; while a command runs, Ctrl-C ends
    /// the program as everywhere.
    static func withKeysOfTheEditor<Result>(_ read: () -> Result) -> Result {
        changed(TCSANOW, read, by: freeKeys)
    }

    /// The same where libedit has set the terminal by its own mind, or a shell has after it stopped and continued us.
    static func keepKeysOfTheEditor() {
        var mode = termios()
        guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return }
        let taken = mode.c_lflag & tcflag_t(ISIG | ICANON | ECHO) | mode.c_iflag & tcflag_t(IXON)
        guard taken != 0 else { return }
        freeKeys(&mode)
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
        withUnsafeMutableBytes(of: &mode.c_cc) { keys in
            keys[Int(VMIN)] = 1
            keys[Int(VTIME)] = 0
        }
        tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    }

    private static func freeKeys(_ mode: inout termios) {
        mode.c_lflag &= ~tcflag_t(ISIG)
        mode.c_iflag &= ~tcflag_t(IXON)
    }

    private static func hideEcho(_ mode: inout termios) {
        mode.c_lflag &= ~tcflag_t(ECHO)
        mode.c_lflag |= tcflag_t(ECHONL)
    }

    private static func changed<Result>(
        _ action: Int32, _ read: () -> Result, by change: (inout termios) -> Void
    ) -> Result {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return read() }
        var mode = before
        change(&mode)
        tcsetattr(STDIN_FILENO, action, &mode)
        defer { tcsetattr(STDIN_FILENO, action, &before) }
        return read()
    }
}
