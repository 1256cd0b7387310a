import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Shell: who a typed name means")
struct WorkerTests {
    let workers = Roster.example.workers(on: Roster.saturday)

    @Test(
        "a number, a name, a beginning or a small slip names one worker",
        arguments: [
            ("M-2", "M-2"), ("m-12", "M-12"), ("12", "M-12"), ("H-1", "H-1"), ("Müller", "M-1"), ("mueller", "M-1"),
            ("muller", "M-1"), ("Mu\u{308}ller", "M-1"), ("jür", "M-1"), ("Anna Schulte", "M-2"),
            ("Schulte, Tim", "H-1"),
            ("schulte t", "H-1"), ("schulteb", "M-3"), ("grosse", "M-12"), ("wilde", "M-12"), ("Schultebrauks", "M-3"),
            ("Novak", "H-2"), ("Pitor", "H-2"),
        ])
    func found(typed: String, code: String) throws {
        let worker = try Worker.named(typed, among: workers)
        #expect(worker.code == code)
    }

    @Test("a name that fits two people is refused with both, in the order of their numbers")
    func ambiguous() async {
        let refusal = await Refusal.thrown { _ = try Worker.named("Schulte", among: workers) }
        #expect(refusal?.code == .ambiguousName)
        #expect(refusal?.message.german == "„Schulte“ passt auf mehrere: Schulte, Tim (H-1); Schulte, Anna (M-2).")
    }

    @Test("a name that fits nobody is refused, with those that look like it")
    func unknown() async {
        let refusal = await Refusal.thrown { _ = try Worker.named("Schlute Anton", among: workers) }
        #expect(refusal?.code == .notFound)
        #expect(refusal?.cure?.english.contains("Schulte, Anna (M-2)") ?? false)
        let stranger = await Refusal.thrown { _ = try Worker.named("Xq", among: workers) }
        #expect(stranger?.cure == nil)
        #expect(await Refusal.thrown { _ = try Worker.named("", among: workers) }?.code == .notFound)
    }

    @Test("who has left by the day can't be named, who left later can")
    func left() async throws {
        #expect(await Refusal.thrown { _ = try Worker.named("M-13", among: workers) }?.code == .notFound)
        let march = Roster.example.workers(on: Day(year: 2026, month: 3, day: 1)!)
        #expect(try Worker.named("Weggezogen", among: march).code == "M-13")
    }

    @Test(
        "distance counts letters changed, added, left out and swapped",
        arguments: [
            ("nowak", "novak", 1), ("piotr", "pitor", 1), ("anna", "ana", 1), ("anna", "anna", 0), ("a", "xyz", 3),
        ])
    func distance(left: String, right: String, expected: Int) {
        #expect(NameMatching.distance(left, right, limit: 2) == min(expected, 3))
    }
}
