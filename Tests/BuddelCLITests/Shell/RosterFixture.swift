import Buddelverein

@testable import BuddelCLI

extension Roster {
    /// A small association with names that are easily mixed up.
    static let example = Roster(
        members: [
            Member(number: "M-1", kind: .household, name: "Müller, Jürgen", joinedOn: founding),
            Member(number: "M-2", kind: .farm, name: "Schulte, Anna", joinedOn: founding),
            Member(number: "M-3", kind: .person, name: "Schultebraucks, Bernd", joinedOn: founding),
            Member(number: "M-12", kind: .person, name: "Große-Wilde, Karl", joinedOn: founding),
            Member(
                number: "M-13", kind: .person, name: "Weggezogen, Willi", joinedOn: founding,
                leftOn: Day(year: 2026, month: 4, day: 1)),
        ],
        helpers: [
            Helper(code: "H-1", name: "Schulte, Tim", memberNumber: "M-2"), Helper(code: "H-2", name: "Nowak, Piotr"),
        ],
        segments: ["S-01", "S-02", "S-10", "HZ-7"],
        tasks: [
            CodeEntry("digging", LocalizedText(en: "digging", de: "Graben")),
            CodeEntry("ploughing", LocalizedText(en: "ploughing", de: "Pflügen")),
        ],
        machines: [
            CodeEntry("tractor", LocalizedText(en: "tractor", de: "Traktor")),
            CodeEntry("excavator", LocalizedText(en: "excavator", de: "Bagger")),
        ])

    static let founding = Day(year: 2025, month: 3, day: 14)!
    static let saturday = Day(year: 2026, month: 4, day: 18)!
}
