import BuddelOperations
import Foundation
import Testing

@Suite("Application: folders for a moment")
struct PrivateFolderTests {
    @Test("nobody else may look in, and it goes with its value, links and all, but not what a link leads to")
    func goes() throws {
        let kept = FileManager.default.temporaryDirectory.appending(path: "pf-\(UUID().uuidString)").path
        try Data("kept".utf8).write(to: URL(filePath: kept))
        defer { try? FileManager.default.removeItem(atPath: kept) }
        var folder: PrivateFolder? = try PrivateFolder()
        let path = try #require(folder?.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        try FileManager.default.createSymbolicLink(atPath: path + "/link", withDestinationPath: kept)
        try Data().write(to: URL(filePath: path + "/file"))
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.fileExists(atPath: kept))
    }

    @Test("two at the same moment are two")
    func apart() throws {
        let (first, second) = (try PrivateFolder(), try PrivateFolder())
        #expect(first.path != second.path)
    }
}
