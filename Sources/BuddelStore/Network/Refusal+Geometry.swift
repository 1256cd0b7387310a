import Buddelverein

extension Refusal {
    /// A border that is no area even after repair.
    static func borderIsNoArea(_ code: String) -> Refusal {
        Refusal(
            .invalidGeometry,
            LocalizedText(
                en: "The border of \(code) encloses no area.", de: "Die Grenze von \(code) umschließt keine Fläche."),
            cure: LocalizedText(
                en: "Draw it again in the GIS: closed rings that don't cross themselves.",
                de: "Zeichnen Sie sie im GIS neu: geschlossene Ringe, die sich nicht überkreuzen."),
            at: Place(field: "geometry", value: code))
    }

    /// An area is one polygon.
    static func areaIsOnePolygon(_ code: String) -> Refusal {
        Refusal(
            .invalidGeometry,
            LocalizedText(
                en: "The area \(code) must be exactly one polygon.",
                de: "Das Ausbaugebiet \(code) muss genau ein Polygon sein."),
            cure: LocalizedText(
                en: "Make an area of each part.", de: "Machen Sie aus jedem Teil ein eigenes Ausbaugebiet."),
            at: Place(field: "geometry", value: code))
    }

    /// A line whose length rounds to nothing.
    static func lineWithoutLength(_ code: String) -> Refusal {
        Refusal(
            .invalidGeometry,
            LocalizedText(
                en: "The line of \(code) is shorter than a centimetre.",
                de: "Die Linie von \(code) ist kürzer als ein Zentimeter."),
            cure: LocalizedText(
                en: "Draw it again in the GIS; coordinates are degrees on WGS 84.",
                de: "Zeichnen Sie sie im GIS neu; Koordinaten sind Grad auf WGS 84."),
            at: Place(field: "geometry", value: code))
    }
}
