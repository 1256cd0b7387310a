import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: what is reported of an object with an unreadable member")
struct SpoiltObjectTests {
    /// The place of every refusal in one file of the small case, as `line field`.
    private func found(_ file: CaseFile, _ text: String) throws -> [String] {
        var folder = SmallCase.files
        folder[file.rawValue] = text
        let refusals = try CaseFixture.withFolder(folder) { path in
            #expect(throws: Refusals.self) { try CaseFolder.read(path, known: RefusalTests.known) }
        }
        let all = refusals?.all ?? []
        #expect(all.allSatisfy { $0.place?.file == file.rawValue }, "\(all)")
        return all.map { "\($0.place?.line ?? 0) \($0.place?.field ?? "")" }
    }

    @Test("a bad day hides neither the unknown programme nor the order of the days; a missing code hides nothing else")
    func awards() throws {
        let awards = """
            [{"code":"A-1","programme":"NONE","applied_on":"x","eligible_from":"2027-06-30","eligible_until":"2026-02-20"},
            {"programme":"NONE","maximum":"y"}]
            """
        #expect(
            try found(.awards, awards) == [
                "1 /0/applied_on", "1 /programme", "1 /eligible_from", "2 /1/code", "2 /1/maximum", "2 /programme",
            ])
    }

    @Test("an object whose code is there already is judged like the others")
    func twice() throws {
        let awards = """
            [{"code":"A-1","programme":"SELM"},
            {"code":"A-1","programme":"NONE"}]
            """
        #expect(try found(.awards, awards) == ["2 /1", "2 /programme"])
    }

    @Test("a bad amount hides neither the unknown award nor the line that a cut names; what is no cut is one fault")
    func claims() throws {
        let claims = """
            [{"code":"A-1/1","award":"A-9","cutoff_on":"2026-06-30","status":"approved","approved":"x",
            "cuts":[{"kind":"cost","ref":"K-9","left":"y","why":"no"},7,
            {"kind":"soup","ref":"K-9","left":"1.00","why":"no"}]}]
            """
        #expect(
            try found(.claims, claims).sorted() == [
                "1 /0/approved", "1 /award", "1 /cuts/0/ref", "2 /0/cuts/0/left", "2 /0/cuts/1", "3 /0/cuts/2/kind",
            ])
    }

    @Test("an empty funder hides no rule, and a bad rate no unknown machine")
    func programmes() throws {
        let programmes = """
            [{"code":"SELM","funder":"","ags":"05978032","financing":{"kind":"deficit"},
            "eligible":{"tasks":["singing"],"machine_rates":{"rocket":"x"}},"unpaid_share_max":"100.00"}]
            """
        #expect(
            try found(.programmes, programmes).sorted() == [
                "1 /0/funder", "1 /eligible/machine_rates", "1 /eligible/tasks", "1 /unpaid_share_max",
                "2 /0/eligible/machine_rates/rocket",
            ])
    }

    @Test("a wrong geometry or kind hides no unknown area; a feature without properties shows its geometry's fault")
    func segments() throws {
        let segments = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"S-1","area":"A9","connection":"C-9","kind":"x","status":"laid"},
            "geometry":{"type":"Point","coordinates":[7.4,51.7]}},
            {"type":"Feature","properties":{"code":"S-2","area":"A8","kind":"lead","status":"planned"},
            "geometry":{"type":"LineString","coordinates":[[7.4,51.7],["x"]]}},
            {"type":"Feature","geometry":{"type":"Circle","coordinates":[]}}]}
            """
        let places = try found(.segments, segments)
        let wanted = [
            "2 /area", "2 /connection", "2 /features/0/properties/kind", "2 /features/0/properties", "4 /area",
            "6 /features/2/properties",
        ]
        for place in wanted { #expect(places.contains(place), "\(place) of \(places)") }
        #expect(places.contains { $0.contains("/features/1/geometry") } && places.count == 8, "\(places)")
        #expect(places.contains { $0.contains("/features/2/geometry") }, "\(places)")
    }

    @Test("a profile without a name shows its bad IBAN, and says whose folder it is")
    func association() throws {
        let profile = #"{"code":"kiebitz","seat_ags":"05978032","iban":"DE88370400440532013000"}"#
        #expect(try found(.association, profile) == ["1 /name", "1 /iban"])
        var folder = SmallCase.files
        folder[CaseFile.association.rawValue] = profile
        let code = try CaseFixture.withFolder(folder) { try CaseDraft.read($0).associationCode() }
        #expect(code == "kiebitz")
        folder[CaseFile.association.rawValue] = "{}"
        try CaseFixture.withFolder(folder) { path in
            let draft = try CaseDraft.read(path)
            #expect(throws: Refusals.self) { try draft.associationCode() }
        }
    }
}
