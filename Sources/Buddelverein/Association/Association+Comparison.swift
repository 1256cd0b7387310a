// Contact data follow the file; an empty field says nothing, so that a short file takes nothing back.

extension AssociationProfile: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: AssociationProfile) -> RecordComparison<AssociationProfile> {
        var merge = FieldMerge(self, into: recorded, remedy: .change)
        merge.following(\.name)
        merge.following(\.legalForm)
        merge.following(\.seatAgs)
        merge.following(\.foundedOn)
        merge.following(\.register)
        merge.following(\.iban)
        merge.following(\.creditorId)
        merge.fixed("deducts_input_tax", \.deductsInputTax)
        merge.fixed("fiscal_year_start", \.fiscalYearStart)
        merge.following(\.settlement)
        return merge.comparison
    }
}

extension Member: ImportedRecord {
    public var naturalKey: String { number }

    public func compared(to recorded: Member) -> RecordComparison<Member> {
        var given = self
        given.roles = roles.inOrder
        var before = recorded
        before.roles = recorded.roles.inOrder
        var merge = FieldMerge(given, into: before, remedy: .change)
        merge.following(\.kind)
        merge.following(\.name)
        merge.following(\.street)
        merge.following(\.houseNumber)
        merge.following(\.postcode)
        merge.following(\.city)
        merge.following(\.email)
        merge.following(\.phone)
        merge.fixed("joined_on", \.joinedOn)
        merge.filledOnce("left_on", \.leftOn)
        merge.following(\.iban)
        merge.following(\.mandateReference)
        merge.following(\.mandateSignedOn)
        merge.following(\.roles)
        // A file without the column reads as false: that must not take an exemption away unseen.
        if dutyExempt { merge.following(\.dutyExempt) } else { merge.fixed("duty_exempt", \.dutyExempt) }
        merge.filledOnce("successor", \.successor)
        return merge.comparison
    }
}

extension [MemberRole] {
    /// The same offices in the order of their list, each once.
    fileprivate var inOrder: [MemberRole] { MemberRole.allCases.filter(contains) }
}

extension Helper: ImportedRecord {
    public var naturalKey: String { code }

    public func compared(to recorded: Helper) -> RecordComparison<Helper> {
        var merge = FieldMerge(self, into: recorded, remedy: .change)
        merge.following(\.name)
        // The household decides who may confirm; a helper does not move unseen.
        merge.filledOnce("member_number", \.memberNumber)
        return merge.comparison
    }
}
