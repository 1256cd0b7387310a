import BuddelOperations
import Buddelverein
import Foundation
import Hummingbird

/// The files of the map page that never change while the server runs; a fixed list, so that no path leads elsewhere.
struct StaticFiles {
    private var files: [(path: String, file: Representation)] = []

    /// Reads Leaflet's files from `leafletFolder`; refuses with `leaflet_missing` if they are not there.
    init(leafletFolder: String) throws(Refusal) {
        add("map/map.js", PackageResources.map_js, "text/javascript; charset=utf-8")
        add("map/map.css", PackageResources.map_css, "text/css; charset=utf-8")
        add("map/icon.svg", PackageResources.icon_svg, "image/svg+xml")
        add("favicon.ico", PackageResources.favicon_ico, "image/x-icon")
        // Debian calls the minified script leaflet.min.js; other distributions have leaflet.js alone.
        guard
            let script = Self.read(leafletFolder, "leaflet.min.js") ?? Self.read(leafletFolder, "leaflet.js"),
            let style = Self.read(leafletFolder, "leaflet.css")
        else { throw .leafletMissing(leafletFolder) }
        add("leaflet/leaflet.js", script, "text/javascript; charset=utf-8")
        add("leaflet/leaflet.css", style, "text/css; charset=utf-8")
        for name in ["layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png"] {
            guard let image = Self.read(leafletFolder, "images/" + name) else { continue }
            add("leaflet/images/" + name, image, "image/png")
        }
    }

    private mutating func add(_ path: String, _ bytes: [UInt8], _ mediaType: String) {
        files.append((path, Representation(bytes: bytes, mediaType: mediaType, sha256: sha256Hex(bytes))))
    }

    private static func read(_ folder: String, _ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
    }

    func add(to router: Router<ServerContext>) {
        for (path, file) in files {
            router.resource(RouterPath(path), [.get: { request, _ in try file.response(to: request) }])
        }
    }
}

extension Refusal {
    /// The map page can't be served without Leaflet.
    static func leafletMissing(_ folder: String) -> Refusal {
        Refusal(
            .leafletMissing,
            LocalizedText(
                en: "Leaflet's files leaflet.js and leaflet.css are not in \(folder)",
                de: "Leaflets Dateien leaflet.js und leaflet.css sind nicht in \(folder)"),
            cure: LocalizedText(
                en: "install the package libjs-leaflet, or name another folder",
                de: "das Paket libjs-leaflet installieren oder einen anderen Ordner nennen"),
            at: Place(field: "leaflet_folder", value: folder))
    }
}
