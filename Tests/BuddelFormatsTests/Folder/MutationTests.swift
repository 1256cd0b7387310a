import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: mutated files")
struct MutationTests {
    /// Bytes that mean something to one of the formats.
    private static let spicy = Array("\",;:.\n\r\\{}[]-+eE0123456789 /ntu".utf8) + [0, 0x7F, 0x80, 0xC3, 0xE2, 0xFF]

    private static func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...3, using: &random) {
            let index = Int.random(in: 0..<max(1, bytes.count), using: &random)
            let byte = spicy[Int.random(in: 0..<spicy.count, using: &random)]
            switch Int.random(in: 0...4, using: &random) {
            case 0 where index < bytes.count: bytes[index] = byte
            case 1 where index < bytes.count: bytes.remove(at: index)
            case 2: bytes.insert(byte, at: min(index, bytes.count))
            case 3: bytes.removeSubrange(index...)
            default:
                let end = min(bytes.count, index + Int.random(in: 0...40, using: &random))
                if index < end { bytes.insert(contentsOf: bytes[index..<end], at: index) }
            }
            if bytes.isEmpty { bytes = [byte] }
        }
        return bytes
    }

    private static func read(_ file: CaseFile, _ bytes: [UInt8]) -> (count: Int, issues: FileIssues) {
        let issues = FileIssues()
        let limits = FileLimits()
        func count<Record>(_ records: [Located<Record>]) -> Int { records.count }
        let count: Int =
            switch file {
            case .municipalities: count(MunicipalitiesFile.read(bytes, limits: limits, issues: issues))
            case .association: AssociationFile.read(bytes, limits: limits, issues: issues) == nil ? 0 : 1
            case .areas: count(AreasFile.read(bytes, limits: limits, issues: issues))
            case .members: count(MembersFile.read(bytes, limits: limits, issues: issues))
            case .helpers: count(HelpersFile.read(bytes, limits: limits, issues: issues))
            case .connections: count(ConnectionsFile.read(bytes, limits: limits, issues: issues))
            case .holders: count(HoldersFile.read(bytes, limits: limits, issues: issues))
            case .segments: count(SegmentsFile.read(bytes, limits: limits, issues: issues))
            case .progress: count(ProgressFile.read(bytes, limits: limits, issues: issues))
            case .work: count(WorkFile.read(bytes, limits: limits, issues: issues))
            case .costs: count(CostsFile.read(bytes, limits: limits, issues: issues))
            case .gifts: count(GiftsFile.read(bytes, limits: limits, issues: issues))
            case .payments: count(PaymentsFile.read(bytes, limits: limits, issues: issues))
            case .programmes: count(ProgrammesFile.read(bytes, limits: limits, issues: issues))
            case .awards: count(AwardsFile.read(bytes, limits: limits, issues: issues))
            case .claims: count(ClaimsFile.read(bytes, limits: limits, issues: issues))
            }
        return (count, issues)
    }

    @Test("a mutated file gives records or refusals with their place, never a crash", arguments: CaseFile.allCases)
    func mutations(file: CaseFile) throws {
        let original = Array(try #require(SmallCase.files[file.rawValue]).utf8)
        let sound = Self.read(file, original)
        #expect(sound.count > 0 && sound.issues.refusals.isEmpty)
        var random = SeededRandom(seed: UInt64(original.count))
        var refused = 0
        for _ in 0..<400 {
            let (count, issues) = Self.read(file, Self.mutated(original, &random))
            if !issues.refusals.isEmpty { refused += 1 }
            // A row may be lost by cutting the file off, never silently by being wrong.
            if count == 0, issues.refusals.isEmpty { continue }
            #expect(issues.refusals.allSatisfy { $0.place?.file == file.rawValue })
        }
        #expect(refused > 60)
    }

    @Test("what is read from a mutated folder is exported and read back the same")
    func mutatedRoundTrip() throws {
        var random = SeededRandom(seed: 7)
        var taken = 0
        for _ in 0..<200 {
            var files = SmallCase.files.mapValues { Array($0.utf8) }
            let name = CaseFile.allCases[Int.random(in: 0..<CaseFile.allCases.count, using: &random)].rawValue
            files[name] = Self.mutated(files[name] ?? [], &random)
            let folder = try? CaseFixture.withFolder(files) { try CaseFolder.read($0) }
            guard let folder else { continue }
            taken += 1
            let written = Dictionary(uniqueKeysWithValues: folder.records.files().map { ($0.file.rawValue, $0.bytes) })
            let again = try CaseFixture.withFolder(written) { try CaseFolder.read($0) }
            #expect(again.records == folder.records.sorted())
        }
        #expect(taken > 12)
    }
}
