import Buddelverein
import Testing

@Suite("Subsidy: explanations")
struct ExplanationTests {
    @Test("every reason has its rule and its cure in both languages", arguments: LineReason.allCases)
    func reasons(_ reason: LineReason) throws {
        var village = Village()
        village.work()
        var context = village.context
        context.standing.add([Cut(kind: .labour, ref: "W-1", left: .time(.zero), why: "ohne Unterschrift")])
        for kind in LineKind.allCases {
            var line = try #require(try village.line("W-1"))
            line.key = LineKey(kind: kind, ref: "W-1")
            line.reasons = [reason]
            let explanations = context.explain(line)
            #expect(explanations.map(\.reason) == [reason])
            for text in explanations.flatMap({ [$0.rule, $0.cure] }) {
                #expect(text.english.hasSuffix(".") && text.german.hasSuffix("."))
                #expect(text.english != text.german)
            }
        }
    }

    @Test("an explanation holds the award's own figures and the town's own words")
    func figures() throws {
        var village = Village()
        village.work(time: "12:00")
        village.award.eligibleFrom = day("2026-05-01")
        var line = try #require(try village.line("W-1"))
        #expect(village.context.explain(line)[0].rule.german.contains("01.05.2026"))
        village.award.eligibleFrom = nil
        line = try #require(try village.line("W-1"))
        #expect(
            village.context.explain(line)[0].rule.english
                == "At most 10:00 of one person's day counts; 2:00 is cut off.")
        var context = village.context
        context.standing.add([Cut(kind: .labour, ref: "W-1", left: .time(.zero), why: "ohne Unterschrift")])
        line.reasons = [.cutByTown]
        #expect(context.explain(line)[0].rule.german == "Die Stadt hat gekürzt: ohne Unterschrift.")
    }

    @Test("every step of every kind of financing has a sentence that says what is left")
    func steps() throws {
        var village = Village()
        village.cost()
        village.programme.unpaidShareMax = percent("20.00")
        village.programme.capPerActiveConnection = money("10.00")
        village.programme.minimum = money("1.00")
        village.award.maximum = money("7.00")
        var seen: Set<WaterfallStep.Name> = []
        let financings: [Financing] = [
            .share(rate: percent("60.00")), .deficit, .full, .fixed(unit: .member, amount: money("1.00")),
        ]
        for financing in financings {
            village.programme.financing = financing
            for step in try village.assess().waterfall {
                let text = village.context.explain(step)
                #expect(text.english.contains(step.result.text(in: .english)))
                #expect(text.german.contains(step.result.text(in: .german)))
                if let limit = step.limit { #expect(text.german.contains(limit.text(in: .german))) }
                seen.insert(step.name)
            }
        }
        #expect(seen == Set(WaterfallStep.Name.allCases))
        for flag in AssessmentFlag.allCases { #expect(village.context.explain(flag).german.hasSuffix(".")) }
    }
}
