/// Everything a user can ask Buddel to do; the words appear in the audit trail.
public enum Operation: String, CaseIterable, Sendable, Hashable {
    // Access
    case userAdd = "user.add"
    case userGrant = "user.grant"
    case userEdit = "user.edit"
    case userRevoke = "user.revoke"
    case userDisable = "user.disable"
    case userEnable = "user.enable"
    case userList = "user.list"
    case userPassword = "user.password"
    case userLinkIdentity = "user.link_openid"
    case userUnlinkIdentity = "user.unlink_openid"
    case userIdentityList = "user.identity_list"
    case tokenList = "token.list"
    case tokenRevoke = "token.revoke"
    case secondFactorRead = "second_factor.read"
    case secondFactorSetUp = "second_factor.set_up"
    case secondFactorConfirm = "second_factor.confirm"
    case secondFactorPass = "second_factor.pass"
    case secondFactorCodes = "second_factor.codes"
    case secondFactorRemove = "second_factor.remove"
    case tieDeclare = "tie.declare"
    case municipalityLoad = "municipality.load"
    case auditVerify = "audit.verify"
    case integrityCheck = "integrity.check"

    // Association and Network
    case associationAdd = "association.add"
    case associationShow = "association.show"
    case associationChange = "association.change"
    case memberRead = "member.read"
    case memberChange = "member.change"
    case statementRead = "statement.read"
    case networkRead = "network.read"
    case networkChange = "network.change"
    case segmentMove = "segment.move"
    case progressRecord = "progress.record"

    // Ledger
    case caseImport = "case.import"
    case caseExport = "case.export"
    case historyImport = "history.import"
    case voucherRead = "voucher.read"
    case voucherRecord = "voucher.record"
    case ownWorkRecord = "work.record_own"
    case voucherDecide = "voucher.decide"
    case voucherReverse = "voucher.reverse"
    case costPay = "cost.pay"
    case periodClose = "period.close"
    case documentAttach = "document.attach"
    case documentRead = "document.read"
    case settlementPreview = "settlement.preview"
    case reportRead = "report.read"

    // Subsidy
    case programmeAdd = "programme.add"
    case programmeRead = "programme.read"
    case awardAdd = "award.add"
    case awardGrant = "award.grant"
    case awardRead = "award.read"
    case claimAssess = "claim.assess"
    case claimRead = "claim.read"
    case claimDocumentRead = "claim.document"
    case claimFile = "claim.file"
    case claimCertify = "claim.certify"
    case claimCheck = "claim.check"
    case claimReturn = "claim.return"
    case claimAnswer = "claim.answer"
    case claimApprove = "claim.approve"
    case claimReject = "claim.reject"
    case claimRelease = "claim.release"
    case claimPay = "claim.pay"
    case claimWithdraw = "claim.withdraw"
    case claimRevoke = "claim.revoke"

    // PublicMap
    case feedPublish = "feed.publish"
    case feedSettings = "feed.settings"
    case feedSettingsRead = "feed.settings_read"

