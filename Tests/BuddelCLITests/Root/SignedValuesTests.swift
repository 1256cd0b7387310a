import Testing

@testable import BuddelCLI

@Suite("Root: negative figures behind flags")
struct SignedValuesTests {
    @Test(
        "a figure with a sign is the value of the flag before it; everything else stays",
        arguments: [
            (["payment", "add", "--amount", "-50.00", "--json"], ["payment", "add", "--amount=-50.00", "--json"]),
            (["--time", "-1:00"], ["--time=-1:00"]), (["--value", "-,5"], ["--value=-,5"]),
            (["--member", "-", "-y"], ["--member", "-", "-y"]), (["--value=-5", "-6"], ["--value=-5", "-6"]),
            (["W-1", "-5"], ["W-1", "-5"]), (["psql", "--", "--x", "-5"], ["psql", "--", "--x", "-5"]), ([], []),
        ])
    func joined(words: [String], expected: [String]) {
        #expect(SignedValues.joined(words) == expected)
    }

    @Test("the command line takes the pair: what is refused is the value, not the flag")
    func refused() async {
        let fixture = ContextFixture()
        let status = await BuddelCommandLine.run(
            ["payment", "add", "--date", "2026-04-18", "--amount", "-5o", "--purpose", "refund"], in: fixture.context)
        #expect(status == .usage)
        #expect(fixture.errors.text.contains("[invalid_amount]") && fixture.errors.text.contains("--amount = \"-5o\""))
    }
}
