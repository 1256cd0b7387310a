import Testing

@testable import Buddelverein

@Suite("PublicMap: projection")
struct ProjectionTests {
    /// From PROJ by way of gdaltransform, EPSG:4258 to EPSG:25832.
    @Test(
        "agrees with PROJ to a millimetre, both ways",
        arguments: [
            (7.425, 51.703, 391_164.477222402, 5_729_179.98149274),
            (9.0, 51.0, 500_000.0, 5_649_824.88813156),
            (5.9, 47.3, 265_652.206618557, 5_243_164.24480642),
            (15.0, 54.9, 884_526.30720017, 6_100_161.15362454),
        ])
    func proj(longitude: Double, latitude: Double, east: Double, north: Double) {
        let plane = Projection.plane(longitude: longitude, latitude: latitude)
        #expect(plane.distance(to: PlanePoint(east: east, north: north)) < 0.001)
        let back = Projection.geographic(plane)
        #expect(abs(back.longitude - longitude) < 1e-10)
        #expect(abs(back.latitude - latitude) < 1e-10)
    }

    @Test("other systems get whole metres of what is published, no more")
    func wholeMetres() {
        let published = PublishedPosition(longitude: 7.4250049, latitude: 51.7030049)
        #expect(published == PublishedPosition(longitude: 7.42500, latitude: 51.70300))
        #expect(published.wholeMetres == (391_164, 5_729_180))
    }
}
