import BuddelOperations
import Buddelverein
import Testing

@Suite("PublicMap: settings of publications in the database")
struct PublicationPolicyTests {
    @Test("an administrator makes them stricter; the next publication and its manifest follow; the change is audited")
    func stricter() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            #expect(try await town.owner.fetchPublicationPolicy() == PublicationPolicy())
            let changed = try await town.owner.changePublicationPolicy { policy in
                policy.settings.countStep = 20
                policy.settings.maximumShare = BasisPoints(basisPoints: 2_500)
                policy.settings.spacing = 40
                policy.publisher = "Stadt Selm"
            }
            #expect(try await town.owner.fetchPublicationPolicy() == changed)
            let files = try await town.publish()
            let manifest = String(decoding: try #require(files["manifest.json"]), as: UTF8.self)
            #expect(manifest.contains(#""publisher":"Stadt Selm""#))
            #expect(manifest.contains(#""count_step":20"#))
            let progress = String(decoding: try #require(files["progress.json"]), as: UTF8.self)
            for count in progress.matches(of: /"(?:connections|members)":(\d+)/) {
                #expect(try #require(Int(count.output.1)) % 20 == 0)
            }
            let audited = try await town.scratch.count(
                """
                select count(*)::int8 as n from buddel.audit_events where action = 'feed.settings'
                    and detail -> 'count_step' ->> 'before' = '5' and detail -> 'count_step' ->> 'after' = '20'
                """)
            #expect(audited == 1)
        }
    }

    @Test("nobody makes them looser, and nothing changes by the attempt")
    func looser() async throws {
        try await PublishedTown.with("edges") { town async throws in
            let changes: [@Sendable (inout PublicationPolicy) -> Void] = [
                { $0.settings.countStep = 1 }, { $0.settings.minimumPeople = 2 }, { $0.settings.walkBack = 10 },
                { $0.settings.maximumShare = BasisPoints(basisPoints: 9_000) },
            ]
            for change in changes {
                #expect(await refusal { try await town.owner.changePublicationPolicy(change) } == .looserPublication)
            }
            for name in ["", " Stadt", "Stadt\nSelm", String(repeating: "x", count: 201)] {
                #expect(
                    await refusal { try await town.owner.changePublicationPolicy { $0.publisher = name } }
                        == .invalidValue)
            }
            #expect(try await town.owner.fetchPublicationPolicy() == PublicationPolicy())
        }
    }

    @Test("an association's people may read them and change nothing, nor leave themselves out")
    func association() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let treasurer = try await town.decider("M-2")
            #expect(try await treasurer.fetchPublicationPolicy() == PublicationPolicy())
            #expect(
                await refusal { try await treasurer.changePublicationPolicy { $0.settings.countStep = 10 } }
                    == .notAllowed)
            #expect(try await treasurer.publishFeed().files == (try await town.owner.publishFeed().files))
        }
    }
}
