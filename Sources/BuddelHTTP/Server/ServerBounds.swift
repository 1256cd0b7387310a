/// What one instance of the server takes at most; what lies beyond is refused or cut, and never waited for.
///
/// Counts and rates hold for each instance by itself: N instances take N times as much.
public struct ServerBounds: Sendable, Equatable {
    /// Connections that are open at a time; the next ones wait in the system's queue.
    public var connections = 1_000
    /// Connections of one address at a time; 0 is no bound. Trusted proxies have none.
    public var connectionsPerAddress = 100

    /// Bytes of all headers of a request, its first line included.
    public var headerBytes = 16_384
    public var headerCount = 100
    /// Bytes of a request's address.
    public var addressBytes = 8_192
    /// Bytes of a body of JSON; files have a bound of their own.
    public var bodyBytes = 1_048_576
    /// Bytes of a body that nobody has to be logged in for.
    public var openBodyBytes = 16_384

    /// Seconds from the opening of a connection until a request's headers have arrived, a TLS handshake included.
    public var headerSeconds = 10
    /// Seconds a connection may be open without a request.
    public var idleSeconds = 30
    /// Seconds until the whole body has arrived.
    public var bodySeconds = 300
    /// Bytes a second that a client must send and take on average, once `graceSeconds` are over.
    public var bytesPerSecond = 1_024
    public var graceSeconds = 10

    /// Seconds that the server itself may take for a request, waiting for its turn included.
    public var requestSeconds = 30
    /// Seconds that running requests get to finish when the server ends.
    public var shutdownSeconds = 30

    /// Requests of the API that work at a time; each may hold a connection to the database.
    public var working = 8
    /// Requests that wait for their turn; the next one is refused at once.
    public var waiting = 64
    /// Bodies above `openBodyBytes` that are received at a time.
    public var uploads = 8

    /// Requests a minute of one address, of any kind; 0 is no bound.
    public var addressRate = 1_200
    /// Log-ins a minute of one address; 0 is no bound.
    public var logInRate = 10
    /// Requests a minute of one user, whatever his tokens; 0 is no bound.
    public var userRate = 600
    /// Addresses and users whose rates are kept, each.
    public var rateEntries = 20_000

    public init() {}
}
