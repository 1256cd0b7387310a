import BuddelFormats
import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Foundation
import Postgres
import Testing

@Suite("Subsidy: imported history")
struct ImportedHistoryTests {
    private static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Cases")

    @Test(
        "an imported case assesses to the reference, claims come back as given",
        arguments: ["edges", "ondrup", "ternsche"])
    func cases(_ name: String) async throws {
        let folder = Self.cases.appending(path: name)
        try await TestCluster.shared.withBuddel { pool async throws in
            let owner = BuddelApp(
                pool: pool, userID: 0,
                surroundings: .standing(
                    on: Day(year: 2026, month: 12, day: 31)!, randomBytes: { Array(repeating: 7, count: $0) },
                    passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)))
            _ = try await owner.importCase(folder.path(percentEncoded: false))
            let expected = try FileManager.default.contentsOfDirectory(
                at: folder.appending(path: "expected"), includingPropertiesForKeys: nil
            ).filter { $0.lastPathComponent.hasPrefix("assess-") }
            #expect(expected.count >= 10)
            for file in expected {
                let want = try JSONValue(parsing: Array(Data(contentsOf: file)), file: file.lastPathComponent)
                let award = try #require(want["award"]?.stringValue)
                let cutoff = try Day(parsing: #require(want["cutoff_on"]?.stringValue))
                let got = try await owner.assess(award: award, cutoffOn: cutoff).assessment
                #expect(got.json.sorted == want.sorted, "\(file.lastPathComponent)")
            }
            let given = try CaseFolder.read(folder.path(percentEncoded: false)).records
            for claim in try await owner.listClaims() {
                let view = try await owner.claim(claim.claim.code)
                let record = try #require(given.claims.first { $0.code == claim.claim.code })
                #expect(view.claim.approved == record.approved)
                #expect(view.claim.revoked == record.revoked)
                #expect(Set(view.cuts) == Set(record.cuts))
            }
            try await pool.transact { transaction in
                for check in Schema.checks {
                    let rows = try await transaction.query(SQL(trustedText: check.sql)).count
                    #expect(rows == 0, "\(check.name)")
                }
            }
        }
    }
}

extension JSONValue {
    /// The same with members by name: the order of members says nothing.
    fileprivate var sorted: JSONValue {
        switch self {
        case .object(let object):
            .object(JSONObject(object.members.sorted { $0.name < $1.name }.map { ($0.name, $0.value.sorted) }))
        case .array(let elements): .array(elements.map(\.sorted))
        default: self
        }
    }
}
