import Buddelverein
import Foundation
import Testing

@testable import BuddelHTTP

/// What people of every screen and eyesight get from the page, measured in a real browser.
@Suite("PublicMap: the page measured in a browser", .enabled(if: Browser.path != nil))
struct PageLayoutTests {
    private func opened<T: Sendable>(
        _ language: Language, width: Int, fragment: String = "",
        _ body: @escaping @Sendable (BrowserSession) throws -> T
    ) async throws -> T {
        let results = Results<T>()
        try await withServer(FakeSource(try Kiebitzbrook.published())) { (client: RawClient) async throws in
            try await waitUntil { try await client.get("/feed/").status == 200 }
            let address = "http://127.0.0.1:\(client.port)/?lang=\(language.rawValue)\(fragment)"
            await results.add(try await BrowserSession.open(address, width: width, body))
        }
        return try #require(await results.all.first)
    }

    @Test("nothing is wider than the screen, in both languages", arguments: [360, 390, 768, 1_280], Language.allCases)
    func widths(_ width: Int, _ language: Language) async throws {
        let (inner, page, wide) = try await opened(language, width: width) { session in
            _ = try session.text("document.querySelectorAll('details').forEach(one => one.open = true)")
            _ = try session.text("document.querySelector('#areas button').click()")
            return (
                try session.text("innerWidth"), try session.text("document.scrollingElement.scrollWidth"),
                try session.text(
                    """
                    [...document.querySelectorAll('body *')].filter(one => !one.closest('.sheet, #map, .skip')
                        && one.getBoundingClientRect().right > innerWidth + 0.5)
                        .map(one => one.tagName + '.' + one.className).join()
                    """)
            )
        }
        #expect(Int(inner) == width)
        #expect(try #require(Int(page)) <= width)
        #expect(wide == "")
    }

    @Test("on a screen of 1,280 px the tables need no scrolling", arguments: Language.allCases)
    func tables(_ language: Language) async throws {
        let scrolling = try await opened(language, width: 1_280) { session in
            try session.text(
                """
                [...document.querySelectorAll('#tables > .sheet')]
                    .filter(one => one.scrollWidth > one.clientWidth).length
                """)
        }
        #expect(scrolling == "0")
    }

    @Test("on a phone the name of a row stays in sight while its figures scroll")
    func stickyNames() async throws {
        let left = try await opened(.german, width: 360) { session in
            _ = try session.text("document.querySelector('.sheet').scrollLeft = 200")
            return try session.text(
                """
                document.querySelector('.sheet tbody th').getBoundingClientRect().left
                    - document.querySelector('.sheet').getBoundingClientRect().left
                """)
        }
        #expect(try abs(#require(Double(left))) < 2)
    }

    @Test("the legend tells the states apart by stroke and word, not by colour, and draws them as the map does")
    func legend() async throws {
        let (samples, words, lines) = try await opened(.german, width: 1_280) { session in
            (
                try session.text(
                    """
                    [...document.querySelectorAll('#legend li')].map(one =>
                        [...one.querySelectorAll('path')].map(path => path.getAttribute('stroke-width') + ':'
                            + (path.getAttribute('stroke-dasharray') || '')).join('+')).join('|')
                    """),
                try session.texts("#legend li span:not(.metres)"),
                try session.text(
                    """
                    [...new Set([...document.querySelectorAll('#map path.trench')].map(path =>
                        path.getAttribute('stroke-width') + ':'
                            + (path.getAttribute('stroke-dasharray') || '')))].join('|')
                    """)
            )
        }
        let strokes = samples.split(separator: "|", omittingEmptySubsequences: false)
        #expect(strokes.count == 6)
        #expect(Set(strokes).count == 6, "\(samples)")
        #expect(Set(words.split(separator: "|")).count == 6)
        let drawn = Set(lines.split(separator: "|"))
        #expect(drawn.isSubset(of: strokes.compactMap { $0.split(separator: "+").first }))
    }

    @Test("the table holds every area and every state that the map shows, with the same metres")
    func sameContent() async throws {
        let (legend, totals, areas, rows) = try await opened(.english, width: 1_280) { session in
            (
                try session.texts("#legend .metres"),
                try session.texts("#tables > .sheet:first-child tfoot td:nth-child(n + 4):nth-child(-n + 9)"),
                try session.texts("#areas .title span:first-child"),
                try session.texts("#tables > .sheet:first-child tbody th")
            )
        }
        #expect(areas == rows)
        let shown = legend.split(separator: "|").map { $0 == "–" ? 0 : Double($0.prefix { $0 != " " }) ?? -1 }
        let listed = totals.split(separator: "|").map {
            $0 == "–" ? 0 : (Double($0.filter { $0 != "," }) ?? -1) / 1_000
        }
        #expect(shown.count == 6)
        #expect(shown == listed)
    }
}

extension BrowserSession {
    /// The texts of all elements of a selector, joined with a bar.
    fileprivate func texts(_ selector: String) throws -> String {
        try text("[...document.querySelectorAll('\(selector)')].map(one => one.textContent).join('|')")
    }
}

private actor Results<T: Sendable> {
    private(set) var all: [T] = []

    func add(_ result: T) { all.append(result) }
}
