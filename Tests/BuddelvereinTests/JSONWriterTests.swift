import Testing

@testable import Buddelverein

@Suite("Domain: JSON text")
struct JSONWriterTests {
    @Test("members keep their written order")
    func order() {
        let value: JSONValue = ["z": 1, "a": ["y": true, "b": nil], "list": [1, "two", 2.5.json]]
        #expect(JSONWriter().text(value) == #"{"z":1,"a":{"y":true,"b":null},"list":[1,"two",2.5]}"#)
    }

    @Test("the indented layout has two spaces a level and no trailing blank")
    func indented() {
        let value: JSONValue = ["a": [1, 2], "e": [], "o": .emptyObject]
        #expect(
            JSONWriter(layout: .indented).text(value) == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "e": [],
                  "o": {}
                }
                """)
    }

    @Test(
        "what JSON forbids in a string is escaped, letters stay as they are",
        arguments: [
            ("a\"b\\c", #""a\"b\\c""#),
            ("line\nbreak\ttab\r", #""line\nbreak\ttab\r""#),
            ("\u{0}\u{1B}\u{7F}", ##""\u0000\u001b\u007f""##),
            ("\u{2028}", ##""\u2028""##),
            ("Grüße, 田 😀", "\"Grüße, 田 😀\""),
        ])
    func escaping(text: String, expected: String) {
        #expect(JSONWriter().text(.string(text)) == expected)
    }

    @Test("a name set twice keeps its place and takes the new value; nil removes it")
    func replacing() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        #expect(JSONWriter().text(.object(object)) == #"{"a":3,"c":4}"#)
    }
}

extension Double {
    fileprivate var json: JSONValue { .number(self) }
}
