import Foundation
import Testing

@testable import BuddelHTTP

/// Everything the command line does is in the API, too: this table says where, and why what is not there is not.
@Suite("Parity: every command has its endpoints")
struct ParityTests {
    /// Endpoints by command.
    static let endpoints: [String: [String]] = [
        // Access
        "login": ["openSession", "showLogInMethods", "beginOpenIDSession", "finishOpenIDSession"],
        "logout": ["closeSession"],
        "whoami": ["showMe"],
        "token add": ["makeToken"],
        "token list": ["listTokens"],
        "token revoke": ["revokeToken"],
        "user add": ["addUser"],
        "user grant": ["grantRole", "linkUser"],
        "user revoke": ["revokeRole"],
        "user link": ["linkUser"],
        "user unlink": ["unlinkUser"],
        "user link-openid": ["linkIdentity"],
        "user unlink-openid": ["unlinkIdentity"],
        "user password": ["setPassword"],
        "user disable": ["disableUser"],
        "user enable": ["enableUser"],
        "user edit": ["editUser"],
        "user show": ["showUser", "listIdentities"],
        "user list": ["listUsers"],
        "user second-factor setup": ["setUpSecondFactor"],
        "user second-factor confirm": ["confirmSecondFactor"],
        "user second-factor pass": ["passSecondFactor"],
        "user second-factor codes": ["renewRecoveryCodes"],
        "user second-factor show": ["showSecondFactor", "showSecondFactorOf"],
        "user second-factor remove": ["removeSecondFactor", "removeSecondFactorOf"],
        "tie declare": ["declareTie"],
        "municipality list": ["listMunicipalities"],
        "municipality load": ["loadMunicipalities"],
        "audit verify": ["verifyJournal", "verifyJournals", "showJournalLink"],
        "check": ["checkIntegrity", "checkInstallation"],

        // Association
        "association list": ["listAssociations"],
        "association show": ["showAssociation"],
        "association add": ["addAssociation"],
        "association edit": ["editAssociation"],
        "member list": ["listMembers"],
        "member show": ["showMember"],
        "member add": ["addMember"],
        "member edit": ["editMember"],
        "member leave": ["leaveMember"],
        "member statement": ["showStatement"],
        "helper list": ["listHelpers"],
        "helper show": ["showHelper"],
        "helper add": ["addHelper"],
        "helper edit": ["editHelper"],
        "settlement preview": ["previewSettlement"],

        // Network
        "area list": ["listAreas"],
        "area show": ["showArea"],
        "area add": ["addAreas"],
        "area edit": ["editArea", "redrawArea"],
        "connection list": ["listConnections"],
        "connection show": ["showConnection"],
        "connection add": ["addConnection"],
        "connection edit": ["editConnection"],
        "connection move": ["moveConnection"],
        "connection transfer": ["transferConnection"],
        "segment list": ["listSegments"],
        "segment show": ["showSegment"],
        "segment add": ["addSegments"],
        "segment edit": ["editSegment", "redrawSegment"],
        "segment move": ["moveSegment"],
        "clearance list": ["listClearances", "showClearance"],
        "clearance add": ["addClearance"],
        "clearance edit": ["editClearance"],
        "progress list": ["listProgress"],
        "progress reverse": ["reverseProgress"],
        "report progress": ["showProgressReport"],

        // Ledger
        "log work": ["recordWork"],
        "log machine": ["recordWork"],
        "log gift": ["recordGift"],
        "log progress": ["recordProgress"],
        "confirm": ["confirmVouchers"],
        "refuse": ["refuseVouchers"],
        "reverse": ["reverseVouchers"],
        "cost add": ["addCost"],
        "cost pay": ["payCost"],
        "cost list": ["listVouchers"],
        "cost show": ["showVoucher"],
        "payment add": ["addPayment"],
        "payment list": ["listVouchers"],
        "voucher list": ["listVouchers"],
        "voucher show": ["showVoucher"],
        "voucher correct": ["correctVoucher"],
        "report cash": ["showCashReport"],
        "report balance": ["showTrialBalance"],
        "import": ["importCase"],
        "export case": ["exportCase"],
        "export hledger": ["exportHledger"],
        "document attach": ["attachDocument"],
        "document list": ["listDocuments"],
        "document export": ["readDocument"],
        "journal list": ["listJournal"],
        "journal show": ["showEntry"],
        "period close": ["closePeriod"],
        "period show": ["showClosing"],
        "code list": ["listCodes"],

        // Subsidy
        "programme add": ["addProgrammes"],
        "programme list": ["listProgrammes"],
        "programme show": ["showProgramme"],
        "award add": ["addAward"],
        "award grant": ["grantAward"],
        "award list": ["listAwards"],
        "award show": ["showAward"],
        "claim assess": ["assessClaim"],
        "claim explain": ["explainAward", "explainClaim"],
        "claim file": ["fileClaim"],
        "claim certify": ["certifyClaim"],
        "claim check": ["checkClaim"],
        "claim lift": ["liftClaim"],
        "claim return": ["returnClaim"],
        "claim answer": ["answerClaim"],
        "claim approve": ["approveClaim"],
        "claim reject": ["rejectClaim"],
        "claim release": ["releaseClaim"],
        "claim pay": ["payClaim"],
        "claim revoke": ["revokeClaim"],
        "claim withdraw": ["withdrawClaim"],
        "claim list": ["listClaims"],
        "claim show": ["showClaim"],
        "claim documents": ["listClaimDocuments"],
        "claim document": ["readClaimDocument"],

        // PublicMap
        "feed publish": ["publishFeed"],
        "feed export": ["showPublication"],
        "feed settings": ["showPublicationSettings", "changePublicationSettings"],
    ]

