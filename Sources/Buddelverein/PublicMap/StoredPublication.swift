/// One finished file of the public feed: its bytes go out as they are.
public struct PublishedFile: Hashable, Sendable {
    /// The name under `/feed/`, such as `areas.geojson`.
    public var name: String
    /// The content type with its character set, such as `application/geo+json`.
    public var mediaType: String
    public var bytes: [UInt8]
    /// SHA-256 of `bytes`, 64 lower-case hexadecimal digits.
    public var sha256: String

    public init(name: String, mediaType: String, bytes: [UInt8], sha256: String) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// A publication as it is stored and served: the only thing the public ever sees.
public struct StoredPublication: Hashable, Sendable {
    /// When it was computed, in seconds since 1970-01-01T00:00:00Z.
    public var publishedAt: Int64
    /// The files in the order of the manifest, `manifest.json` last.
    public var files: [PublishedFile]

    public init(publishedAt: Int64, files: [PublishedFile]) {
        self.publishedAt = publishedAt
        self.files = files
    }
}
