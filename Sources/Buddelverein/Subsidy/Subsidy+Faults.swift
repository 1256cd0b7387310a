extension Programme {
    /// Everything wrong with the programme: `missing_value`, `invalid_value`, `unpaid_share_whole`, `duplicate_key`.
    public func faults() -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(funder, "funder")
        list.require(name: funder, "funder")
        list.require(name: title, "title")
        switch financing {
        case .share(let rate): list.requireShare(rate, "financing.rate")
        case .fixed(_, let amount): list.require(notNegative: amount, "financing.amount")
        case .deficit, .full: break
        }
        list.require(notNegative: unpaidShareMax, "unpaid_share_max")
        if let unpaidShareMax, unpaidShareMax >= .whole { list.add(.unpaidShareWhole) }
        list.require(notNegative: capPerActiveConnection, "cap_per_active_connection")
        list.require(notNegative: minimum, "minimum")
        list.require(notNegative: eligible.labour?.rate, "eligible.labour.rate")
        list.require(notNegative: eligible.labour?.maxPerDay, "eligible.labour.max_per_day")
        for rate in (eligible.machineRates ?? [:]).naturallySorted(by: \.key) {
            list.require(notNegative: rate.value, "eligible.machine_rates.\(rate.key)")
        }
        addBudget(to: &list)
        return list.faults
    }

    private func addBudget(to list: inout FaultList) {
        switch budget {
        case nil: break
        case .total(let amount): list.require(notNegative: amount, "budget")
        case .perYear(let years):
            for year in years { list.require(notNegative: year.amount, "budget.amount") }
            for fault in duplicateFaults(years, field: "budget.year", key: { "\($0.year)" }) { list.add(fault.refusal) }
        }
    }
}

extension Award {
    /// Everything wrong with the award: `missing_value`, `invalid_value`, `invalid_order`, `unknown_programme`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(programme, "programme", in: known.programmes, .programme)
        list.require(eligibleFrom, "eligible_from", notAfter: eligibleUntil, "eligible_until")
        if let rate { list.requireShare(rate, "rate") }
        list.require(notNegative: maximum, "maximum")
        list.require(notNegative: ownFunds, "own_funds")
        list.require(notNegative: thirdPartyFunds, "third_party_funds")
        return list.faults
    }
}

extension ClaimRecord {
    /// Everything wrong with the claim: `missing_value`, `invalid_value`, `unknown_award`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(award, "award", in: known.awards, .award)
        list.require(notNegative: approved, "approved")
        list.require(notNegative: revoked, "revoked")
        if status == .approved, approved == nil { list.add(.missing("approved")) }
        if status != .approved, let approved {
            list.add(
                .invalid(
                    "approved", approved.description,
                    LocalizedText(
                        en: "stands only with the status approved", de: "steht nur beim Status approved")))
        }
        if revoked > approved ?? .zero {
            list.add(
                .invalid(
                    "revoked", revoked.description,
                    LocalizedText(en: "is more than was approved", de: "ist mehr, als bewilligt wurde")))
        }
        for cut in cuts { list.require(cut) }
        return list.faults
    }

    /// What the order of filing forbids: a second undecided claim of an award (`undecided_claim`), and a cut-off that
    /// is not later than that of every submitted or approved claim before (`cutoff_not_later`); rules.md 3.
    public static func orderFaults(_ claims: [ClaimRecord]) -> [ListFault] {
        var undecided: Set<String> = []
        var latest: [String: Day] = [:]
        var faults: [ListFault] = []
        for (index, claim) in claims.enumerated() where claim.status == .submitted || claim.status == .approved {
            if undecided.contains(claim.award) {
                faults.append(ListFault(index: index, refusal: .undecidedClaim(claim.award)))
            }
            if let last = latest[claim.award], claim.cutoffOn <= last {
                faults.append(ListFault(index: index, refusal: .cutoffNotLater(claim.cutoffOn, than: last)))
            }
            if claim.status == .submitted { undecided.insert(claim.award) }
            latest[claim.award] = max(claim.cutoffOn, latest[claim.award] ?? claim.cutoffOn)
        }
        return faults
    }
}

extension FaultList {
    /// An amount is left of a cost or gift, a time of work, and nothing of a unit.
    fileprivate mutating func require(_ cut: Cut) {
        require(cut.ref, "cuts.ref")
        require(cut.why, "cuts.why")
        require(note: cut.why, "cuts.why")
        let fits =
            switch (cut.kind, cut.left) {
            case (.cost, .amount(let amount)), (.gift, .amount(let amount)): amount >= .zero
            case (.labour, .time(let time)), (.machine, .time(let time)): time >= .zero
            case (.unit, .nothing): true
            default: false
            }
        if !fits {
            add(
                .invalid(
                    "cuts.left", cut.ref,
                    LocalizedText(
                        en: "needs an amount for a cost or gift, a time for work, 0 for a unit",
                        de: "braucht einen Betrag bei Kosten und Sachspenden, eine Zeit bei Arbeit, 0 bei Einheiten")))
        }
    }
}

extension Refusal {
    /// An award has an undecided claim already.
    public static func undecidedClaim(_ award: String) -> Refusal {
        Refusal(
            .undecidedClaim,
            LocalizedText(
                en: "\(award) has a claim that is not decided yet.",
                de: "Zu \(award) gibt es einen noch nicht entschiedenen Mittelabruf."),
            cure: LocalizedText(
                en: "Wait for the decision, or withdraw that claim.",
                de: "Warten Sie die Entscheidung ab, oder ziehen Sie ihn zurück."),
            at: Place(field: "award", value: award))
    }

    /// A claim's cut-off lies not after the last one of its award.
    public static func cutoffNotLater(_ cutoff: Day, than last: Day) -> Refusal {
        Refusal(
            .cutoffNotLater,
            LocalizedText(
                en: "The cut-off \(cutoff) is not later than that of an earlier claim, \(last).",
                de:
                    "Der Stichtag \(cutoff.text(in: .german)) liegt nicht nach dem eines früheren Mittelabrufs, \(last.text(in: .german))."
            ),
            cure: LocalizedText(
                en: "Choose a day after \(last).", de: "Wählen Sie einen Tag nach dem \(last.text(in: .german))."),
            at: Place(field: "cutoff_on", value: cutoff.description))
    }
}
