import DatabaseFixture
import Foundation
import Testing

@testable import BuddelHTTP

@Suite("API: the document leads from one operation to the next")
struct LinkTests {
    private static let links = EndpointLinks(endpoints: Endpoint.all)

    private func targets(_ id: String) throws -> [String] {
        let endpoint = try #require(Endpoint.all.first { $0.id == id })
        return Self.links.json(from: endpoint).members.map(\.name)
    }

    @Test("what is made leads to reading it, a list to its items, and reading to every change with the tag")
    func derived() throws {
        #expect(try targets("addMember") == ["showMember"])
        #expect(try targets("listMembers") == ["showMember"])
        #expect(try targets("addAssociation").contains("showAssociation"))
        #expect(try targets("fileClaim").contains("showClaim"))
        #expect(try targets("addClearance") == ["showClearance"])
        #expect(try targets("recordWork") == ["showVoucher"])
        let read = try #require(Endpoint.all.first { $0.id == "showMember" })
        let links = Self.links.json(from: read)
        #expect(links["editMember"]?["parameters"]?["header.If-Match"]?.stringValue == "$response.header.ETag")
        #expect(links["leaveMember"] != nil)
    }

    @Test("every link leads to an operation, fills all of its path, and names only parameters that it has")
    func sound() throws {
        var count = 0
        for endpoint in Endpoint.all {
            for link in Self.links.json(from: endpoint).members {
                let target = try #require(Endpoint.all.first { $0.id == link.name }, "\(endpoint.id) to \(link.name)")
                let given = Set((link.value["parameters"]?.objectValue?.members ?? []).map(\.name))
                let path = Set(target.pathNames.map { "path.\($0)" })
                let query = Set(target.query.map { "query.\($0.name)" })
                #expect(path.isSubset(of: given), "\(endpoint.id) to \(link.name)")
                #expect(
                    given.subtracting(path).subtracting(query).subtracting(["header.If-Match"]).isEmpty,
                    "\(endpoint.id) to \(link.name)")
                count += 1
            }
        }
        #expect(count > 80)
    }
}
