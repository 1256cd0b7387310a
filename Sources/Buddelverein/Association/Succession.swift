/// Who stands for a member on a day: itself, or along the chain of successors whoever has not left (rules.md 2 and 5).
public struct Succession: Sendable {
    private let byNumber: [String: Member]

    /// Refuses with `unknown_member` a successor that is no member, and with `successor_cycle` a chain that comes back.
    public init(_ members: [Member]) throws(Refusal) {
        byNumber = Dictionary(members.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for member in members {
            if let successor = member.successor, byNumber[successor] == nil {
                throw .unknown(.member, successor, field: "successor")
            }
        }
        try refuseCycles(members)
    }

    /// Follows every chain once; a member already known to end well is not followed again.
    private func refuseCycles(_ members: [Member]) throws(Refusal) {
        var ends: Set<String> = []
        for member in members {
            var chain: [String] = []
            var onChain: Set<String> = []
            var next: String? = member.number
            while let number = next, !ends.contains(number) {
                guard onChain.insert(number).inserted else { throw .successorCycle(chain + [number]) }
                chain.append(number)
                next = byNumber[number]?.successor
            }
            ends.formUnion(chain)
        }
    }

    /// The member of that number.
    public func member(_ number: String) -> Member? { byNumber[number] }

    /// The number of whoever stands for `number` on `day`; unchanged while it has not left or names no successor.
    public func standing(for number: String, on day: Day) -> String {
        var current = number
        while let member = byNumber[current], let successor = member.successor, member.hasLeft(by: day) {
            current = successor
        }
        return current
    }

    /// Whether a successor has taken over from the member by `day`, so that it is not listed any more.
    public func isReplaced(_ member: Member, on day: Day) -> Bool {
        member.successor != nil && member.hasLeft(by: day)
    }
}

extension Refusal {
    /// How many members of a circle a refusal names; a circle of all members would fill pages for each of them.
    static let shownSuccessors = 10

    /// Members succeed each other in a circle (rules.md 5).
    public static func successorCycle(_ chain: [String]) -> Refusal {
        let isLong = chain.count > shownSuccessors + 1
        let shown = (isLong ? chain.prefix(shownSuccessors) + ["…"] + chain.suffix(1) : chain[...])
            .joined(separator: " → ")
        return Refusal(
            .successorCycle,
            LocalizedText(
                en: "The successors form a circle: \(shown).", de: "Die Nachfolger bilden einen Kreis: \(shown)."),
            cure: LocalizedText(
                en: "Name a successor who has not left, or none.",
                de: "Nennen Sie einen Nachfolger, der nicht ausgetreten ist, oder keinen."),
            at: Place(field: "successor", value: chain.last))
    }
}
