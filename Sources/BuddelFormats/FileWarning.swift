import Buddelverein

/// Something in a file that is taken as it is but that its owner should look at.
public struct FileWarning: Hashable, Sendable {
    /// What kind of thing it is; raw values are stable.
    public enum Kind: String, CaseIterable, Sendable {
        case unknownColumn = "unknown_column"
        case unknownMember = "unknown_json_member"
        case swappedCoordinates = "swapped_coordinates"
        case farAway = "far_away"
        case missingDocument = "missing_document"
        case windows1252 = "windows_1252"
        case moreWarnings = "more_warnings"
    }

    public let kind: Kind
    public let message: LocalizedText
    public let place: Refusal.Place

    public init(_ kind: Kind, _ message: LocalizedText, at place: Refusal.Place) {
        self.kind = kind
        self.message = message
        self.place = place
    }
}
