import BuddelOperations
import Buddelverein
import Foundation
import Testing

@testable import BuddelHTTP

/// The page in a real browser, with the example town's publication.
@Suite("PublicMap: the map page in a browser", .enabled(if: Browser.path != nil))
struct MapPageTests {
    private func serving(_ body: (String) async throws -> Void) async throws {
        try await withServer(FakeSource(try Kiebitzbrook.published())) { (client: RawClient) async throws in
            try await waitUntil { try await client.get("/feed/").status == 200 }
            try await body("http://127.0.0.1:\(client.port)/")
        }
    }

    @Test("it draws the trenches, fills the tables, complains of nothing and asks no other host")
    func page() async throws {
        try await serving { (address: String) async throws in
            let visit = try await Browser.visit(address + "?lang=de")
            let document = visit.document
            #expect(document.contains("data-ready=\"true\""))
            #expect(visit.complaints.isEmpty)
            let lines = document.components(separatedBy: "<path class=\"trench ").count - 1
            #expect(lines >= 5)
            for state in ["laid", "accepted", "planned"] {
                #expect(document.contains("<path class=\"trench \(state)"), "no line is \(state)")
            }
            #expect(document.contains("<path class=\"area-border"))
            #expect(document.contains("<path class=\"town-border"))
            #expect(document.contains("stroke-dasharray=\"0.1 7\""))
            #expect(!visit.addresses.isEmpty)
            // Chromium itself asks its maker for the time and updates. What the page would ask of others its policy
            // stops, and the console would say so.
            let own = ["google.com/", "googleapis.com/", "gvt1.com/"]
            let foreign = visit.addresses.filter { asked in
                asked.hasPrefix("http") && !asked.hasPrefix(address) && !own.contains { asked.contains($0) }
            }
            #expect(foreign.isEmpty)
        }
    }

    @Test("the table says the same as the map, with caption, scopes and the words for too few")
    func table() async throws {
        try await serving { (address: String) async throws in
            let german = try await Browser.visit(address + "?lang=de").document
            #expect(german.contains("<html lang=\"de\""))
            #expect(german.contains("<caption>Fortschritt nach Gebiet</caption>"))
            #expect(german.contains("scope=\"col\""))
            #expect(german.contains("scope=\"row\""))
            #expect(german.contains("Ausgezahlte Zuschüsse"))
            #expect(german.contains("zu wenige, um sie zu zeigen"))
            #expect(german.contains("23.400&nbsp;€") || german.contains("23.400\u{A0}€"))
            let english = try await Browser.visit(address + "?lang=en").document
            #expect(english.contains("<html lang=\"en\""))
            #expect(english.contains("<caption>Progress by area</caption>"))
            #expect(english.contains("too few to show"))
            #expect(english.contains("€23,400"))
        }
    }

    @Test("borders and data are credited on the page")
    func credits() async throws {
        try await serving { (address: String) async throws in
            let document = try await Browser.visit(address).document
            #expect(document.contains("© GeoBasis-DE / BKG 2013 (data changed), dl-de/by-2-0"))
            #expect(document.contains("href=\"https://www.govdata.de/dl-de/by-2-0\""))
            #expect(document.contains("Stadt Selm"))
        }
    }

    @Test("without a publication it says so instead of breaking")
    func nothing() async throws {
        try await withServer(FakeSource(nil)) { (client: RawClient) async throws in
            try await waitUntil { try await client.get("/feed/").status == 404 }
            let document = try await Browser.visit("http://127.0.0.1:\(client.port)/?lang=de").document
            #expect(document.contains("Es wurde noch nichts veröffentlicht."))
        }
    }

    private static func firstArea(_ publication: StoredPublication) -> String? {
        publication.files.first { $0.name == "areas.geojson" }
            .map { String(decoding: $0.bytes, as: UTF8.self) }?
            .components(separatedBy: "\"id\":\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
    }

    /// `BUDDEL_PICTURES=folder` keeps pictures for people to look at; without it nothing is taken.
    @Test("pictures for people", .enabled(if: ProcessInfo.processInfo.environment["BUDDEL_PICTURES"] != nil))
    func pictures() async throws {
        let folder = try #require(ProcessInfo.processInfo.environment["BUDDEL_PICTURES"])
        try await serving { (address: String) async throws in
            for language in Language.allCases {
                let page = address + "?lang=" + language.rawValue
                let wide = "\(folder)/map-\(language.rawValue)-wide.png"
                let phone = "\(folder)/map-\(language.rawValue)-phone.png"
                try await Browser.picture(page, to: wide, width: 1_360, height: 1_900)
                _ = try await BrowserSession.open(page, width: 360) { try $0.picture(to: phone) }
                try await Browser.picture(
                    page, to: "\(folder)/map-\(language.rawValue)-dark.png", width: 1_360, height: 1_180, isDark: true)
                try await Browser.picture(
                    page, to: "\(folder)/map-\(language.rawValue)-first.png", width: 1_280, height: 1_160)
                let area = try #require(Self.firstArea(try Kiebitzbrook.published()))
                try await Browser.picture(
                    page + "#" + area, to: "\(folder)/map-\(language.rawValue)-area.png", width: 1_360, height: 1_900)
                #expect(FileManager.default.fileExists(atPath: wide))
                #expect(FileManager.default.fileExists(atPath: phone))
            }
        }
    }
}
