import Buddelverein

/// One programme as an object of `programmes.json`; the form in which its terms are stored and shown.
public enum ProgrammeTerms {
    /// The object; the same bytes for the same programme.
    public static func json(_ programme: Programme) -> JSONValue { ProgrammesFile.value(programme) }

    /// The object's text without white space.
    public static func text(_ programme: Programme) -> String { JSONWriter().text(json(programme)) }

    /// Reads one object; refuses with everything wrong in it.
    public static func parse(_ text: String, file: String = "programme") throws -> Programme {
        let programmes = try list("[\(text)]", file: file)
        guard programmes.count == 1 else {
            throw Refusal(
                .invalidJSON, LocalizedText(en: "One programme is expected.", de: "Erwartet wird ein Programm."),
                at: Refusal.Place(file: file))
        }
        return programmes[0]
    }

    /// Reads a list of programmes, or one alone, from a file's bytes; refuses with everything wrong in it.
    public static func list(_ bytes: [UInt8], file: String) throws -> [Programme] {
        try list(String(decoding: bytes, as: UTF8.self), file: file)
    }

    private static func list(_ text: String, file: String) throws -> [Programme] {
        let isList = text.first { !$0.isWhitespace } == "["
        let issues = FileIssues()
        let bytes = Array((isList ? text : "[\(text)]").utf8)
        let records = ProgrammesFile.read(bytes, limits: FileLimits(), issues: issues)
        guard issues.refusals.isEmpty else {
            throw Refusals(
                issues.refusals.map { refusal in
                    var place = refusal.place ?? Refusal.Place()
                    place.file = file
                    return refusal.at(place)
                })
        }
        return records.map(\.record)
    }
}