    /// Commands that have none, each with its reason.
    static let exceptions: [String: String] = [
        "serve": "is the server",
        "shell": "is a terminal; what is typed there are other commands",
        "config": "shows the configuration of the process it runs in",
        "db start": "acts on the files of the machine it runs on",
        "db stop": "acts on the files of the machine it runs on",
        "db status": "acts on the files of the machine it runs on",
        "db psql": "acts on the files of the machine it runs on",
        "db migrate": "acts as the owner of the schema",
        "db backup": "acts on the files of the machine it runs on",
        "db restore": "acts on the files of the machine it runs on",
    ]

    /// A command as `--experimental-dump-help` describes it.
    private struct Tool: Decodable {
        let command: Command

        struct Command: Decodable {
            let commandName: String
            let subcommands: [Command]?

            /// The words of every command that does something, without the program's own name.
            func leaves(_ above: [String] = []) -> [String] {
                let below = (subcommands ?? []).filter { $0.commandName != "help" }
                guard !below.isEmpty else { return [above.joined(separator: " ")] }
                return below.flatMap { $0.leaves(above + [$0.commandName]) }
            }
        }
    }

    private static func commands() throws -> [String] {
        let dumped = try Program.run(Program.binary, ["--experimental-dump-help"])
        try #require(dumped.status == 0, "\(dumped.errors)")
        return try JSONDecoder().decode(Tool.self, from: Data(dumped.output.utf8)).command.leaves()
    }

    @Test("every command is in the table, and the table names no command that is none")
    func everyCommand() throws {
        let commands = try Self.commands()
        try #require(commands.count > 90)
        #expect(Set(commands).count == commands.count)
        let told = Set(Self.endpoints.keys).union(Self.exceptions.keys)
        #expect(Set(commands).subtracting(told).sorted() == [], "commands without an endpoint")
        #expect(told.subtracting(commands).sorted() == [], "no such commands")
        #expect(Set(Self.endpoints.keys).isDisjoint(with: Self.exceptions.keys))
    }

    @Test("every endpoint that is named is there")
    func everyEndpoint() {
        let known = Set(Endpoint.all.map(\.id))
        let named = Set(Self.endpoints.values.joined())
        #expect(named.subtracting(known).sorted() == [])
        #expect(Self.endpoints.allSatisfy { !$0.value.isEmpty })
    }
}
