import Buddelverein
import Foundation

/// ETRS89 / UTM zone 32N (EPSG:25832), the official system of North Rhine-Westphalia.
///
/// The series of Krüger to the sixth order of the third flattening on the GRS 80 ellipsoid; inside the zone it agrees
/// with PROJ to less than a tenth of a millimetre. ETRS89 and WGS 84 are taken as equal, as PROJ takes them.
enum UTM32 {
    private static let semiMajorAxis = 6_378_137.0
    private static let thirdFlattening: Double = {
        let flattening = 1 / 298.257222101
        return flattening / (2 - flattening)
    }()
    private static let scale = 0.9996
    private static let falseEasting = 500_000.0
    private static let centralMeridian = 9.0

    /// The radius of the rectifying sphere.
    private static let rectifyingRadius: Double = {
        let n = thirdFlattening
        let n2 = n * n
        return semiMajorAxis / (1 + n) * (1 + n2 * (1.0 / 4 + n2 * (1.0 / 64 + n2 / 256)))
    }()

    /// Coefficients from the projected to the conformal sphere (Krüger 1912, in the form of Karney 2011).
    private static let beta: [Double] = {
        let n = thirdFlattening
        let powers = (1...6).map { pow(n, Double($0)) }
        let table: [[Double]] = [
            [1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96199.0 / 604800],
            [0, 1.0 / 48, 1.0 / 15, -437.0 / 1440, 46.0 / 105, -1_118_711.0 / 3_870_720],
            [0, 0, 17.0 / 480, -37.0 / 840, -209.0 / 4480, 5569.0 / 90720],
            [0, 0, 0, 4397.0 / 161_280, -11.0 / 504, -830_251.0 / 7_257_600],
            [0, 0, 0, 0, 4583.0 / 161_280, -108_847.0 / 3_991_680],
            [0, 0, 0, 0, 0, 20_648_693.0 / 638_668_800],
        ]
        return table.map { row in zip(row, powers).reduce(0) { $0 + $1.0 * $1.1 } }
    }()

    private static let eccentricity: Double = {
        let flattening = 1 / 298.257222101
        return (flattening * (2 - flattening)).squareRoot()
    }()

    /// The position of a point in metres.
    static func position(easting: Double, northing: Double) -> Position {
        let radius = scale * rectifyingRadius
        let xi = northing / radius
        let eta = (easting - falseEasting) / radius
        var xiPrime = xi
        var etaPrime = eta
        for (index, coefficient) in beta.enumerated() {
            let order = Double(2 * (index + 1))
            xiPrime -= coefficient * sin(order * xi) * cosh(order * eta)
            etaPrime -= coefficient * cos(order * xi) * sinh(order * eta)
        }
        let longitude = atan2(sinh(etaPrime), cos(xiPrime))
        let tangent = sin(xiPrime) / hypot(sinh(etaPrime), cos(xiPrime))
        return Position(
            longitude: centralMeridian + longitude * 180 / .pi,
            latitude: atan(geographicTangent(conformal: tangent)) * 180 / .pi)
    }

    /// The tangent of the latitude whose conformal latitude has that tangent; Newton's method, which doubles the
    /// correct digits with each step.
    private static func geographicTangent(conformal: Double) -> Double {
        let e2 = eccentricity * eccentricity
        var tangent = conformal
        for _ in 0..<6 {
            let root = (1 + tangent * tangent).squareRoot()
            let sigma = sinh(eccentricity * atanh(eccentricity * tangent / root))
            let candidate = tangent * (1 + sigma * sigma).squareRoot() - sigma * root
            let step =
                (conformal - candidate) / (1 + candidate * candidate).squareRoot()
                * (1 + (1 - e2) * tangent * tangent) / ((1 - e2) * root)
            tangent += step
            if abs(step) < 1e-15 { break }
        }
        return tangent
    }
}
