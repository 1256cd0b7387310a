import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: mutated files")
struct MutationTests {
    @Test("a mutated file gives records or refusals with their place, never a crash", arguments: CaseFile.allCases)
    func mutations(file: CaseFile) throws {
        let original = Array(try #require(SmallCase.files[file.rawValue]).utf8)
        let sound = Corpus.read(file, original)
        #expect(sound.count > 0 && sound.issues.refusals.isEmpty)
        var random = SeededRandom(seed: UInt64(original.count))
        var refused = 0
        let rounds = Corpus.rounds(300)
        for _ in 0..<rounds {
            let (count, issues) = Corpus.read(file, Corpus.mutated(original, &random))
            if !issues.refusals.isEmpty { refused += 1 }
            // A row may be lost by cutting the file off, never silently by being wrong.
            if count == 0, issues.refusals.isEmpty { continue }
            #expect(issues.refusals.allSatisfy { $0.place?.file == file.rawValue })
        }
        #expect(refused > rounds / 7)
    }

    @Test(
        "the mutated files of the worked cases and the example give records or refusals with their place",
        arguments: CaseFixture.all)
    func mutatedCases(path: String) throws {
        var random = SeededRandom(seed: UInt64(path.utf8.count))
        for file in CaseFile.allCases {
            guard let original = CaseFixture.bytes(path, file) else { continue }
            for _ in 0..<Corpus.rounds(15) {
                let bytes = Corpus.mutated(original, &random)
                let (_, issues) = Corpus.read(file, bytes)
                #expect(issues.refusals.allSatisfy { $0.place?.file == file.rawValue })
            }
        }
    }

    @Test("what is read from a mutated folder is exported and read back the same")
    func mutatedRoundTrip() throws {
        var random = SeededRandom(seed: 7)
        var taken = 0
        for _ in 0..<200 {
            var files = SmallCase.files.mapValues { Array($0.utf8) }
            let name = CaseFile.allCases[Int.random(in: 0..<CaseFile.allCases.count, using: &random)].rawValue
            files[name] = Corpus.mutated(files[name] ?? [], &random)
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
