import Testing

@Suite("Ledger: typing errors with the built binary")
struct TypingErrorTests {
    private static let cost = "cost add --supplier Rohrwerk --date 2026-09-01 --category conduit"

    @Test("days and figures that can't be are refused with their field, and the reports stay whole")
    func figures() throws {
        try ExampleTown.with { town in
            let tina = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            let carl = try town.person("carl", "chair", "--association", "kiebitzbrook", "--member", "M-1")
            try tina.done("\(Self.cost) --invoice R-700 --net 100 --vat 19 --gross 119 --ref K-700")
            try tina.refused(1, "invalid_value", "cost pay K-700 --on 2026-09-02 --paid 50000")
            try tina.refused(1, "future_date", "cost pay K-700 --on 2099-09-01")
            try tina.done("cost pay K-700 --on 2026-08-01 --paid 115")
            try tina.refused(1, "invalid_value", "\(Self.cost) --invoice R-701 --net 100 --vat 1900 --gross 119")
            try tina.refused(
                1, "invalid_value", "log gift --member M-1 --date 2026-09-01 --value 92233720368547758.07", "--what",
                "gold")
            let work = "log work --member M-1 --task digging --time 1:00"
            for date in ["0001-01-01", "9999-12-31"] {
                try tina.refused(1, "invalid_value", "\(work) --date \(date)")
            }
            try tina.refused(1, "future_date", "\(work) --date 2099-01-01")
            let german = try tina("\(work) --date 2099-01-01", language: "de")
            #expect(german.errors.contains("date: Der 01.01.2099 liegt in der Zukunft."))
            try tina.refused(
                1, "future_date", "log progress --segment S-14 --from 0 --to 1 --date 2099-01-01")
            try tina.done("\(work) --date 2026-09-01 --ref W-900")
            try tina.refused(1, "invalid_value", "confirm W-900 --on 2026-09-02")
            try tina.refused(1, "invalid_order", "confirm W-900 --paper --by M-5 --on 2020-01-01")
            try tina.refused(1, "future_date", "confirm W-900 --paper --by M-5 --on 2099-01-01")
            try carl.refused(1, "self_confirmation", "confirm W-900")
            try tina.done("confirm W-900 --paper --by M-5 --on 2026-09-01")
            for report in ["report balance", "member statement M-1"] {
                let outcome = try tina(report)
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            #expect(try town.program.run("check") == Program.Outcome(status: 0, output: "", errors: ""))
        }
    }

    @Test("what a command names and is not there ends with 4, what is there already with 5, a wrong record with 1")
    func statuses() throws {
        try ExampleTown.with { town in
            let tina = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            for command in [
                "member show M-999", "member statement M-999", "member leave M-999 --on 2026-09-01",
                "segment show X", "connection show X", "area show X", "journal list --member M-999", "cost pay K-999",
                "voucher show W-999", "claim show A-9/1",
            ] {
                try tina.refused(4, "not_found", command)
            }
            let work = "log work --date 2026-09-01 --task digging --time 1:00"
            try tina.done("\(work) --member M-1 --ref W-900")
            try tina.refused(5, "duplicate_reference", "\(work) --member M-1 --ref W-900")
            try tina.refused(1, "unknown_member", "\(work) --member M-999")
            try tina.refused(1, "unknown_segment", "\(work) --member M-1 --segment X")
        }
    }

    @Test("a change of nothing, an endless text and one who may not are refused before anything else, by their flags")
    func nothingAndTooMuch() throws {
        try ExampleTown.with { town in
            let tina = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            for command in [
                "association edit", "member edit M-3", "helper edit H-1", "segment edit S-1", "area edit A1",
                "connection edit C-1", "clearance edit 1",
            ] {
                try tina.refused(2, "invalid_arguments", command)
            }
            let long = String(repeating: "a", count: 5_000)
            let gift = "log gift --member M-1 --date 2026-09-01 --value 5"
            for what in [long, "a\nb", "a\u{1B}[2Jb"] {
                try tina.refused(1, "invalid_value", gift, "--what", what)
            }
            try tina.refused(1, "invalid_value", "member add --joined 2026-01-01 --kind farm", "--name", long)
            let left = try tina("member leave M-1 --on 2020-01-01")
            #expect(left.status == 1 && left.errors.contains("where: --on"))
            try tina.refused(3, "not_allowed", "user add eve --name Eve")
        }
    }
}
