import Glibc

/// What is known of the terminal, if there is one.
public struct Terminal: Sendable {
    /// Whether somebody can answer: input and error stream both are a terminal.
    public var isInteractive: Bool
    /// Whether results go to a terminal.
    public var showsOutput: Bool
    /// Whether messages go to a terminal; progress bars are drawn only there.
    public var showsErrors: Bool
    /// Columns that a table may take; nil means no limit.
    public var columns: Int?
    public var usesColour: Bool

    public init(
        isInteractive: Bool = false, showsOutput: Bool = false, showsErrors: Bool = false, columns: Int? = nil,
        usesColour: Bool = false
    ) {
        self.isInteractive = isInteractive
        self.showsOutput = showsOutput
        self.showsErrors = showsErrors
        self.columns = columns
        self.usesColour = usesColour
    }

    /// The terminal of this process; `NO_COLOR` (no-color.org) and `TERM=dumb` turn colour off.
    public static func ofProcess(environment: [String: String]) -> Terminal {
        let output = isatty(STDOUT_FILENO) == 1
        let errors = isatty(STDERR_FILENO) == 1
        let plain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
        return Terminal(
            isInteractive: isatty(STDIN_FILENO) == 1 && errors,
            showsOutput: output,
            showsErrors: errors,
            columns: output ? columns(environment: environment) : nil,
            usesColour: output && errors && !plain)
    }

    private static func columns(environment: [String: String]) -> Int {
        if let named = environment["COLUMNS"].flatMap({ Int($0) }), named > 0 { return named }
        var size = winsize()
        let known = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }

    /// `text` in a style of the terminal, or as it is where there are no colours.
    func styled(_ text: String, _ style: Style) -> String {
        usesColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The few styles that Buddel uses; none carries meaning alone.
    enum Style: String {
        case strong = "1"
        case faint = "2"
        case warning = "33"
        case error = "31;1"
        case good = "32"
    }
}
