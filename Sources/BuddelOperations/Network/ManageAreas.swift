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

    /// Adds the build areas of GeoJSON that is at hand; refuses as `addAreas`, and with every bad feature.
    public func addAreas(of geoJSON: [UInt8], in association: String?) async throws -> [String] {
        let areas = try CaseFolder.areas(of: geoJSON)
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

    /// One build area, with the version of its row; refuses with `not_found`.
    public func fetchArea(_ code: String, in association: String?) async throws -> Stored<Area> {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            try await work.area(code, in: key)
        }
    }

    /// Changes an area's name, quota or border; the code stays.
    ///
    /// `borderFile` is a GeoJSON file with an area of that code, whose border is taken. A change that changes nothing
    /// writes nothing, and the version stays. Refuses with the record's faults,
    /// `not_found`, `invalid_geometry`, and with `content_changed` where `version` is not the present one.
    @discardableResult
    public func editArea(
        _ code: String, borderFile: String? = nil, in association: String?, version: Int? = nil,
        _ change: @Sendable (inout Area) throws -> Void = { _ in }
    ) async throws -> Area {
        let drawn = try borderFile.map { path in
            guard let area = try CaseFolder.readAreas(path).first(where: { $0.code == code }) else {
                throw Refusal.absent(.area, code, field: "code")
            }
            return area.polygons
        }
        return try await perform(.networkChange, in: association) { work, key in
            let found = try await work.area(code, in: key)
            var area = found.record
            if let drawn { area.polygons = drawn }
            try change(&area)
            area.code = code
            try work.refuse(area.faults())
            if area == found.record, version ?? found.version == found.version { return area }
            let store = AreaStore(work.transaction, in: key.id)
            guard try await store.update(area, version: version ?? found.version) else {
                throw Refusal.changedMeanwhile(code)
            }
            try await work.audit(association: key, subject: code)
            return area
        }
    }
}

extension BuddelApp {
    /// Takes the border of the area of that code from GeoJSON that is at hand; refuses as `editArea`.
    @discardableResult
    public func redrawArea(
        _ code: String, as geoJSON: [UInt8], in association: String?, version: Int? = nil
    ) async throws -> Area {
        guard let drawn = try CaseFolder.areas(of: geoJSON).first(where: { $0.code == code }) else {
            throw Refusal.absent(.area, code, field: "code")
        }
        return try await editArea(code, in: association, version: version) { $0.polygons = drawn.polygons }
    }
}

extension UnitOfWork {
    fileprivate func area(_ code: String, in association: AssociationKey) async throws -> Stored<Area> {
        let areas = try await AreaStore(transaction, in: association.id).listStored()
        guard let found = areas.first(where: { $0.record.code == code }) else {
            throw Refusal.absent(.area, code, field: "code")
        }
        return found
    }
}
