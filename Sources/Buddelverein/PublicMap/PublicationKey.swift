/// An end of a trunk segment, named so that it stays the same when the line is surveyed anew or drawn the other way.
public struct EndIdentity: Hashable, Sendable {
    /// Which end: seen along a fixed direction of the plane, not in the order of the vertices.
    public enum Side: String, Sendable {
        case low
        case high
        /// The place where a closed line begins.
        case ring
    }

    public let association: String
    public let segment: String
    public let side: Side

    public init(association: String, segment: String, side: Side) {
        self.association = association
        self.segment = segment
        self.side = side
    }

    /// The unambiguous text that is hashed.
    public var text: String { [association, segment, side.rawValue].joined(separator: "\u{1F}") }
}

/// What only the installation knows: it turns ends into draws and names into opaque ids, the same in every publication.
///
/// Both functions must be keyed (HMAC): whoever could compute them could undo the walking back.
public struct PublicationKey: Sendable {
    /// A number from 0 (inclusive) to 1 (exclusive), even over all ends.
    public var draw: @Sendable (EndIdentity) -> Double
    /// An opaque id for a name: lower-case letters and digits, no name behind it can be found.
    public var token: @Sendable (String) -> String

    public init(draw: @escaping @Sendable (EndIdentity) -> Double, token: @escaping @Sendable (String) -> String) {
        self.draw = draw
        self.token = token
    }
}
