import Buddelverein

/// A claim to be stored: what was computed, by what, and for imported history what was decided.
public struct ClaimDraft: Sendable {
    public var associationID: Int64
    public var awardID: Int64
    public var programme: String
    public var programmeVersion: Int
    public var code: String
    public var number: Int
    public var status: ClaimStatus = .submitted
    public var isImported = false
    public var journalBatch: Int64
    public var journalHash: [UInt8]
    public var assessment: Assessment
    /// What it covers; for imported history what is left after its decision.
    public var coverage: Coverage
    /// Terms and result as JSON text.
    public var frozenText: String
    /// Evidence and details of each line as JSON text, in the order of the assessment.
    public var lineTexts: [String]
    public var filedHash: [UInt8]
    /// Only attached ones.
    public var documents: [VoucherDocument] = []
    public var approved: Money?
    public var approvedOn: Day?
    public var revoked = Money.zero

    public init(
        associationID: Int64, awardID: Int64, programme: String, programmeVersion: Int, code: String, number: Int,
        journalBatch: Int64, journalHash: [UInt8], assessment: Assessment, frozenText: String, lineTexts: [String],
        filedHash: [UInt8]
    ) {
        self.associationID = associationID
        self.awardID = awardID
        self.programme = programme
        self.programmeVersion = programmeVersion
        self.code = code
        self.number = number
        self.journalBatch = journalBatch
        self.journalHash = journalHash
        self.assessment = assessment
        self.coverage = assessment.coverage
        self.frozenText = frozenText
        self.lineTexts = lineTexts
        self.filedHash = filedHash
    }
}
