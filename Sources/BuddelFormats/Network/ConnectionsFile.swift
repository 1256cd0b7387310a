import Buddelverein

/// `connections.csv`.
enum ConnectionsFile: CSVFile {
    enum Column: Int, CaseIterable {
        case code, memberNumber, kind, category, area, lon, lat, leadMetres, status, laidOn, activeOn
    }

    static let file = CaseFile.connections

    static let columns = [
        ColumnSpec("code", "Anschluss", .required, en: "Code of the connection.", de: "Nummer des Anschlusses."),
        ColumnSpec(
            "member_number", "Mitgliedsnummer", .required, en: "The member who holds it now.",
            de: "Das Mitglied, das ihn jetzt hält."),
        ColumnSpec("kind", "Art", .required, en: "active or passive.", de: "active oder passive."),
        ColumnSpec(
            "category", "Kategorie", en: "household, farm, business, school or public_body.",
            de: "household, farm, business, school oder public_body."),
        ColumnSpec("area", "Ausbaugebiet", en: "Code of the area.", de: "Kürzel des Ausbaugebiets."),
        ColumnSpec(
            "lon", "Längengrad", .required, en: "Longitude on WGS 84 in degrees, such as 7.420389.",
            de: "Geographische Länge auf WGS 84 in Grad, etwa 7,420389."),
        ColumnSpec(
            "lat", "Breitengrad", .required, en: "Latitude on WGS 84 in degrees, such as 51.700740.",
            de: "Geographische Breite auf WGS 84 in Grad, etwa 51,700740."),
        ColumnSpec(
            "lead_metres", "Hauszuführung", en: "Length of the house lead in metres.",
            de: "Länge der Hauszuführung in Metern."),
        ColumnSpec(
            "status", "Stand", .required, en: "planned, duct_laid, fibre_blown or active.",
            de: "planned, duct_laid, fibre_blown oder active."),
        ColumnSpec("laid_on", "Verlegt am", en: "Day the duct was laid.", de: "Tag, an dem das Rohr lag."),
        ColumnSpec("active_on", "Aktiv seit", en: "Day service went live.", de: "Tag, ab dem der Anschluss läuft."),
    ]

    static func record(_ row: inout RowReader<Column>) -> Connection {
        let code = row.required(.code, Refusal.code)
        let memberNumber = row.required(.memberNumber)
        let kind: ConnectionKind? = row.requiredWord(.kind)
        let category: PremiseCategory? = row.word(.category)
        let longitude = row.required(.lon) { text throws(Refusal) in try Degrees.read(text, within: 180) }
        let latitude = row.required(.lat) { text throws(Refusal) in try Degrees.read(text, within: 90) }
        let lead = row.value(.leadMetres) { text throws(Refusal) in
            try Refusal.nonNegative(Centimetres(parsing: text))
        }
        let status: ConnectionStatus? = row.requiredWord(.status)
        let laidOn = row.day(.laidOn)
        let activeOn = row.day(.activeOn)
        let position = Position(longitude: longitude ?? 0, latitude: latitude ?? 0)
        if longitude != nil, latitude != nil, let warning = Neighbourhood.warning(position) {
            row.warn(warning.kind, warning.message, .lon)
        }
        return Connection(
            code: code ?? "", memberNumber: memberNumber ?? "", kind: kind ?? .active, category: category,
            area: row.text(.area),
            position: position, leadLength: lead, status: status ?? .planned, laidOn: laidOn, activeOn: activeOn)
    }

    static func fields(_ record: Connection) -> [String] {
        [
            record.code, record.memberNumber, record.kind.rawValue, record.category?.rawValue ?? "", record.area ?? "",
            Degrees.text(record.position.longitude), Degrees.text(record.position.latitude),
            record.leadLength?.description ?? "", record.status.rawValue, record.laidOn?.description ?? "",
            record.activeOn?.description ?? "",
        ]
    }

    static func key(_ record: Connection) -> String { record.code }
}

/// Degrees of longitude and latitude in CSV files.
enum Degrees {
    /// Reads `7.420389` or `7,420389`; refuses with `invalid_value` what is none or beyond the limit.
    static func read(_ text: String, within limit: Double) throws(Refusal) -> Double {
        let bytes = text.utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        let isNumber = bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
        guard isNumber, let degrees = Double(String(decoding: bytes, as: UTF8.self)), abs(degrees) <= limit else {
            let bound = Int(limit)
            throw Refusal(
                .invalidValue,
                LocalizedText(
                    en: "“\(text)” is no number of degrees between -\(bound) and \(bound).",
                    de: "„\(text)“ ist keine Gradzahl zwischen -\(bound) und \(bound)."),
                cure: LocalizedText(
                    en: "Write degrees on WGS 84, such as 7.420389; no metres.",
                    de: "Schreiben Sie Grad auf WGS 84, etwa 7,420389; keine Meter."))
        }
        return degrees
    }

    /// The shortest text that reads back as the same number, with at least six decimals.
    static func text(_ degrees: Double) -> String {
        let text = degrees.description
        guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return text }
        let decimals = text.distance(from: point, to: text.endIndex) - 1
        return text + String(repeating: "0", count: max(0, 6 - decimals))
    }
}
