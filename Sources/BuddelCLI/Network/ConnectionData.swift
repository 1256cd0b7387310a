import ArgumentParser
import Buddelverein

/// The flags of a connection's data, for a new one and for changes.
struct ConnectionData: ParsableArguments, Sendable {
    @Option(name: .long, help: .text(en: "active or passive.", de: "active oder passive.", value: "kind"))
    var kind: String?
    @Option(
        name: .long,
        help: .text(
            en: "household, farm, business, school or public_body.",
            de: "household, farm, business, school oder public_body.", value: "category"))
    var category: String?
    @Option(name: .long, help: .text(en: "Build area.", de: "Ausbaugebiet.", value: "code")) var area: String?
    @Option(
        name: .long,
        help: .text(en: "Longitude in degrees (WGS 84).", de: "Länge in Grad (WGS 84).", value: "degrees"))
    var lon: String?
    @Option(
        name: .long,
        help: .text(en: "Latitude in degrees (WGS 84).", de: "Breite in Grad (WGS 84).", value: "degrees"))
    var lat: String?
    @Option(
        name: .long, help: .text(en: "Length of the house lead.", de: "Länge der Hauszuführung.", value: "metres"))
    var lead: String?

    /// Whether any of them is given.
    var isGiven: Bool { [kind, category, area, lon, lat, lead].contains { $0 != nil } }

    /// Degrees with point or comma.
    static func degrees(_ text: String) throws -> Double {
        let plain = String(text.map { $0 == "," ? "." : $0 })
        guard let degrees = Double(plain), degrees.isFinite else {
            throw Refusal.invalid(
                "degrees", text, LocalizedText(en: "is no number of degrees", de: "ist keine Gradzahl"),
                cure: LocalizedText(en: "Such as 7.420389.", de: "Etwa 7,420389."))
        }
        return degrees
    }
}
