import BuddelHTTP
import Logging
import Synchronization

/// A log in JSON that keeps its lines.
final class LogLines: Sendable {
    private let state = Mutex<[String]>([])

    var all: [String] { state.withLock { $0 } }

    func count(of text: String) -> Int { all.count { $0.contains(text) } }

    func logger() -> Logger {
        Logger(label: "buddel.test") { label in
            JSONLogHandler(label: label) { line in self.state.withLock { $0.append(line) } }
        }
    }
}
