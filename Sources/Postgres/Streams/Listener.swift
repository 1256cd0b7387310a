import CLibPQ
import Glibc
import Logging

/// What others send by NOTIFY, on a connection of its own that is opened again whenever it is lost.
///
/// While no connection is open notifications are lost. So `.listening` comes first and again after each reconnect: on
/// it, read anew whatever the notifications tell of. The first connection must succeed; later ones are tried until the
/// task is cancelled. Cancelling the task ends the iteration with `CancellationError`.
public struct Listener: AsyncSequence, Sendable {
    public enum Event: Hashable, Sendable {
        /// From now on notifications arrive; what came before may have been missed.
        case listening
        case notification(channel: String, payload: String)
    }

    public typealias Element = Event

    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let logger: Logger

    public init(
        _ configuration: PostgresConfiguration, channels: [String], logger: Logger = Logger(label: "postgres")
    ) {
        self.configuration = configuration
        self.channels = channels
        self.logger = logger
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(configuration: configuration, channels: channels, logger: logger)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let configuration: PostgresConfiguration
        fileprivate let channels: [String]
        fileprivate let logger: Logger
        private var connection: PostgresConnection?
        private var wasConnected = false
        private var pending: [Event] = []

        fileprivate init(configuration: PostgresConfiguration, channels: [String], logger: Logger) {
            self.configuration = configuration
            self.channels = channels
            self.logger = logger
        }

        public mutating func next() async throws -> Event? {
            while pending.isEmpty {
                try Task.checkCancellation()
                guard let connection else {
                    connection = try await connect()
                    wasConnected = true
                    return .listening
                }
                do {
                    pending = try await connection.awaitNotifications()
                } catch let error as PostgresError {
                    logger.warning("listening was broken off: \(error)")
                    self.connection = nil
                }
            }
            return pending.removeFirst()
        }

        private func connect() async throws -> PostgresConnection {
            var pause = Duration.milliseconds(50)
            while true {
                do {
                    let connection = try await PostgresConnection.connect(configuration, logger: logger)
                    for channel in channels {
                        try await connection.execute("listen \(identifier: channel)")
                    }
                    return connection
                } catch let error as PostgresError where wasConnected {
                    logger.info("listening is tried again: \(error)")
                    try await Task.sleep(for: pause)
                    pause = Swift.min(pause * 2, .seconds(5))
                }
            }
        }
    }
}

extension PostgresConnection {
    /// Waits on the socket until notifications have arrived.
    func awaitNotifications() async throws -> [Listener.Event] {
        let wake = try WakePipe()
        return try await withTaskCancellationHandler {
            let pointer = try ready(epoch: epoch)
            while true {
                guard PQconsumeInput(pointer) == 1 else {
                    throw PostgresError(result: nil, connection: pointer, statement: "listen")
                }
                var events: [Listener.Event] = []
                while let notification = PQnotifies(pointer) {
                    events.append(
                        .notification(
                            channel: String(cString: notification.pointee.relname),
                            payload: String(cString: notification.pointee.extra)))
                    PQfreemem(notification)
                }
                if !events.isEmpty { return events }
                try Task.checkCancellation()
                wake.wait(beside: PQsocket(pointer))
            }
        } onCancel: {
            wake.ring()
        }
    }
}

/// Ends a `poll` from another thread.
private final class WakePipe: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw PostgresError(.connectionException, "no pipe: " + String(cString: strerror(errno)))
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Blocks until the socket has something to read or the pipe was rung.
    func wait(beside socket: Int32) {
        var watched = [
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&watched, 2, -1)
    }

    func ring() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }
}
