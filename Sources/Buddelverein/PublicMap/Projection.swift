#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// ETRS89 / UTM zone 32N (EPSG:25832) from and to degrees, by Krüger's series in the third flattening to the sixth
/// order (Karney 2011); exact to less than a micrometre within the zone.
///
/// ETRS89 and WGS 84 are taken as equal, as every map of the region does; they differ by less than a metre.
public enum Projection {
    private static let scale = 0.9996
    private static let falseEast = 500_000.0
    private static let meridian = 9.0
    private static let flattening = 1 / 298.257222101
    private static let n = flattening / (2 - flattening)
    private static let eccentricity = (flattening * (2 - flattening)).squareRoot()
    /// The radius of the rectifying sphere.
    private static let radius = 6_378_137 / (1 + n) * (1 + n * n / 4 + power(n, 4) / 64 + power(n, 6) / 256)

    private static let alpha: [Double] = [
        n / 2 - 2 * power(n, 2) / 3 + 5 * power(n, 3) / 16 + 41 * power(n, 4) / 180 - 127 * power(n, 5) / 288
            + 7891 * power(n, 6) / 37800,
        13 * power(n, 2) / 48 - 3 * power(n, 3) / 5 + 557 * power(n, 4) / 1440 + 281 * power(n, 5) / 630
            - 1_983_433 * power(n, 6) / 1_935_360,
        61 * power(n, 3) / 240 - 103 * power(n, 4) / 140 + 15061 * power(n, 5) / 26880
            + 167_603 * power(n, 6) / 181_440,
        49561 * power(n, 4) / 161_280 - 179 * power(n, 5) / 168 + 6_601_661 * power(n, 6) / 7_257_600,
        34729 * power(n, 5) / 80640 - 3_418_889 * power(n, 6) / 1_995_840,
        212_378_941 * power(n, 6) / 319_334_400,
    ]

    private static let beta: [Double] = [
        n / 2 - 2 * power(n, 2) / 3 + 37 * power(n, 3) / 96 - power(n, 4) / 360 - 81 * power(n, 5) / 512
            + 96199 * power(n, 6) / 604_800,
        power(n, 2) / 48 + power(n, 3) / 15 - 437 * power(n, 4) / 1440 + 46 * power(n, 5) / 105
            - 1_118_711 * power(n, 6) / 3_870_720,
        17 * power(n, 3) / 480 - 37 * power(n, 4) / 840 - 209 * power(n, 5) / 4480 + 5569 * power(n, 6) / 90720,
        4397 * power(n, 4) / 161_280 - 11 * power(n, 5) / 504 - 830_251 * power(n, 6) / 7_257_600,
        4583 * power(n, 5) / 161_280 - 108_847 * power(n, 6) / 3_991_680,
        20_648_693 * power(n, 6) / 638_668_800,
    ]

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }

    /// The place in metres of a longitude and latitude in degrees.
    public static func plane(longitude: Double, latitude: Double) -> PlanePoint {
        let phi = latitude * .pi / 180
        let lambda = (longitude - meridian) * .pi / 180
        let sine = sin(phi)
        let conformal = sinh(atanh(sine) - eccentricity * atanh(eccentricity * sine))
        let xi = atan2(conformal, cos(lambda))
        let eta = atanh(sin(lambda) / (1 + conformal * conformal).squareRoot())
        var (x, y) = (xi, eta)
        for (index, factor) in alpha.enumerated() {
            let order = Double(2 * (index + 1))
            x += factor * sin(order * xi) * cosh(order * eta)
            y += factor * cos(order * xi) * sinh(order * eta)
        }
        return PlanePoint(east: falseEast + scale * radius * y, north: scale * radius * x)
    }

    /// The longitude and latitude in degrees of a place in metres.
    public static func geographic(_ point: PlanePoint) -> (longitude: Double, latitude: Double) {
        let xi = point.north / (scale * radius)
        let eta = (point.east - falseEast) / (scale * radius)
        var (x, y) = (xi, eta)
        for (index, factor) in beta.enumerated() {
            let order = Double(2 * (index + 1))
            x -= factor * sin(order * xi) * cosh(order * eta)
            y -= factor * cos(order * xi) * sinh(order * eta)
        }
        let lambda = atan2(sinh(y), cos(x))
        let conformal = sin(x) / (sinh(y) * sinh(y) + cos(x) * cos(x)).squareRoot()
        var tangent = conformal
        // Newton's method on the tangent of the latitude; three steps are exact, more do no harm.
        for _ in 0..<5 {
            let hypotenuse = (1 + tangent * tangent).squareRoot()
            let sigma = sinh(eccentricity * atanh(eccentricity * tangent / hypotenuse))
            let value = tangent * (1 + sigma * sigma).squareRoot() - sigma * hypotenuse
            let square = 1 - eccentricity * eccentricity
            tangent +=
                (conformal - value) / (1 + value * value).squareRoot()
                * (1 + square * tangent * tangent) / (square * hypotenuse)
        }
        return (meridian + lambda * 180 / .pi, atan(tangent) * 180 / .pi)
    }
}
