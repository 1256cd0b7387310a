import ArgumentParser
import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Root: fields of records said by flags")
struct FlagNamesTests {
    static let cases: [(any ParsableCommand.Type, String, String)] = [
        (LogWork.self, "member_number", "--member"), (LogGift.self, "value", "--value"),
        (PaymentCommand.Add.self, "member_number", "--member"), (CostCommand.Add.self, "gross", "--gross"),
        (CostCommand.Add.self, "segments", "--segment"), (CostCommand.Add.self, "invoice_number", "--invoice"),
        (LogProgress.self, "from_metre", "--from"), (ClaimCommand.Reject.self, "reason", "--why"),
        (ClaimCommand.Approve.self, "reason", "--why"), (ClaimCommand.Approve.self, "approved", "--amount"),
        (ClaimCommand.Check.self, "reason", "--cut"), (ClaimCommand.Check.self, "cuts.left", "--cut"),
        (MemberCommand.Leave.self, "left_on", "--on"), (MemberCommand.Edit.self, "house_number", "--house"),
        (AssociationCommand.Edit.self, "register.court", "--court"), (LogWork.self, "ref", "--ref"),
        // No flag of the command: the field stays as it is.
        (VoucherCommand.Show.self, "ref", "ref"), (LogWork.self, "status", "status"),
        (LogWork.self, "--date", "--date"),
    ]

    @Test("every field that a command gives by a flag is said by it", arguments: cases)
    func named(command: any ParsableCommand.Type, field: String, flag: String) {
        let refusal = FlagNames(of: command).naming(.missing(field))
        #expect(refusal.place?.field == flag)
        #expect(refusal.message.english == "\(flag) is missing.")
        #expect(refusal.message.german == "\(flag) fehlt.")
    }

    @Test("what stands in a file keeps the file's word")
    func file() {
        let refusal = Refusal.missing("gross").at(.init(file: "costs.csv", line: 3, field: "gross"))
        #expect(FlagNames(of: CostCommand.Add.self).naming(refusal) == refusal)
    }

    @Test("a unit that is not cut to nothing is refused at --cut")
    func cut() async {
        let refusal = await Refusal.thrown { _ = try ClaimCut.read("unit:C-2:5:why") }
        #expect(refusal?.code == .invalidArguments && refusal?.place?.field == "--cut" && refusal?.cure != nil)
    }
}
