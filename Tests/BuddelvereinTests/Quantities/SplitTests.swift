import Buddelverein
import Testing

@Suite("Quantities: largest remainder (rules.md 0)")
struct SplitTests {
    @Test("missing units go to the largest fractions, ties to the smaller key")
    func ties() throws {
        #expect(try Split.shares(of: 100, by: [1, 1, 1]) == [34, 33, 33])
        #expect(try Split.shares(of: 101, by: [1, 1, 1]) == [34, 34, 33])
        #expect(try Split.shares(of: 10, by: [0, 1, 2, 0]) == [0, 3, 7, 0])
        #expect(try Split.shares(of: Money(cents: 1), byKey: ["M-10": 1, "M-9": 1])["M-9"] == Money(cents: 1))
    }

    @Test("a negative total is the mirror of the positive one")
    func negative() throws {
        #expect(try Split.shares(of: -100, by: [1, 1, 1]) == [-34, -33, -33])
        #expect(try Split.shares(of: Int64.min, by: [1, 1]) == [Int64.min / 2, Int64.min / 2])
    }

    @Test("weights that are all zero are an error unless the total is zero")
    func weightless() throws {
        #expect(refusal { _ = try Split.shares(of: 1, by: [0, 0]) } == .noWeights)
        #expect(refusal { _ = try Split.shares(of: 1, by: []) } == .noWeights)
        #expect(refusal { _ = try Split.shares(of: 1, by: [0]) } == .noWeights)
        #expect(try Split.shares(of: 0, by: [0, 0]) == [0, 0])
        #expect(try Split.shares(of: 0, by: []) == [])
    }

    @Test("shares add up, lie next to their quota, and do not depend on the order of the keys", arguments: 0..<200)
    func properties(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let size = Int.random(in: 1...12, using: &random)
        let large = seed.isMultiple(of: 5)
        let range: ClosedRange<Int64> = large ? 0...(.max / 16) : 0...50
        var weights: [String: Int64] = [:]
        for index in 0..<size { weights["M-\(index)"] = .random(in: range, using: &random) }
        weights["M-0"] = 7
        let total = Int64.random(in: large ? (.min)...(.max) : -1_000...1_000, using: &random)

        let shares = try Split.shares(of: Money(cents: total), byKey: weights)
        #expect(try shares.values.total().cents == total)
        let sum = weights.values.reduce(Int128(0)) { $0 + Int128($1) }
        for (key, weight) in weights {
            let exact = Int128(total) * Int128(weight)
            let share = try #require(shares[key]).cents
            #expect((Int128(share) * sum - exact).magnitude < sum.magnitude)
            if weight == 0 { #expect(share == 0) }
        }
        let shuffled = Dictionary(uniqueKeysWithValues: weights.shuffled(using: &random))
        #expect(try Split.shares(of: Money(cents: total), byKey: shuffled) == shares)
    }
}
