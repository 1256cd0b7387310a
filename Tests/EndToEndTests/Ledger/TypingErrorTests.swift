import Testing

@Suite("Ledger: typing errors with the built binary")
struct TypingErrorTests {
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
}
