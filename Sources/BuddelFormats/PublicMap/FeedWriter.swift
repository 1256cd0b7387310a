import Buddelverein

/// Writes the files of the public feed.
///
/// Guarantees: the same publication and terms give the same bytes; every file ends with a line break; GeoJSON is
/// RFC 7946: WGS 84 with five decimals, no `crs` member, outer rings counter-clockwise.
public struct FeedWriter: Sendable {
    private let terms: FeedTerms
    private let sha256: @Sendable ([UInt8]) -> String

    /// `sha256` gives 64 lower-case hexadecimal digits.
    public init(terms: FeedTerms, sha256: @escaping @Sendable ([UInt8]) -> String) {
        self.terms = terms
        self.sha256 = sha256
    }

    /// All files in the order of their names, the manifest last.
    public func files(of publication: Publication) -> StoredPublication {
        let geographic = GeographicFeed(publication)
        var files = [
            file("areas.geojson", .geoJSON, geographic.areas),
            file("associations.geojson", .geoJSON, geographic.associations),
            file("municipalities.geojson", .geoJSON, geographic.municipalities),
            file("progress.json", .json, ProgressFeed(publication).document),
            file("segments.geojson", .geoJSON, geographic.segments),
        ]
        files.append(file("manifest.json", .json, manifest(of: publication, files: files)))
        return StoredPublication(publishedAt: publication.publishedAt, files: files)
    }

    private enum MediaType: String {
        case json = "application/json"
        case geoJSON = "application/geo+json"
    }

    private func file(_ name: String, _ mediaType: MediaType, _ document: JSONValue) -> PublishedFile {
        let bytes = JSONWriter().bytes(document) + [UInt8(ascii: "\n")]
        return PublishedFile(name: name, mediaType: mediaType.rawValue, bytes: bytes, sha256: sha256(bytes))
    }

    private func manifest(of publication: Publication, files: [PublishedFile]) -> JSONValue {
        [
            "format": "buddel-feed/1",
            "published_at": .string(FeedTime.text(publication.publishedAt)),
            "publisher": .string(terms.publisher),
            "licence": ["name": .string(terms.licence), "url": .string(terms.licenceURL)],
            "attributions": .array(
                publication.attributions.map {
                    ["text": .string($0.text), "licence": .string($0.licence), "url": .string($0.url)]
                }),
            "generalisation": generalisation(publication.settings),
            "files": .array(
                files.map {
                    [
                        "name": .string($0.name), "media_type": .string($0.mediaType),
                        "bytes": .integer(Int64($0.bytes.count)), "sha256": .string($0.sha256),
                    ]
                }),
        ]
    }

    /// What was made coarse and how far, so that nobody takes the figures for exact ones.
    private func generalisation(_ settings: PublicationSettings) -> JSONValue {
        [
            "count_step": .integer(settings.countStep),
            "hours_step": .integer(settings.hoursStep),
            "metres_step": .integer(settings.metresStep),
            "euros_step": .integer(settings.eurosStep),
            "minimum_people": .integer(Int64(settings.minimumPeople)),
            "minimum_connections": .integer(Int64(settings.minimumConnections)),
            "spacing_m": .number(settings.spacing),
            "simplification_m": .number(settings.simplification),
        ]
    }
}

/// Moments in the feed's files: RFC 3339 in UTC.
enum FeedTime {
    static func text(_ seconds: Int64) -> String {
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = Int(seconds) - day * 86_400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(Day(number: day))T\(clock.joined(separator: ":"))Z"
    }
}
