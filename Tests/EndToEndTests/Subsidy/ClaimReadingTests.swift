import Foundation
import Testing

@Suite("Subsidy: what treasurer and clerk are told, with the built binary")
struct ClaimReadingTests {
    private typealias Object = [String: Any]

    private func object(_ outcome: Program.Outcome) throws -> Object {
        try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? Object)
    }

    @Test("an explanation says how the amount comes about, and of each line that fell out what, why, and the cure")
    func explanation() throws {
        try ExampleTown.with { town in
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let explained = try treasurer.done("claim explain A-1 --cutoff 2026-08-31")
            let steps = try #require(explained["steps"] as? [Object])
            #expect(steps.compactMap { $0["step"] as? String }.prefix(3) == ["unpaid_share_max", "eligible", "share"])
            #expect(steps.allSatisfy { ($0["en"] as? String)?.hasSuffix(".") == true && $0["de"] is String })
            let lines = try #require(explained["lines"] as? [Object])
            for line in lines {
                for reason in try #require(line["reasons"] as? [Object]) {
                    for part in ["rule", "cure"] {
                        let words = try #require(reason[part] as? Object)
                        #expect(words["en"] is String && words["de"] is String, "\(line)")
                    }
                }
            }
            func line(_ ref: String) throws -> Object { try #require(lines.first { $0["ref"] as? String == ref }) }
            let insurance = try line("K-3")
            #expect(insurance["what"] as? String == "insurance" && insurance["date"] as? String == "2026-03-10")
            let open = try #require((line("W-156")["reasons"] as? [Object])?.first)
            #expect(open["reason"] as? String == "not_confirmed")
            #expect(open["command"] as? String == "buddel confirm W-156")
            let german = try treasurer("claim explain A-1 --cutoff 2026-08-31", language: "de")
            let said = ["So entsteht der Betrag", "K-3 (Kosten)", "fördert ihre Kostenart nicht", "Nur die Stadt kann"]
            for words in said {
                #expect(german.output.contains(words), "\(words)")
            }
            #expect(german.output.contains("Versicherung"))
            let csv = try treasurer("claim assess A-1 --cutoff 2026-08-31 --csv")
            #expect(csv.output.contains("K-3,cost,2026-03-10,insurance,0.00,"))
        }
    }

    @Test("filing is refused where something is missing, with the code and what would be right")
    func filing() throws {
        try ExampleTown.with { town in
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            try treasurer.refused(2, "missing_flag", "claim file A-1")
            try treasurer.refused(2, "invalid_date", "claim file A-1 --cutoff 31.8.")
            try treasurer.refused(1, "invalid_value", "claim file A-1 --cutoff 2999-12-31")
            try treasurer.refused(4, "not_found", "claim file A-9 --cutoff 2026-08-31")
            try treasurer.refused(1, "nothing_claimable", "claim file A-1 --cutoff 2026-02-25")
            try treasurer.refused(4, "not_found", "claim show A-1/7")
            try treasurer.done(
                "cost add --supplier Bohrtechnik --invoice B-9 --date 2026-08-03 --ordered 2026-08-01 --category crossing",
                "--net", "100.00", "--vat", "19.00", "--gross", "119.00", "--segment", "S-1:100.00", "--ref", "K-901",
                "--document", "bohrung.pdf")
            try treasurer.done("cost pay K-901 --on 2026-08-10")
            let missing = try treasurer("claim explain A-1 --cutoff 2026-08-31", language: "de")
            #expect(missing.output.contains("K-901: bohrung.pdf"))
            try treasurer.refused(1, "document_missing", "claim file A-1 --cutoff 2026-08-31")
            // With --json the refusal, too, is for programs.
            let refused = try treasurer("claim file A-1 --cutoff 2026-08-31 --json")
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(refused.errors.contains("\"document_missing\"") && refused.errors.contains("bohrung.pdf"))
        }
    }

    @Test("the clerk reads the documents, cuts with a reason, and lifts the cut; both sides see it, in both languages")
    func checking() throws {
        try ExampleTown.with { town in
            let treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let chair = try town.person("carl", "chair", "--association", "kiebitzbrook", "--member", "M-1")
            let clerk = try town.person("clara", "clerk", "--municipality", "05978032")
            let approver = try town.person("anna", "approver", "--municipality", "05978032", "--limit", "50000.00")
            try treasurer.done("claim file A-1 --cutoff 2026-08-31")
            let early = try clerk("claim check A-1/1 --accept-rest", language: "de")
            #expect(early.status == 5 && early.errors.contains("A-1/1 ist eingereicht; „prüfen“ geht jetzt nicht."))
            #expect(early.errors.contains("bestätigen (certify)"))
            try chair.done("claim certify A-1/1")

            let folder = town.program.folder.appending(path: "papers").path
            let written = try clerk.done("claim document A-1/1 \(folder)")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(written["documents"] as? Int == files.count && files.contains("cost_K-2_rechnung-02.pdf"))
            try clerk.refused(2, "file_exists", "claim document A-1/1 \(folder)")
            try clerk.refused(3, "not_allowed", "document list")

            try clerk.refused(1, "invalid_value", "claim check A-1/1", "--cut", "cost:K-3:0.00:falls out anyway")
            try clerk.done("claim check A-1/1", "--cut", "cost:K-5:5000.00:private access road")
            let refused = try approver("claim approve A-1/1 --amount 100.00", language: "de")
            #expect(refused.status == 1 && refused.errors.contains("Das braucht eine Begründung"))
            try approver.done("claim approve A-1/1")
            try treasurer.refused(5, "move_not_allowed", "claim withdraw A-1/1 --yes")
            try treasurer.refused(1, "cutoff_not_later", "claim file A-1 --cutoff 2026-08-31")

            let cut = try treasurer("claim explain A-1 --cutoff 2026-09-15", language: "de")
            #expect(cut.output.contains("Die Stadt hat gekürzt: private access road."))
            let lifted = try clerk.done("claim lift A-1/1 --line cost:K-5 --on 2026-09-10")
            #expect(lifted["lifted_on"] as? String == "2026-09-10")
            #expect(
                try !treasurer("claim explain A-1 --cutoff 2026-09-15").output.contains("private access road"))
            let shown = try object(treasurer("claim show A-1/1 --json"))
            let cuts = try #require(shown["cuts"] as? [Object])
            #expect(cuts.map { $0["lifted_on"] as? String } == ["2026-09-10"])
            #expect(cuts.map { $0["why"] as? String } == ["private access road"])
            try approver.done("claim revoke A-1/1 --amount 40.00 --why overpaid")
            let table = try clerk("claim show A-1/1", language: "de")
            for words in ["Widerrufen", "40,00 €", "Aufgehoben", "10.09.2026", "private access road", "Leerrohr"] {
                #expect(table.output.contains(words), "\(words)")
            }
            let list = try clerk("claim list --csv")
            #expect(list.output.contains(",status,filed_on,age_days,claimed,approved,revoked"))
            #expect(list.output.contains(",40.00"))
        }
    }
}
