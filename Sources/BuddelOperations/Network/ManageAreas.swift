import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// All build areas in natural order of their codes.
    public func listAreas(in association: String?) async throws -> [Area] {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            try await AreaStore(work.transaction, in: key.id).list()
        }
    }

    /// Adds the build areas of a GeoJSON file and names their codes; refuses as `addAreas`, and with every bad feature.
    public func addAreas(fromFile path: String, in association: String?) async throws -> [String] {
        let areas = try CaseFolder.readAreas(path)
        try await addAreas(areas, in: association)
        return areas.map(\.code)
    }

    /// Adds build areas.
    ///
    /// Refuses with the records' faults, `invalid_geometry`, `already_exists`.
    public func addAreas(_ areas: [Area], in association: String?) async throws {
        try await perform(.networkChange, in: association) { work, key in
            try work.refuse(
                areas.flatMap { $0.faults() } + duplicateFaults(areas, field: "code") { $0.code }.map(\.refusal))
            try await AreaStore(work.transaction, in: key.id).insert(areas)
            for area in areas { try await work.audit(association: key, subject: area.code) }
        }
    }
}