    /// The roles that may ask for it, each within its scope (DESIGN.md 5).
    ///
    /// The owner of the database on the command line may whatever the administrator may, and record facts; he
    /// decides nothing, since a decision needs a person who has logged in.
    public var roles: Set<Role> {
        switch self {
        case .userAdd, .userGrant, .userEdit, .userRevoke, .userDisable, .userEnable: [.administrator]
        case .userLinkIdentity, .userUnlinkIdentity: [.administrator]
        case .municipalityLoad, .associationAdd: [.administrator]
        case .userList: [.administrator, .treasurer, .chair, .auditor]
        case .userPassword, .userIdentityList, .tokenList, .tokenRevoke, .tieDeclare, .secondFactorRead,
            .secondFactorSetUp, .secondFactorConfirm, .secondFactorPass, .secondFactorCodes, .secondFactorRemove:
            Set(Role.allCases)
        case .auditVerify, .integrityCheck: [.administrator, .treasurer, .chair, .auditor]
        case .associationShow: Set(Role.allCases)
        case .memberRead, .networkRead, .voucherRead, .reportRead, .documentRead:
            [.administrator, .treasurer, .chair, .areaLead, .auditor]
        case .statementRead: [.administrator, .treasurer, .chair, .auditor, .member]
        case .associationChange, .memberChange: [.treasurer, .chair]
        case .networkChange, .segmentMove, .progressRecord: [.treasurer, .chair, .areaLead]
        case .caseImport: [.administrator, .treasurer]
        case .caseExport: [.administrator, .treasurer, .auditor]
        // What a town decided is not for the association's own people to write down.
        case .historyImport: [.administrator]
        case .voucherRecord, .costPay, .periodClose, .voucherReverse, .documentAttach: [.treasurer, .chair]
        case .ownWorkRecord: [.treasurer, .chair, .areaLead, .member]
        case .voucherDecide: [.treasurer, .chair, .areaLead]
        case .settlementPreview: [.administrator, .treasurer, .chair, .auditor]
        case .programmeAdd: [.administrator, .clerk]
        case .programmeRead: Set(Role.allCases)
        case .awardAdd: [.administrator, .treasurer, .approver]
        case .awardGrant: [.approver]
        case .awardRead, .claimRead, .claimDocumentRead:
            [.administrator, .treasurer, .chair, .auditor, .clerk, .approver, .cashier]
        case .claimAssess: [.administrator, .treasurer, .chair, .auditor]
        case .claimFile, .claimAnswer, .claimWithdraw: [.treasurer]
        case .claimCertify: [.chair]
        case .claimCheck: [.clerk]
        case .claimReturn: [.clerk, .approver]
        case .claimApprove, .claimReject, .claimRevoke: [.approver]
        case .claimRelease: [.approver, .cashier]
        case .claimPay: [.cashier]
        case .feedPublish: [.administrator, .treasurer, .chair]
        // They bind every association and town of the installation.
        case .feedSettings: [.administrator]
        case .feedSettingsRead: Set(Role.allCases)
        }
    }

    /// Whether every role may it: then it is about what is one's own, and whoever has logged in may ask.
    public var isEverybodys: Bool { roles.count == Role.allCases.count }

    /// What a token must give for it, beside its user's roles.
    ///
    /// Decisions, and whatever gives or takes rights, take the highest: with less, a stolen token could make itself more.
    public var level: AccessLevel {
        switch self {
        case .userList, .userIdentityList, .tokenList, .secondFactorRead, .auditVerify, .integrityCheck,
            .associationShow, .memberRead,
            .statementRead, .networkRead, .caseExport, .voucherRead, .documentRead, .settlementPreview, .reportRead,
            .programmeRead, .awardRead, .claimAssess, .claimRead, .claimDocumentRead, .feedSettingsRead:
            .read
        case .userEdit, .tokenRevoke, .tieDeclare, .municipalityLoad, .associationAdd, .associationChange,
            .memberChange, .networkChange, .segmentMove, .progressRecord, .caseImport, .voucherRecord, .ownWorkRecord,
            .voucherReverse, .costPay, .periodClose, .documentAttach, .programmeAdd, .awardAdd, .feedPublish,
            .feedSettings:
            .record
        case .userAdd, .userGrant, .userRevoke, .userDisable, .userEnable, .userPassword, .userLinkIdentity,
            .userUnlinkIdentity, .secondFactorSetUp, .secondFactorConfirm, .secondFactorPass, .secondFactorCodes,
            .secondFactorRemove, .historyImport, .voucherDecide, .awardGrant,
            .claimFile, .claimCertify, .claimCheck, .claimReturn, .claimAnswer, .claimApprove, .claimReject,
            .claimRelease, .claimPay, .claimWithdraw, .claimRevoke:
            .decide
        }
    }

    /// Whether it changes how somebody logs in: a token that is limited to a place does not reach that.
    public var isOfAccount: Bool {
        switch self {
        case .userPassword, .userLinkIdentity, .userUnlinkIdentity, .secondFactorSetUp, .secondFactorConfirm,
            .secondFactorPass, .secondFactorCodes, .secondFactorRemove:
            true
        default: false
        }
    }

    /// Whether it is a decision of a town, which takes a log-in with a second factor.
    public var needsSecondFactor: Bool { isDecision && roles.allSatisfy(\.isOfTown) }

    /// Whether it decides about something: never open to the owner on the command line.
    public var isDecision: Bool {
        switch self {
        case .voucherDecide, .awardGrant, .claimFile, .claimCertify, .claimCheck, .claimReturn, .claimAnswer,
            .claimApprove,
            .claimReject, .claimRelease, .claimPay, .claimWithdraw, .claimRevoke:
            true
        default: false
        }
    }
}
