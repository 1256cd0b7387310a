import Testing

@testable import Buddelverein

@Suite("PublicMap: settings")
struct PublicationSettingsTests {
    private func refused(_ change: (inout PublicationSettings) -> Void) -> RefusalCode? {
        var settings = PublicationSettings.rule
        change(&settings)
        do {
            try settings.check()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("settings that hide less than the rule are refused one by one")
    func looser() {
        let changes: [(inout PublicationSettings) -> Void] = [
            { $0.countStep = 4 }, { $0.countStep = 7 }, { $0.takeUpLimit = 81 }, { $0.hoursStep = 5 },
            { $0.metresStep = 50 }, { $0.eurosStep = 10 }, { $0.minimumPeople = 4 },
            { $0.maximumShare = BasisPoints(basisPoints: 5_001) }, { $0.minimumConnections = 9 },
            { $0.walkBack = 99 }, { $0.walkBackDrawn = 0 }, { $0.connectionDistance = 49 },
            { $0.minimumLength = 0 }, { $0.spacing = 10 }, { $0.simplification = 1 }, { $0.walkBack = .nan },
            { $0.walkBack = .infinity },
        ]
        for change in changes { #expect(refused(change) == .looserPublication) }
    }

    @Test("stricter settings are taken and work")
    func stricter() throws {
        #expect(
            refused {
                $0.countStep = 10
                $0.walkBack = 200
                $0.minimumConnections = 20
                $0.takeUpLimit = 70
            } == nil)
        var settings = PublicationSettings.rule
        settings.walkBack = 200
        let found = lines([trunk("S-1", [place(0, 0), place(1_000, 0)])], settings: settings)
        #expect(try #require(found.first).distance(to: place(0, 0)) > 200)
    }

    @Test("publishing with looser settings is refused, nothing is computed")
    func publishing() {
        var settings = PublicationSettings.rule
        settings.countStep = 1
        #expect(throws: Refusal.self) { try Moor().published(settings) }
    }
}
