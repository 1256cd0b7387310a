/// By what and from what a claim was computed; part of what its hash binds.
public struct FilingBasis: Hashable, Sendable {
    public var association: String
    public var claim: String
    public var rulesVersion: String
    public var programmeVersion: Int
    /// The last batch of the journal it saw; 0: the journal was empty.
    public var journalBatch: Int64
    /// Hash of that batch in hexadecimal.
    public var journalHash: String

    public init(
        association: String, claim: String, rulesVersion: String, programmeVersion: Int, journalBatch: Int64,
        journalHash: String
    ) {
        self.association = association
        self.claim = claim
        self.rulesVersion = rulesVersion
        self.programmeVersion = programmeVersion
        self.journalBatch = journalBatch
        self.journalHash = journalHash
    }

    var json: JSONValue {
        [
            "association": .string(association), "claim": .string(claim), "rules": .string(rulesVersion),
            "programme_version": .integer(Int64(programmeVersion)), "batch": .integer(journalBatch),
            "hash": .string(journalHash),
        ]
    }
}
