import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: XML that is refused")
struct XMLRefusalTests {
    /// A file of hostile XML and what must be said of it.
    struct Hostile: Sendable, CustomTestStringConvertible {
        let what: String
        let bytes: [UInt8]
        let code: RefusalCode
        let line: Int?

        init(_ what: String, _ text: String, _ code: RefusalCode = .invalidXML, line: Int? = 1) {
            self.init(what, Array(text.utf8), code, line: line)
        }

        init(_ what: String, _ bytes: [UInt8], _ code: RefusalCode = .invalidXML, line: Int? = 1) {
            (self.what, self.bytes, self.code, self.line) = (what, bytes, code, line)
        }

        var testDescription: String { what }
    }

    static let laughs =
        "<!DOCTYPE a [<!ENTITY l0 'ha'>"
        + (1...9).map { level in "<!ENTITY l\(level) '\(String(repeating: "&l\(level - 1);", count: 10))'>" }.joined()
        + "]><a>&l9;</a>"

    static func utf16(_ text: String, little: Bool = true) -> [UInt8] {
        (little ? [0xFF, 0xFE] : [0xFE, 0xFF])
            + text.utf16.flatMap { unit in
                little ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            }
    }

    static let all: [Hostile] = [
        Hostile("a billion laughs", laughs),
        Hostile("a billion laughs in UTF-16", utf16(laughs)),
        Hostile(
            "a billion laughs in UTF-16, big end first",
            utf16("<?xml version='1.0' encoding='UTF-16'?>" + laughs, little: false)),
        Hostile("a billion laughs in ISO 8859-1", "<?xml version='1.0' encoding='ISO-8859-1'?>\n" + laughs, line: 2),
        Hostile(
            "a quadratic blow-up",
            "<!DOCTYPE a [<!ENTITY x '\(String(repeating: "x", count: 50_000))'>]><a>\(String(repeating: "&x;", count: 50_000))</a>"
        ),
        Hostile("an entity that is a file", "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>"),
        Hostile("an entity that is an address", "<!DOCTYPE a [<!ENTITY f SYSTEM 'http://127.0.0.1:9/x'>]><a>&f;</a>"),
        Hostile("a parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>"),
        Hostile("a document type elsewhere", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>"),
        Hostile("a document type in small letters", "<!doctype a><a/>"),
        Hostile("a document type after a comment", "<!-- a -->\n<!DOCTYPE a><a/>", line: 2),
        Hostile("a document type after the mark", [0xEF, 0xBB, 0xBF] + Array("<!DOCTYPE a><a/>".utf8)),
        Hostile("an unknown entity", "<a>&unknown;</a>"),
        Hostile("an entity that names itself", "<a>&a;</a>"),
        Hostile("a style sheet", "<?xml version='1.0'?><?xml-stylesheet href='http://127.0.0.1:9/'?><a/>"),
        Hostile("a processing instruction inside", "<a>\n<?php echo 1 ?></a>", line: 2),
        Hostile(
            "an XInclude", "<a xmlns:xi='http://www.w3.org/2001/XInclude'>\n<xi:include href='/etc/passwd'/></a>",
            line: 2),
        Hostile("UTF-7", "<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-", .invalidText),
        Hostile("EBCDIC by name", "<?xml version='1.0' encoding='IBM037'?><a/>", .invalidText),
        Hostile("EBCDIC by bytes", [0x4C, 0x6F, 0xA7, 0x94, 0x93], .invalidText, line: nil),
        Hostile("UTF-32", [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0]),
        Hostile("UTF-16 without its mark", Array(utf16("<a/>").dropFirst(2))),
        Hostile("UTF-16 that says UTF-8", utf16("<?xml version='1.0' encoding='UTF-8'?><a/>"), .invalidText),
        Hostile("UTF-8 that says UTF-16", "<?xml version='1.0' encoding='UTF-16'?><a/>", .invalidText),
        Hostile(
            "the mark of UTF-8 that says 8859-1",
            [0xEF, 0xBB, 0xBF] + Array("<?xml version='1.0' encoding='ISO-8859-1'?><a/>".utf8), .invalidText),
        Hostile("half a character", utf16("<a/>") + [0x3C], .invalidText, line: nil),
        Hostile("a lone surrogate", [0xFF, 0xFE, 0x3C, 0x00, 0x00, 0xD8], .invalidText, line: nil),
        Hostile("bytes that are not UTF-8", [0x3C, 0x61, 0x3E, 0xC3, 0x28], .invalidText, line: nil),
        Hostile("an overlong slash", [0x3C, 0x61, 0xC0, 0xAF, 0x3E], .invalidText, line: nil),
        Hostile("XML 1.1", "<?xml version='1.1'?><a/>"),
        Hostile("a broken declaration", "<?xml version=1.0?><a/>"),
        Hostile("a declaration without an end", "<?xml version='1.0' " + String(repeating: "a", count: 1_000)),
        Hostile("a declaration that is late", " <?xml version='1.0'?><a/>"),
        Hostile("a declaration with an odd name", "<?xml version='1.0' charset='UTF-8'?><a/>"),
        Hostile("a NUL", "<a>\0</a>"),
        Hostile("a bell", "<a>\n\u{7}</a>", line: 2),
        Hostile("a NUL by number", "<a>&#0;</a>"),
        Hostile("a surrogate by number", "<a>&#xD800;</a>"),
        Hostile("a number beyond Unicode", "<a>&#x110000;</a>"),
        Hostile("a non-character", "<a>\u{FFFF}</a>"),
        Hostile("nothing", "", line: nil),
        Hostile("blanks", " \n ", line: nil),
        Hostile("text", "number,name\n"),
        Hostile("an open element", "<a>\n<b>\n</b>", line: 3),
        Hostile("elements that cross", "<a><b></a></b>"),
        Hostile("two roots", "<a/>\n<b/>", line: 2),
        Hostile("text behind the root", "<a/>\ntext", line: 2),
        Hostile("an attribute twice", "<a b='1' b='2'/>"),
        Hostile("an attribute without quotes", "<a b=1/>"),
        Hostile("a prefix that is not declared", "<p:a/>"),
        Hostile("text between elements", "<a>text<b/></a>"),
        Hostile("an element of another namespace", "<a xmlns='urn:a'><b xmlns='urn:b'/></a>"),
        Hostile("a namespace that is taken off", "<a xmlns='urn:a'><b xmlns=''/></a>"),
        Hostile("an open CDATA section", "<a><![CDATA[text</a>"),
        Hostile("100,000 elements deep", String(repeating: "<a>", count: 100_000), .tooMuchData),
        Hostile(
            "100,000 elements deep in what is left out", "<a><SplmtryData>" + String(repeating: "<b>", count: 100_000),
            .tooMuchData),
        Hostile("a very long text", "<a>" + String(repeating: "x", count: 100_000) + "</a>", .tooMuchData),
        Hostile(
            "a very long CDATA section", "<a><![CDATA[" + String(repeating: "x", count: 100_000) + "]]></a>",
            .tooMuchData),
        Hostile(
            "a very long text in pieces", "<a>" + String(repeating: "<![CDATA[x]]>y", count: 40_000) + "</a>",
            .tooMuchData),
        Hostile("a very long name", "<" + String(repeating: "a", count: 200_000) + "/>"),
    ]

    @Test("it is refused with its code and line", arguments: all)
    func refused(hostile: Hostile) throws {
        let refusal = try #require(throws: Refusal.self) { try XMLTree.parse(hostile.bytes, file: "hostile.xml") }
        #expect(refusal.code == hostile.code, "\(refusal)")
        #expect(refusal.place?.file == "hostile.xml")
        if let line = hostile.line { #expect(refusal.place?.line == line, "\(refusal)") }
    }

    @Test("the limits of size and count are exact")
    func limits() throws {
        var limits = FileLimits()
        limits.elements = 3
        #expect(
            try XMLTree.parse(Array("<a><b/><b/></a>".utf8), file: "a.xml", limits: limits).root.children.count == 2)
        let many = try #require(throws: Refusal.self) {
            try XMLTree.parse(Array("<a><b/><b/><b/></a>".utf8), file: "a.xml", limits: limits)
        }
        #expect(many.code == .tooMuchData)
        limits.xmlBytes = 5
        let long = try #require(throws: Refusal.self) {
            try XMLTree.parse(Array("<aaa/>".utf8), file: "a.xml", limits: limits)
        }
        #expect(long.code == .tooMuchData)
        limits = FileLimits()
        limits.depth = 2
        #expect(throws: Never.self) { try XMLTree.parse(Array("<a><b/></a>".utf8), file: "a.xml", limits: limits) }
        #expect(throws: Refusal.self) {
            try XMLTree.parse(Array("<a><b><c/></b></a>".utf8), file: "a.xml", limits: limits)
        }
    }

    @Test("sound XML is read in each of its encodings, with lines, references, CDATA and attributes")
    func sound() throws {
        let text = "<a>\n <b c='1&lt;2'>ä &amp; &#x20AC;</b>\n <b><![CDATA[x & <y>]]></b><!-- <b/> -->\n</a>"
        let latin = "<?xml version=\"1.0\" encoding=\"iso-8859-1\" standalone='yes'?>" + text
        let files: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), Self.utf16(text), Self.utf16(text, little: false),
            Array("<?xml version='1.0' encoding='utf-8' ?>\(text)".utf8),
            Self.utf16("<?xml version='1.0' encoding='UTF-16'?>\(text)"), latin.unicodeScalars.map { UInt8($0.value) },
        ]
        for bytes in files {
            let (root, namespace) = try XMLTree.parse(bytes, file: "a.xml")
            #expect(root.name == "a" && namespace == "" && root.text == "" && root.children.map(\.line) == [2, 3])
            #expect(root.children.map(\.text) == ["ä & €", "x & <y>"])
            #expect(root.children[0].attributes == ["c": "1<2"])
        }
        // What says 8859-1 and holds an euro sign was written by Windows.
        let windows = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0x80] + Array("</a>".utf8)
        #expect(try XMLTree.parse(windows, file: "a.xml").root.text == "€")
    }

    @Test("what is in supplementary data is left out, whatever its namespace")
    func supplementary() throws {
        let text = "<a xmlns='urn:a'><SplmtryData><x xmlns='urn:x'>t<y/></x></SplmtryData><b>1</b></a>"
        let root = try XMLTree.parse(Array(text.utf8), file: "a.xml").root
        #expect(root.children.map(\.name) == ["SplmtryData", "b"] && root.children[0].children.isEmpty)
    }

    @Test("1 GB of zeros in an archive of statements is refused in bounded memory")
    func zeros() throws {
        let piece = [UInt8](repeating: 0x30, count: 1 << 20)
        var writer = ZipWriter()
        let bytes = try writer.entry("a.xml", pieces: repeatElement(piece[...], count: 1 << 10)) + writer.end()
        let before = try PeakMemory.kilobytes()
        let refusals = try #require(throws: Refusals.self) { try BankFile.read(bytes, file: "zeros.zip") }
        #expect(refusals.all.map(\.code) == [.tooMuchData])
        #expect(try PeakMemory.kilobytes() - before < 700 << 10)
    }
}
