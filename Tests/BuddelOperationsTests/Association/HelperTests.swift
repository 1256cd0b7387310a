import BuddelOperations
import Buddelverein
import Testing

@Suite("Association: helpers that change, and two who change the same one")
struct HelperTests {
    @Test("Name and household change, the code stays; what was seen before is a conflict")
    func editing() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            _ = try await app.addHelper(Helper(code: "", name: "Jan", memberNumber: "M-1"), in: nil)
            let seen = try await app.fetchHelper("H-1", in: nil)
            #expect(seen.version == 1)
            let changed = try await app.editHelper("H-1", in: nil, version: seen.version) {
                $0.name = "Jan Feld"
                $0.code = "H-9"
            }
            #expect(changed == Helper(code: "H-1", name: "Jan Feld", memberNumber: "M-1"))
            try await app.editHelper("H-1", in: nil) { $0.memberNumber = nil }
            #expect(try await app.listHelpers(in: nil) == [Helper(code: "H-1", name: "Jan Feld", memberNumber: nil)])
            let lead = try await town.user("lead", .areaLead)
            let codes = [
                await refusal { try await app.editHelper("H-1", in: nil, version: seen.version) { $0.name = "J." } },
                await refusal { try await app.editHelper("H-1", in: nil) { $0.name = "" } },
                await refusal { try await app.editHelper("H-1", in: nil) { $0.memberNumber = "M-9" } },
                await refusal { try await app.editHelper("H-9", in: nil) { $0.name = "J." } },
                await refusal { _ = try await app.fetchHelper("H-9", in: nil) },
                await refusal { try await lead.editHelper("H-1", in: nil) { $0.name = "J." } },
            ]
            #expect(
                codes == [
                    .contentChanged, .missingValue, .unknownMember, .notFound, .notFound, .notAllowed,
                ])
            #expect(try await town.audited(by: 0).filter { $0 == "member.change H-1" }.count == 3)
        }
    }

    @Test("A change that changes nothing writes nothing and leaves the version, unless what was seen is old")
    func nothingChanged() async throws {
        try await TownApp.with { town async throws in
            let app = town.owner
            _ = try await app.addHelper(Helper(code: "", name: "Jan", memberNumber: "M-1"), in: nil)
            let code = try await app.addConnection(TownApp.connection("M-1"), in: nil).code
            let written = try await town.audited(by: 0)
            try await app.editHelper("H-1", in: nil, version: 1) { $0.name = "Jan" }
            try await app.editMember("M-1", in: nil) { $0.roles.reverse() }
            try await app.editAssociation(nil) { $0.code = "other" }
            try await app.editArea("A1", in: nil)
            try await app.editSegment("S-1", in: nil)
            try await app.editConnection(code, in: nil) { _ in }
            #expect(try await town.audited(by: 0) == written)
            let versions = [
                try await app.fetchHelper("H-1", in: nil).version, try await app.fetchMember("M-1", in: nil).version,
                try await app.fetchAssociation(nil).version, try await app.fetchArea("A1", in: nil).version,
                try await app.fetchSegment("S-1", in: nil).overview.version,
                try await app.fetchConnection(code, in: nil).version,
            ]
            #expect(versions == [1, 1, 1, 1, 1, 1])
            #expect(await refusal { try await app.editHelper("H-1", in: nil, version: 7) { _ in } } == .contentChanged)
        }
    }

    @Test("Of two who saw the same helper and change it at the same moment one gets a conflict", arguments: 1...5)
    func race(_ round: Int) async throws {
        try await TownApp.with { town async throws in
            _ = try await town.owner.addHelper(Helper(code: "", name: "Jan", memberNumber: nil), in: nil)
            let outcomes = await withTaskGroup(of: RefusalCode?.self) { group in
                for name in ["Jan A", "Jan B"] {
                    group.addTask {
                        await refusal {
                            try await town.owner.editHelper("H-1", in: nil, version: 1) { $0.name = name }
                        }
                    }
                }
                return await group.reduce(into: [RefusalCode?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.contains(.contentChanged))
        }
    }
}
