import BuddelOperations
import Metrics

/// What the server counts besides requests: who was refused and why, log-ins, and what is going on at the moment.
struct ServerCounts: Sendable {
    let metrics: PrometheusMetrics

    /// A request that a bound refused: `address`, `login`, `user`, `busy`, `slow_server`.
    func refused(_ bound: String) {
        Counter(label: "buddel_http_refused", dimensions: [("bound", bound)], factory: metrics).increment()
    }

    /// A connection that was cut: `slow_body`, `slow_reader`, `no_request`, `too_large`, `malformed`, `address`.
    func cut(_ reason: String) {
        Counter(label: "buddel_http_connections_cut", dimensions: [("reason", reason)], factory: metrics).increment()
    }

    func logIn(_ status: Int) {
        let outcome = status == 201 ? "opened" : "refused"
        Counter(label: "buddel_logins", dimensions: [("outcome", outcome)], factory: metrics).increment()
    }

    var inFlight: Meter { Meter(label: "buddel_http_requests_in_flight", factory: metrics) }

    /// Looks at what only a look can tell: queue, connections, the pool of the database.
    func refresh(_ workshop: Workshop, _ connections: OpenConnections, _ app: BuddelApp?) async {
        let load = workshop.load
        set("buddel_http_requests_working", load.working)
        set("buddel_http_requests_waiting", load.waiting)
        set("buddel_http_uploads", load.uploads)
        set("buddel_http_connections", connections.count)
        guard let pool = await app?.connectionCounts() else { return }
        set("buddel_database_connections", pool.lent, [("state", "lent")])
        set("buddel_database_connections", pool.idle, [("state", "idle")])
        set("buddel_database_waiting", pool.waiting)
    }

    private func set(_ gauge: String, _ value: Int, _ labels: [(String, String)] = []) {
        Meter(label: gauge, dimensions: labels, factory: metrics).set(value)
    }
}
