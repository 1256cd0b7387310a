import CLibPQ
import Logging

/// One session of a PostgreSQL server.
///
/// The actor runs on a thread of its own, since libpq blocks. Values are always bound, results come in binary format.
/// A statement that is used a second time is prepared. Cancelling the task ends the query on the server.
///
/// Outside a transaction a connection that was lost is opened again by the next statement; settings of the session are
/// then those of the configuration again. Inside one, every further statement fails.
public actor PostgresConnection: PostgresSession {
    private let executor: ThreadExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    public nonisolated let configuration: PostgresConfiguration
    nonisolated let logger: Logger
    nonisolated let cancelSwitch = CancelSwitch()

    private var link: PostgresLink?
    var statements = StatementCache()
    /// Counts how often the connection was opened; a transaction belongs to one opening.
    private(set) var epoch = 0
    var copying: CopyDirection?

    enum CopyDirection {
        case into, out
    }

    private init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        executor = ThreadExecutor(name: "postgres")
    }

    /// Connects.
    /// - Throws: `PostgresError` with `SQLState.unableToConnect`.
    public static func connect(
        _ configuration: PostgresConfiguration, logger: Logger = Logger(label: "postgres")
    ) async throws -> PostgresConnection {
        let connection = PostgresConnection(configuration: configuration, logger: logger)
        try await connection.open()
        return connection
    }

    /// Connects, runs the closure and closes the connection; the connection must not escape the closure.
    @discardableResult
    public static nonisolated(nonsending) func withConnection<T>(
        _ configuration: PostgresConfiguration, logger: Logger = Logger(label: "postgres"),
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        let connection = try await connect(configuration, logger: logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    public func close() {
        link = nil
        copying = nil
        statements.forgetAll()
    }

    @discardableResult
    public func query(_ sql: SQL) async throws -> Rows {
        try await query(sql, epoch: nil)
    }

    /// Runs a statement on the opening of the connection that it belongs to.
    func query(_ sql: SQL, epoch: Int?) async throws -> Rows {
        let statement = BoundStatement(sql)
        return try await cancellable { connection in
            try connection.perform(statement, epoch: epoch)
        }
    }

    /// Runs a statement that a cancelled task must still bring to its end, such as a rollback.
    func queryIgnoringCancellation(_ sql: SQL, epoch: Int?) throws -> Rows {
        try perform(BoundStatement(sql), epoch: epoch)
    }

    public func executeScript(_ text: String, name: String?) async throws {
        try await executeScript(text, name: name, epoch: nil)
    }

    func executeScript(_ text: String, name: String?, epoch: Int?) async throws {
        try await cancellable { connection in
            let pointer = try connection.ready(epoch: epoch)
            guard PQsendQuery(pointer, text) == 1 else {
                throw PostgresError(result: nil, connection: pointer, statement: name)
            }
            PQclear(try connection.collect(pointer, statement: name))
        }
    }

    /// Runs blocking work that a cancellation of the task ends on the server.
    func cancellable<T>(_ work: (isolated PostgresConnection) throws -> T) async throws -> T {
        try Task.checkCancellation()
        let ticket = cancelSwitch.begin()
        defer { cancelSwitch.end() }
        do {
            return try await withTaskCancellationHandler {
                // Naming the actor keeps the closure on its thread; without it the work would block the shared pool.
                try work(self)
            } onCancel: {
                cancelSwitch.cancel(ticket)
            }
        } catch SQLState.queryCanceled where Task.isCancelled {
            throw CancellationError()
        }
    }
}

// The blocking half: everything from here runs on the connection's own thread and never suspends.
extension PostgresConnection {
    private func open() throws {
        let fresh = try PostgresLink(configuration, logger: logger)
        cancelSwitch.attach(to: fresh.pointer)
        statements.forgetAll()
        copying = nil
        epoch += 1
        link = fresh
    }

    /// The open connection, opened again where it was lost outside a transaction.
    func ready(epoch wanted: Int?) throws -> OpaquePointer {
        assertIsolated("libpq blocks and is called on the connection's own thread alone")
        if let wanted, wanted != epoch || link?.isGood != true {
            throw PostgresError(.connectionFailure, "the connection was lost during the transaction")
        }
        if copying != nil {
            throw PostgresError.misuse("a statement was run while a COPY is under way on the same connection")
        }
        if link?.isGood != true {
            if link != nil { logger.info("connection lost, connecting again") }
            try open()
        }
        return link!.pointer
    }

    /// The open connection while a COPY is under way.
    func copyPointer() throws -> OpaquePointer {
        assertIsolated("libpq blocks and is called on the connection's own thread alone")
        guard copying != nil, let link else { throw PostgresError.misuse("the COPY has ended") }
        return link.pointer
    }

    private func perform(_ statement: BoundStatement, epoch: Int?) throws -> Rows {
        let pointer = try ready(epoch: epoch)
        let prepared = try statements.name(for: statement, on: pointer, enabled: configuration.preparesStatements)
        let isSent =
            if let prepared {
                statement.send(on: pointer, prepared: prepared)
            } else {
                statement.send(on: pointer)
            }
        guard isSent else { throw PostgresError(result: nil, connection: pointer, statement: statement.name) }
        do {
            return Rows(taking: try collect(pointer, statement: statement.name), statement: statement.name)
        } catch let error where prepared != nil && StatementCache.isOutdated(error) {
            // After a change of the schema the server refuses a prepared statement whose columns have changed.
            statements.forget(statement)
            guard PQtransactionStatus(pointer) == PQTRANS_IDLE else { throw error }
            return try perform(statement, epoch: epoch)
        }
    }

    /// Reads all results of what was sent.
    /// - Returns: the last one, to be cleared by the caller.
    func collect(_ pointer: OpaquePointer, statement: String?) throws -> OpaquePointer {
        var last: OpaquePointer?
        var failure: PostgresError?
        while let result = PQgetResult(pointer) {
            switch PQresultStatus(result) {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                endUnwantedCopy(pointer, result)
                failure = failure ?? .misuse("a COPY runs only through copyIn and copyOut")
            case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
                failure = failure ?? PostgresError(result: result, connection: pointer, statement: statement)
                PQclear(result)
            default:
                PQclear(last)
                last = result
            }
            if PQstatus(pointer) == CONNECTION_BAD { break }
        }
        guard failure == nil, let last else {
            PQclear(last)
            throw failure ?? PostgresError(result: nil, connection: pointer, statement: statement)
        }
        return last
    }

    private func endUnwantedCopy(_ pointer: OpaquePointer, _ result: OpaquePointer) {
        if PQresultStatus(result) == PGRES_COPY_OUT {
            var buffer: UnsafeMutablePointer<CChar>?
            while PQgetCopyData(pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
        } else {
            PQputCopyEnd(pointer, "not expected")
        }
        PQclear(result)
    }
}

// What the pool asks a connection.
extension PostgresConnection {
    /// False where the server has closed the connection, as far as can be seen without a round trip.
    func isAlive() -> Bool {
        guard let link, link.isGood, copying == nil else { return false }
        guard PQconsumeInput(link.pointer) == 1 else { return false }
        // Reads the server's last words, which arrive before the end of the connection does.
        _ = PQisBusy(link.pointer)
        return link.isGood
    }

    /// Rolls back what was left open.
    /// - Returns: false where the connection can't be used again.
    func settle() -> Bool {
        guard let link, isAlive() else { return false }
        switch PQtransactionStatus(link.pointer) {
        case PQTRANS_IDLE: return true
        case PQTRANS_INTRANS, PQTRANS_INERROR:
            logger.warning("a transaction was left open and is rolled back")
            let result = try? queryIgnoringCancellation("rollback", epoch: epoch)
            return result != nil && PQtransactionStatus(link.pointer) == PQTRANS_IDLE
        default: return false
        }
    }

    /// True inside a transaction, a failed one included.
    var isInTransaction: Bool {
        guard let link else { return false }
        return PQtransactionStatus(link.pointer) == PQTRANS_INTRANS
            || PQtransactionStatus(link.pointer) == PQTRANS_INERROR
    }

    /// The server's process for this session.
    public var serverProcess: Int32 {
        link.map { PQbackendPID($0.pointer) } ?? 0
    }

    /// The socket, for waiting on it.
    var socket: Int32? {
        link.map { PQsocket($0.pointer) }
    }
}
