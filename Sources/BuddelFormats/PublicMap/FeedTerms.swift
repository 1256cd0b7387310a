import Buddelverein

/// Who publishes the feed, and under which licence others may use it.
public struct FeedTerms: Hashable, Sendable {
    /// The publisher's name, as it must be given by whoever uses the data.
    public var publisher: String
    public var licence: String
    public var licenceURL: String

    public init(
        publisher: String, licence: String = "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        licenceURL: String = "https://www.govdata.de/dl-de/by-2-0"
    ) {
        self.publisher = publisher
        self.licence = licence
        self.licenceURL = licenceURL
    }
}
