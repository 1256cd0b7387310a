import Buddelverein
import Synchronization

/// A bar on the error stream for work that takes long; silent where that is no terminal.
public final class ProgressBar: Sendable {
    private let sink: any TextSink
    private let title: String
    private let total: Int
    private let isVisible: Bool
    private let lastPercent = Mutex(-1)

    private static let cells = 30

    public init(_ title: LocalizedText, total: Int, in context: CommandContext) {
        self.title = title[context.language]
        self.total = max(total, 1)
        sink = context.standardError
        isVisible = context.terminal.showsErrors && context.output == .table
    }

    /// Draws `done` of the total; drawn again only when the percentage has changed.
    public func update(_ done: Int) {
        guard isVisible else { return }
        let done = min(max(done, 0), total)
        let percent = done * 100 / total
        let changed = lastPercent.withLock { last in
            defer { last = percent }
            return last != percent
        }
        guard changed else { return }
        let filled = percent * Self.cells / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.cells - filled)
        sink.write("\r\u{1B}[K\(title) \(bar) \(percent) %")
    }

    /// Takes the bar off the screen.
    public func finish() {
        guard isVisible, lastPercent.withLock({ $0 >= 0 }) else { return }
        sink.write("\r\u{1B}[K")
    }
}
