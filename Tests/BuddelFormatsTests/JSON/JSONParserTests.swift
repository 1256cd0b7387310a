import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: JSON")
struct JSONParserTests {
    private func parse(_ text: String, limits: FileLimits = FileLimits()) throws(Refusal) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8), file: "t.json", limits: limits)
    }

    @Test("all kinds of values are read, names in their order")
    func values() throws {
        let value = try parse(" {\"b\": [1, -2.5e1, true, false, null], \"a\" : \"x\\u00e4\\n\\ud83d\\ude9c\\/\"}\r\n")
        #expect(value == ["b": [1, .number(-25), true, false, nil], "a": "xä\n🚜/"])
        #expect(value.objectValue?.names == ["b", "a"])
    }

    @Test("numbers stay text while they are read")
    func numbersAreText() throws {
        let node = try JSONParser.parse(Array("[0.1, 12345678901234567890.12]".utf8), file: "t.json")
        guard case .array(let elements) = node.content, case .number(let second) = elements[1].content else {
            Issue.record("a list of numbers was expected")
            return
        }
        #expect(second == "12345678901234567890.12")
    }

    @Test(
        "what is not JSON is refused with its line",
        arguments: [
            ("", 1), ("{", 1), ("[1,\n2,]", 2), ("{\"a\":1,\n\"a\":2}", 2), ("[01]", 1), ("[1.]", 1), ("[.5]", 1),
            ("[+1]", 1), ("[NaN]", 1), ("[1e]", 1), ("[-]", 1), ("tru", 1), ("{a:1}", 1), ("{\"a\" 1}", 1),
            ("[\"\n\"]", 1), ("[\"\\x\"]", 1), ("[\"\\ud800\"]", 1), ("[\"\\udc00\"]", 1), ("[\"\\u12g4\"]", 1),
            ("[\"\\u0000\"]", 1), ("[\"abc", 1), ("[1] 2", 1), ("\n\n[1 2]", 3), ("// x\n[]", 1), ("['a']", 1),
            ("[\(String(repeating: "1", count: 65))]", 1),
        ] as [(String, Int)])
    func malformed(text: String, line: Int) {
        let refusal = #expect(throws: Refusal.self) { try parse(text) }
        #expect(refusal?.code == .invalidJSON)
        #expect(refusal?.place?.line == line)
        #expect(refusal?.place?.file == "t.json")
    }

    @Test("depth, values, texts and bytes are bounded")
    func limits() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: Refusal.self) { try parse(deep) }
        for (change, text) in [
            (\FileLimits.values, "[1,2]"), (\.stringBytes, "[\"abc\"]"), (\.stringBytes, "[\"\\n\\n\"]"),
            (\.depth, "[[[]]]"), (\.fileBytes, "[1]"),
        ] {
            var limits = FileLimits()
            limits[keyPath: change] = 1
            let refusal = #expect(throws: Refusal.self) { try parse(text, limits: limits) }
            #expect(refusal?.code == .tooMuchData)
        }
    }

    @Test("JSON must be UTF-8")
    func encoding() {
        let refusal = #expect(throws: Refusal.self) { try JSONValue(parsing: [0x22, 0xFC, 0x22]) }
        #expect(refusal?.code == .invalidText)
    }

    @Test("what the writer writes is read back")
    func roundTrip() throws {
        let value: JSONValue = [
            "z": [], "a": [nil, true, -7, .number(7.425)], "t": "\u{1}\"\\ä\u{2028}🚜", "o": .emptyObject,
        ]
        for layout in [JSONWriter.Layout.compact, .indented, .narrow] {
            #expect(try parse(JSONWriter(layout: layout).text(value)) == value)
        }
    }
}
