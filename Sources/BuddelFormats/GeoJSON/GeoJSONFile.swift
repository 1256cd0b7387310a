import Buddelverein

/// A GeoJSON FeatureCollection of a case folder: how a feature becomes a record and back.
protocol GeoJSONFile {
    associatedtype Record: Hashable, Sendable

    static var file: CaseFile { get }
    /// The record of a feature; where something required was refused, a stand-in holds its place. Nil for what can't be
    /// judged without.
    static func record(_ properties: ObjectReader, _ geometry: GeoJSONGeometry?) -> Record?
    static func properties(_ record: Record) -> JSONObject
    static func geometry(_ record: Record) -> GeoJSONGeometry
    static func key(_ record: Record) -> String
}

extension GeoJSONFile {
    /// Reads all features; what is wrong with one goes to `issues`, and it says which of its properties that spoilt.
    static func read(_ bytes: [UInt8], limits: FileLimits, issues: FileIssues) -> [Located<Record>] {
        guard let root = JSONFile.root(bytes, file: file, limits: limits, issues: issues) else { return [] }
        guard case .array(let features) = root["features"]?.content,
            case .string("FeatureCollection") = root["type"]?.content
        else {
            issues.refuse(.noFeatureCollection(at: Refusal.Place(file: file.rawValue, line: root.line)))
            return []
        }
        let system: CoordinateSystem
        do {
            system = try CoordinateSystem.read(root, file: file.rawValue)
        } catch {
            issues.refuse(error)
            return []
        }
        var geometries = GeometryReader(file: file.rawValue, system: system, limits: limits)
        var records: [Located<Record>] = []
        var lineOfKey: [String: Int] = [:]
        for (index, feature) in features.enumerated() {
            if issues.isFull { break }
            let pointer = "/features/\(index)"
            guard let object = ObjectReader(feature, file: file.rawValue, pointer: pointer, issues: issues) else {
                continue
            }
            let properties = object.requiredObject("properties")
            var geometry: GeoJSONGeometry?
            do {
                geometry = try geometries.read(feature["geometry"], pointer: pointer + "/geometry")
            } catch {
                issues.refuse(error)
                object.note("geometry")
            }
            guard let properties else { continue }
            let record = record(properties, geometry)
            properties.finish()
            guard let record else { continue }
            let hasKey = properties.refused.isDisjoint(with: ["code", "ags"])
            // What is refused of the feature itself is its geometry.
            var spoilt = properties.refused
            if spoilt.remove("") != nil || object.refused.contains("geometry") { spoilt.insert("geometry") }
            if hasKey, let earlier = lineOfKey.updateValue(feature.line, forKey: key(record)) {
                issues.refuse(.duplicateRow(key(record), earlier: earlier, at: object.place()))
                spoilt.insert("code")
            }
            if let position = geometry?.anyPosition, let warning = Neighbourhood.warning(position) {
                object.warn(warning.kind, warning.message, "geometry")
            }
            records.append(
                Located(record, line: feature.line, unjudged: spoilt, hasKey: hasKey, pointer: pointer))
        }
        return records
    }

    static func write(_ records: [Record]) -> [UInt8] {
        let features = records.map { record -> JSONValue in
            ["type": "Feature", "properties": .object(properties(record)), "geometry": geometry(record).value]
        }
        return JSONFile.bytes(["type": "FeatureCollection", "features": .array(features)])
    }
}

/// Whether a position lies where Buddel works; most mistakes with coordinates put it far away.
enum Neighbourhood {
    static func warning(_ position: Position) -> (kind: FileWarning.Kind, message: LocalizedText)? {
        func isGerman(_ longitude: Double, _ latitude: Double) -> Bool {
            (5.8...15.1).contains(longitude) && (47.2...55.1).contains(latitude)
        }
        if isGerman(position.longitude, position.latitude) { return nil }
        if isGerman(position.latitude, position.longitude) {
            return (
                .swappedCoordinates,
                LocalizedText(
                    en: "Longitude and latitude look swapped; longitude comes first.",
                    de: "Länge und Breite scheinen vertauscht; die Länge kommt zuerst.")
            )
        }
        return (
            .farAway,
            LocalizedText(en: "This place is not in Germany.", de: "Dieser Ort liegt nicht in Deutschland.")
        )
    }
}

extension Refusal {
    static func noFeatureCollection(at place: Place) -> Refusal {
        Refusal(
            .invalidGeometry,
            LocalizedText(en: "This is no FeatureCollection.", de: "Dies ist keine FeatureCollection."),
            cure: LocalizedText(en: "Save it as GeoJSON (RFC 7946).", de: "Speichern Sie sie als GeoJSON (RFC 7946)."),
            at: place)
    }

    static func wrongGeometry(_ wanted: String) -> Refusal {
        Refusal(
            .invalidGeometry,
            LocalizedText(en: "Here must stand a \(wanted).", de: "Hier muss die Geometrie \(wanted) stehen."))
    }
}
