import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// What loading borders did to the network that was there already.
    public struct MunicipalitiesLoaded: Sendable, Hashable {
        public var added: [Ags]
        public var changed: [Ags]
        /// Segments whose parts per municipality are others now.
        public var segments: Int
        /// Connections that lie in another municipality now.
        public var connections: Int
    }

    /// Loads municipalities with their borders, and cuts segments and places connections of all associations anew.
    ///
    /// The same borders again change nothing. Refuses with `invalid_geometry`.
    public func loadMunicipalities(_ municipalities: [Municipality]) async throws -> MunicipalitiesLoaded {
        try await perform(.municipalityLoad) { work in try await work.load(municipalities) }
    }

    /// Loads the borders of a GeoJSON file; refuses as `loadMunicipalities`, and with every bad feature of the file.
    public func loadMunicipalities(fromFile path: String) async throws -> MunicipalitiesLoaded {
        try await loadMunicipalities(try CaseFolder.readMunicipalities(path))
    }

    /// Loads the borders of GeoJSON that is at hand; refuses as `loadMunicipalities`, and with every bad feature.
    public func loadMunicipalities(of geoJSON: [UInt8]) async throws -> MunicipalitiesLoaded {
        try await loadMunicipalities(try CaseFolder.municipalities(of: geoJSON))
    }

    /// Keys and names of the municipalities, by key.
    public func listMunicipalities() async throws -> [MunicipalityName] {
        try await transact(.associationShow, access: .readOnly) { work in
            try await MunicipalityStore(work.transaction).listNames().map {
                MunicipalityName(ags: $0.ags, name: $0.name)
            }
        }
    }

    /// A municipality without its border.
    public struct MunicipalityName: Sendable, Hashable {
        public var ags: Ags
        public var name: String
    }
}

extension UnitOfWork {
    /// Loads borders within an operation, such as an import; see `BuddelApp.loadMunicipalities`.
    func load(_ municipalities: [Municipality]) async throws -> BuddelApp.MunicipalitiesLoaded {
        let loaded = try await MunicipalityStore(transaction).upsert(municipalities)
        var result = BuddelApp.MunicipalitiesLoaded(
            added: loaded.added, changed: loaded.changed, segments: 0, connections: 0)
        guard !loaded.isEmpty else { return result }
        result.connections = try await ConnectionStore.recomputeMunicipalities(transaction)
        result.segments = try await SegmentStore.recomputeParts(transaction)
        try await audit(detail: [
            "added": .array(loaded.added.map { .string($0.rawValue) }),
            "changed": .array(loaded.changed.map { .string($0.rawValue) }),
            "segments": .integer(Int64(result.segments)), "connections": .integer(Int64(result.connections)),
        ])
        return result
    }
}
