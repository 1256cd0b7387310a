import Foundation
import Testing

@Suite("Ledger: hostile folders through the built program")
struct HostileFolderTests {
    /// One file of the example that is replaced, and what the program must say.
    struct Hostile: Sendable {
        let what: String
        let file: String
        let code: String
        let make: @Sendable (URL) throws -> Void

        init(_ what: String, _ file: String, _ code: String, _ text: @autoclosure @escaping @Sendable () -> String) {
            self.init(what, file, code) { try Data(text().utf8).write(to: $0) }
        }

        init(_ what: String, _ file: String, _ code: String, make: @escaping @Sendable (URL) throws -> Void) {
            (self.what, self.file, self.code, self.make) = (what, file, code, make)
        }
    }

    static let members = "number,kind,name,joined_on\n"

    static let hostile: [Hostile] = [
        Hostile("lists 100,000 deep", "awards.json", "too_much_data", String(repeating: "[", count: 100_000)),
        Hostile("objects 100,000 deep", "claims.json", "too_much_data", String(repeating: "[{\"a\":", count: 100_000)),
        Hostile(
            "4 million values", "programmes.json", "too_much_data",
            "[" + String(repeating: "[1,2],", count: 4_000_000) + "1]"),
        Hostile("a lone surrogate", "programmes.json", "invalid_json", "[{\"code\":\"\\ud800\"}]"),
        Hostile("an escaped NUL", "association.json", "invalid_json", "{\"code\":\"a\\u0000\"}"),
        Hostile("a name twice", "association.json", "invalid_json", "{\"code\":\"a\",\"code\":\"b\"}"),
        Hostile("UTF-16", "association.json", "invalid_text") { try Data([0xFF, 0xFE, 0x7B, 0x00]).write(to: $0) },
        Hostile("a NUL", "members.csv", "invalid_text", members + "M-1,person,\0,2025-01-01\n"),
        Hostile(
            "accents without end", "members.csv", "invalid_text",
            members + "M-1,person,a\(String(repeating: "\u{315}\u{300}", count: 20_000)),2025-01-01\n"),
        Hostile(
            "a million ragged rows", "members.csv", "too_much_data",
            members + String(repeating: "x\n", count: 1_000_000)),
        Hostile(
            "a million bad rows", "payments.csv", "too_much_data",
            "ref,date,member_number,amount,purpose\n" + String(repeating: ",,,,x\n", count: 1_000_000)),
        Hostile(
            "a quote that never ends", "work.csv", "invalid_csv",
            "ref,\"date\n" + String(repeating: "a,\n", count: 9_999)),
        Hostile("5,000 columns", "helpers.csv", "too_much_data", String(repeating: "a,", count: 5_000) + "b\n"),
        Hostile(
            "a control character that steers a terminal", "helpers.csv", "invalid_value", "code,name\nH-9,\u{1B}[2J\n"),
        Hostile(
            "a document outside", "gifts.csv", "unsafe_path",
            "ref,date,member_number,what,value,document\nG-1,2026-01-01,,x,1.00,../../etc/passwd\n"),
        Hostile(
            "an infinite coordinate", "areas.geojson", "invalid_geometry",
            geo("[[[1e400,51],[8,51],[8,52],[1e400,51]]]")),
        Hostile(
            "a million vertices and more", "areas.geojson", "too_much_data",
            geo("[[" + String(repeating: "[7,51],", count: 1_000_001) + "[7,51]]]")),
        Hostile("300 MB of nothing", "costs.csv", "too_much_data") { url in
            _ = FileManager.default.createFile(atPath: url.path, contents: nil)
            let file = try FileHandle(forWritingTo: url)
            try file.truncate(atOffset: 300 << 20)
            try file.close()
        },
        Hostile("a link to another file", "helpers.csv", "unsafe_path") {
            try FileManager.default.createSymbolicLink(at: $0, withDestinationURL: URL(filePath: "/etc/passwd"))
        },
        Hostile("a pipe that nobody fills", "connections.csv", "unsafe_path") {
            try #require(mkfifo($0.path, 0o644) == 0)
        },
        Hostile("a folder", "holders.csv", "unsafe_path") {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: false)
        },
    ]

    static func geo(_ rings: String) -> String {
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A-9","name":"x"},
        "geometry":{"type":"Polygon","coordinates":\(rings)}}]}
        """
    }

    @Test("each is refused with its code and place, within 3 GB of memory, and nothing is stored")
    func refused() throws {
        try Program.with { program in
            // The server is started without the bound.
            let empty = try program.run("association", "list", "--csv")
            #expect(empty.status == 0)
            let example = Program.root.appending(path: "examples/kiebitzbrook")
            let folder = program.folder.appending(path: "case")
            for hostile in Self.hostile {
                try FileManager.default.copyItem(at: example, to: folder)
                defer { try? FileManager.default.removeItem(at: folder) }
                let file = folder.appending(path: hostile.file)
                try? FileManager.default.removeItem(at: file)
                try hostile.make(file)
                let outcome = try program.run(withinKilobytes: 3 << 20, ["import", folder.path])
                #expect(outcome.status == 1 || outcome.status == 2, "\(hostile.what): status \(outcome.status)")
                #expect(outcome.errors.contains("[\(hostile.code)]"), "\(hostile.what): \(outcome.errors.prefix(500))")
                #expect(outcome.errors.contains("where: \(hostile.file)"), "\(hostile.what)")
                #expect(outcome.output == "", "\(hostile.what)")
                #expect(!outcome.errors.contains("\u{1B}"), "\(hostile.what)")
            }
            #expect(try program.run("association", "list", "--csv").output == empty.output)
            #expect(try program.run("member", "list").status == 4)
            // The same program takes the sound folder afterwards.
            #expect(try program.run("import", example.path).status == 0)
        }
    }
}
