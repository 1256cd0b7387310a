import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// A connection with where it lies and who held it before.
    public struct ConnectionDetails: Sendable, Hashable {
        public var connection: Connection
        public var version: Int
        /// Nil outside of every loaded border.
        public var ags: Ags?
        public var earlierHolders: [Holding]
    }

    /// All connections with their present holders, in natural order of their codes.
    public func listConnections(in association: String?) async throws -> [ConnectionDetails] {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            try await work.connectionDetails(in: key)
        }
    }

    /// One connection; refuses with `not_found`.
    public func fetchConnection(_ code: String, in association: String?) async throws -> ConnectionDetails {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            guard let found = try await work.connectionDetails(in: key).first(where: { $0.connection.code == code })
            else { throw Refusal.absent(.connection, code, field: "code") }
            return found
        }
    }

    /// Adds a connection; an empty code becomes the next one, `C-1`, `C-2` and so on. Returns the connection.
    ///
    /// Two who add at the same moment get different codes. Refuses with the record's faults and `already_exists`. Takes
    /// the numbering lock.
    public func addConnection(_ connection: Connection, in association: String?) async throws -> Connection {
        try await perform(.networkChange, in: association) { work, key in
            try await NumberingLock(work.transaction).take(associationID: key.id)
            let store = ConnectionStore(work.transaction, in: key.id)
            var connection = connection
            if connection.code.isEmpty {
                connection.code = NaturalOrder.next(prefix: "C-", after: try await store.list().map(\.code))
            }
            let known = KnownRecords(
                members: try await MemberStore(work.transaction, in: key.id).list(),
                areas: try await AreaStore(work.transaction, in: key.id).list().map(\.code))
            try work.refuse(connection.faults(known))
            try await store.insert([connection])
            try await work.audit(association: key, subject: connection.code)
            return connection
        }
    }

    /// Changes a connection's kind, category, area, position or lead; code, holder and state stay, they have acts of their
    /// own.
    ///
    /// Refuses with the record's faults, `not_found`, and with `content_changed` where `version` is not the
    /// present one.
    @discardableResult
    public func editConnection(
        _ code: String, in association: String?, version: Int? = nil,
        _ change: @Sendable (inout Connection) throws -> Void
    ) async throws -> Connection {
        try await perform(.networkChange, in: association) { work, key in
            let found = try await work.lockedConnection(code, version: version, in: key)
            var connection = found
            try change(&connection)
            connection.code = code
            connection.memberNumber = found.memberNumber
            (connection.status, connection.laidOn, connection.activeOn) = (found.status, found.laidOn, found.activeOn)
            let areas = try await AreaStore(work.transaction, in: key.id).list().map(\.code)
            let members = try await MemberStore(work.transaction, in: key.id).list()
            try work.refuse(connection.faults(KnownRecords(members: members, areas: areas)))
            if connection == found { return connection }
            try await ConnectionStore(work.transaction, in: key.id).update([connection])
            try await work.audit(association: key, subject: code)
            return connection
        }
    }

    /// Moves a connection to its next state: planned, duct laid, fibre blown, active.
    ///
    /// A step may be left out, since fibre is often blown on the day service goes live. Refuses with
    /// `not_found`, `move_not_allowed`, `content_changed`.
    @discardableResult
    public func moveConnection(
        _ code: String, to status: ConnectionStatus, on day: Day? = nil, in association: String?, version: Int? = nil
    ) async throws -> Connection {
        try await perform(.networkChange, in: association) { work, key in
            let store = ConnectionStore(work.transaction, in: key.id)
            let found = try await work.lockedConnection(code, version: version, in: key)
            let day = day ?? work.today
            try ConnectionLifeCycle.requireMove(of: found, to: status, on: day)
            try await store.insertEvent(status, of: code, on: day)
            try await store.touch(code)
            try await work.audit(association: key, subject: code, detail: ["state": .string(status.rawValue)])
            return try await work.lockedConnection(code, version: nil, in: key)
        }
    }

    /// Hands a connection to another member from a day on.
    ///
    /// Refuses with `not_found`, `unknown_member`, `content_changed`, and with `holdings_overlap` a day on or
    /// before the present holder's first one, or a member who holds it already.
    @discardableResult
    public func transferConnection(
        _ code: String, to member: String, from day: Day? = nil, in association: String?, version: Int? = nil
    ) async throws -> Connection {
        try await perform(.networkChange, in: association) { work, key in
            let found = try await work.lockedConnection(code, version: version, in: key)
            guard found.memberNumber != member else { throw Refusal.holdsAlready(code, member) }
            let holdings = HoldingStore(work.transaction, in: key.id)
            guard try await holdings.transfer(code, to: member, from: day ?? work.today) else {
                throw Refusal.holdsAlready(code, found.memberNumber)
            }
            try await ConnectionStore(work.transaction, in: key.id).touch(code)
            try await work.audit(association: key, subject: code, detail: ["holder": .string(member)])
            return try await work.lockedConnection(code, version: nil, in: key)
        }
    }
}

extension UnitOfWork {
    fileprivate func connectionDetails(in association: AssociationKey) async throws -> [BuddelApp.ConnectionDetails] {
        let store = ConnectionStore(transaction, in: association.id)
        let ags = try await store.fetchMunicipalities()
        let earlier = Dictionary(
            grouping: try await HoldingStore(transaction, in: association.id).listEarlier(), by: \.connection)
        return try await store.listStored().map { stored in
            BuddelApp.ConnectionDetails(
                connection: stored.record, version: stored.version, ags: ags[stored.record.code],
                earlierHolders: earlier[stored.record.code] ?? [])
        }
    }

    /// A connection whose row is taken for a change.
    fileprivate func lockedConnection(
        _ code: String, version: Int?, in association: AssociationKey
    ) async throws -> Connection {
        let store = ConnectionStore(transaction, in: association.id)
        guard let present = try await store.lock(code),
            let found = try await store.list().first(where: { $0.code == code })
        else { throw Refusal.absent(.connection, code, field: "code") }
        guard version == nil || version == present else { throw Refusal.changedMeanwhile(code) }
        return found
    }
}

extension Refusal {
    static func holdsAlready(_ connection: String, _ member: String) -> Refusal {
        Refusal(
            .holdingsOverlap,
            LocalizedText(
                en: "\(member) holds \(connection) on that day already.",
                de: "\(member) hält \(connection) an diesem Tag schon."),
            cure: LocalizedText(en: "Name another member, or a later day.", de: "Anderes Mitglied oder späterer Tag."),
            at: Place(field: "member", value: member))
    }
}
