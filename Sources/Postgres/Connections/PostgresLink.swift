import CLibPQ
import Logging

/// One open libpq connection.
///
/// `@unchecked Sendable`: only the thread of the actor that owns it calls into it; the pointer is handed over to
/// nobody but deinit, which runs when no call can be under way any more.
final class PostgresLink: @unchecked Sendable {
    let pointer: OpaquePointer
    private let notices: Notices

    private final class Notices {
        let logger: Logger
        /// The server has said that it ends the session.
        var isFatal = false
        init(_ logger: Logger) { self.logger = logger }
    }

    /// Connects, and blocks until it is done.
    /// - Throws: `PostgresError` with `SQLState.unableToConnect`.
    init(_ configuration: PostgresConfiguration, logger: Logger) throws {
        let keywords = configuration.keywords
        let link = withCStrings(keywords.map(\.0)) { names in
            withCStrings(keywords.map(\.1)) { values in
                PQconnectdbParams(names, values, 0)
            }
        }
        guard let link else { throw PostgresError(.unableToConnect, "out of memory") }
        guard PQstatus(link) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(link)).trimmingNewlines()
            PQfinish(link)
            throw PostgresError(.unableToConnect, message)
        }
        pointer = link
        notices = Notices(logger)
        // Without this libpq prints notices to the terminal.
        PQsetNoticeReceiver(
            link,
            { argument, result in
                guard let argument else { return }
                let notice = PostgresError(result: result, connection: nil, statement: nil)
                let notices = Unmanaged<Notices>.fromOpaque(argument).takeUnretainedValue()
                let severity = PQresultErrorField(result, Int32(BUDDEL_DIAG_SEVERITY)).map { String(cString: $0) }
                if severity == "FATAL" || severity == "PANIC" { notices.isFatal = true }
                notices.logger.debug("notice: \(notice.message)")
            }, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit {
        PQfinish(pointer)
    }

    var isGood: Bool { PQstatus(pointer) == CONNECTION_OK && !notices.isFatal }
}

/// Calls the body with a list of C strings that ends with null.
func withCStrings<T>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
    let copies = strings.map { string in
        let bytes = Array(string.utf8CString)
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        return copy
    }
    defer { copies.forEach { $0.deallocate() } }
    return body(copies.map { UnsafePointer($0) } + [nil])
}
