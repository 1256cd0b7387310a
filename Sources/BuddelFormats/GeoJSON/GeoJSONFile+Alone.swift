import Buddelverein

extension CaseFolder {
    /// Reads the borders of a file of any name in the form of `municipalities.geojson`.
    ///
    /// Refuses with every bad feature; places name the file that was given.
    public static func readMunicipalities(
        _ path: String, limits: FileLimits = FileLimits()
    ) throws(Refusals) -> [Municipality] {
        try readAlone(path, as: MunicipalitiesFile.self, limits: limits)
    }

    /// Reads build areas of a file of any name in the form of `areas.geojson`; refuses as `readMunicipalities`.
    public static func readAreas(_ path: String, limits: FileLimits = FileLimits()) throws(Refusals) -> [Area] {
        try readAlone(path, as: AreasFile.self, limits: limits)
    }

    /// Reads segments of a file of any name in the form of `segments.geojson`; refuses as `readMunicipalities`.
    public static func readSegments(_ path: String, limits: FileLimits = FileLimits()) throws(Refusals) -> [Segment] {
        try readAlone(path, as: SegmentsFile.self, limits: limits)
    }

    /// Borders of bytes in the form of `municipalities.geojson`; refuses with every bad feature.
    public static func municipalities(
        of bytes: [UInt8], limits: FileLimits = FileLimits()
    ) throws(Refusals) -> [Municipality] {
        try readAlone(bytes, as: MunicipalitiesFile.self, named: "", limits: limits)
    }

    /// Build areas of bytes in the form of `areas.geojson`; refuses with every bad feature.
    public static func areas(of bytes: [UInt8], limits: FileLimits = FileLimits()) throws(Refusals) -> [Area] {
        try readAlone(bytes, as: AreasFile.self, named: "", limits: limits)
    }

    /// Segments of bytes in the form of `segments.geojson`; refuses with every bad feature.
    public static func segments(of bytes: [UInt8], limits: FileLimits = FileLimits()) throws(Refusals) -> [Segment] {
        try readAlone(bytes, as: SegmentsFile.self, named: "", limits: limits)
    }

    private static func readAlone<File: GeoJSONFile>(
        _ path: String, as type: File.Type, limits: FileLimits
    ) throws(Refusals) -> [File.Record] {
        let read: [UInt8]
        do throws(Refusal) {
            let slash = path.lastIndex(of: "/")
            let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
            let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            guard let bytes = try CaseDirectory(folder).read(name, limit: limits.fileBytes) else {
                throw Refusal.unreadable(path, 2)
            }
            read = bytes
        } catch {
            throw Refusals([error])
        }
        return try readAlone(read, as: type, named: path, limits: limits)
    }

    private static func readAlone<File: GeoJSONFile>(
        _ bytes: [UInt8], as type: File.Type, named name: String, limits: FileLimits
    ) throws(Refusals) -> [File.Record] {
        let issues = FileIssues()
        let records = File.read(bytes, limits: limits, issues: issues).map(\.record)
        guard issues.refusals.isEmpty else {
            throw Refusals(
                issues.refusals.map { refusal in
                    var place = refusal.place ?? Refusal.Place()
                    place.file = name
                    return refusal.at(place)
                })
        }
        return records
    }
}
