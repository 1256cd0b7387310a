import Buddelverein
import Postgres

/// The members and the network of an association as the rules compute on them.
public struct NetworkEvidence: Sendable {
    public var association: AssociationProfile
    public var members: [Member]
    public var helpers: [Helper]
    public var connections: [Connection]
    public var holdings: [Holding]
    public var segments: [Segment]
    public var parts: SegmentParts
    /// The municipality each connection lies in; one that is missing lies outside.
    public var connectionAgs: [String: Ags]

    /// Loads everything within the transaction of `session`; nil where the association is not the user's.
    ///
    /// Segments and parts come from one reading, so that they are of the same versions.
    public static func fetch(_ association: Int64, _ session: any PostgresSession) async throws -> NetworkEvidence? {
        guard let profile = try await AssociationStore(session).fetch(association)?.profile else { return nil }
        let segments = try await SegmentStore(session, in: association).listMeasured()
        let connections = ConnectionStore(session, in: association)
        return NetworkEvidence(
            association: profile, members: try await MemberStore(session, in: association).list(),
            helpers: try await HelperStore(session, in: association).list(),
            connections: try await connections.list(),
            holdings: try await HoldingStore(session, in: association).listEarlier(),
            segments: segments.map(\.record),
            parts: SegmentParts(Dictionary(uniqueKeysWithValues: segments.map { ($0.record.code, $0.parts) })),
            connectionAgs: try await connections.fetchMunicipalities())
    }
}
