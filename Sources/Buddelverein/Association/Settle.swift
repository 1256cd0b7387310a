/// rules.md 5: what every member owes or gets back, from what is dated on or before `day`.
///
/// Guarantees: shares add up to N; balances add up to N + pool - credits - machine credits - payments; neither the order
/// of the records nor a second run changes anything. Refuses with `unknown_member`, `successor_cycle`, `no_worker`,
/// `empty_settlement_key` and `overflow`.
public func settle(
    _ evidence: Evidence, rule: SettlementRule, grants: [DatedGrant], on day: Day
) throws(Refusal) -> Settlement {
    var books = try SettlementBooks(evidence, rule: rule, on: day)
    try books.addConnections()
    try books.addWork()
    try books.addPayments()
    return try books.settle(grants: grants)
}

/// The sums of every listed member, gathered record by record.
private struct SettlementBooks {
    struct Account {
        let member: Member
        var connectionWeight: [ConnectionKind: Int64] = [:]
        var leadLength = Centimetres.zero
        var worked = Minutes.zero
        var machineCredit = Money.zero
        var paid = Money.zero
    }

    let evidence: Evidence
    let rule: SettlementRule
    let day: Day
    let succession: Succession
    var accounts: [String: Account] = [:]
    var outsideIncome = Money.zero

    init(_ evidence: Evidence, rule: SettlementRule, on day: Day) throws(Refusal) {
        self.evidence = evidence
        self.rule = rule
        self.day = day
        let succession = try Succession(evidence.members)
        self.succession = succession
        let listed = evidence.members.filter { !succession.isReplaced($0, on: day) }
        for member in listed {
            accounts[member.number] = Account(member: member)
        }
    }

    private mutating func update(_ number: String, _ change: (inout Account) throws(Refusal) -> Void) throws(Refusal) {
        let standing = succession.standing(for: number, on: day)
        guard var account = accounts[standing] else { throw .unknown(.member, number, field: "member_number") }
        // Taken out while it changes, so that its dictionaries are changed in place.
        accounts[standing] = nil
        try change(&account)
        accounts[standing] = account
    }

    mutating func addConnections() throws(Refusal) {
        let holders = Holders(evidence.holdings)
        for connection in evidence.connections {
            try update(holders.holder(of: connection, on: day)) { (account) throws(Refusal) in
                account.connectionWeight[connection.kind, default: 0] += 1
                try account.leadLength.add(connection.leadLength ?? .zero)
            }
        }
    }

    /// Work counts when it and its confirmation are dated on or before the day; credited to nobody it is a gift to all.
    mutating func addWork() throws(Refusal) {
        for judged in evidence.judgedWork(through: day) {
            let work = judged.record
            guard let number = work.memberNumber else {
                guard work.worker != nil else { throw .noWorker(work.ref) }
                continue
            }
            guard judged.isConfirmed else { continue }
            let clubRate = work.machine.flatMap { rule.machineRates[$0] } ?? .zero
            try update(number) { (account) throws(Refusal) in
                switch work.kind {
                case .labour: try account.worked.add(work.time)
                case .machine: try account.machineCredit.add(work.time.value(at: clubRate))
                }
            }
        }
    }

    mutating func addPayments() throws(Refusal) {
        for payment in evidence.payments where payment.date <= day {
            switch payment.purpose {
            case .donation, .otherIncome: try outsideIncome.add(payment.amount)
            case .levy, .refund:
                guard let number = payment.memberNumber else {
                    throw .unknown(.member, "", field: "member_number")
                }
                try update(number) { (account) throws(Refusal) in try account.paid.add(payment.amount) }
            }
        }
    }

    func settle(grants: [DatedGrant]) throws(Refusal) -> Settlement {
        let listed = accounts.values.naturallySorted(by: \.member.number)
        var rows = try listed.map { (account) throws(Refusal) in try row(of: account) }
        let pool = try rows.map(\.charge).total()
        try credit(&rows, from: pool)
        let rest = try pool - rows.map(\.credit).total()
        var toShare = try costs() + rows.map(\.machineCredit).total()
        for grant in grants where grant.cutoffOn <= day { toShare = try toShare - grant.amount }
        toShare = try toShare - outsideIncome
        toShare = try toShare - rest
        try share(toShare, among: &rows)
        for index in rows.indices {
            let row = rows[index]
            rows[index].balance = try row.share + row.charge - row.credit - row.machineCredit - row.paid
        }
        return Settlement(on: day, toShare: toShare, pool: pool, rest: rest, members: rows)
    }

    /// Duty, hours and the charge for missing ones; the credit holds the wish until the pool is known.
    private func row(of account: Account) throws(Refusal) -> Settlement.Row {
        let rate = rule.labour?.rate ?? .zero
        let hours = try HourBalance(
            of: account.member, on: day, active: account.connectionWeight[.active] ?? 0,
            passive: account.connectionWeight[.passive] ?? 0, worked: account.worked, by: rule.labour)
        return Settlement.Row(
            number: account.member.number, duty: hours.duty, worked: hours.worked, share: .zero,
            charge: try hours.short.value(at: rate), credit: try hours.over.value(at: rate),
            machineCredit: account.machineCredit, paid: account.paid, balance: .zero)
    }

    /// The wishes where they fit into the pool, else the pool shared by them.
    private func credit(_ rows: inout [Settlement.Row], from pool: Money) throws(Refusal) {
        let wishes = rows.map(\.credit)
        guard try wishes.total() > pool else { return }
        let credits = try Split.shares(of: pool, by: wishes.map(\.cents))
        for index in rows.indices { rows[index].credit = credits[index] }
    }

    private func costs() throws(Refusal) -> Money {
        var sum = Money.zero
        for cost in evidence.costs where cost.invoiceDate <= day {
            try sum.add(cost.counted(net: evidence.association.deductsInputTax, on: day))
        }
        return sum
    }

    /// N over the keys as listed, then each part over the members by that key.
    private func share(_ total: Money, among rows: inout [Settlement.Row]) throws(Refusal) {
        let parts = try Split.shares(of: total, by: rule.keys.map(\.share.basisPoints))
        for (key, part) in zip(rule.keys, parts) {
            let weights = try rows.map { (row) throws(Refusal) in try weight(of: row.number, by: key.basis) }
            guard weights.contains(where: { $0 > 0 }) else { throw .emptySettlementKey(key.name) }
            let shares = try Split.shares(of: part, by: weights)
            for index in rows.indices { try rows[index].share.add(shares[index]) }
        }
    }

    private func weight(of number: String, by basis: SettlementKey.Basis) throws(Refusal) -> Int64 {
        guard let account = accounts[number], account.member.takesPart(on: day) else { return 0 }
        switch basis {
        case .member: return 1
        case .leadMetre: return account.leadLength.centimetres
        case .connection(let active, let passive):
            return try
                (active * (account.connectionWeight[.active] ?? 0)
                + passive * (account.connectionWeight[.passive] ?? 0)).hundredths
        }
    }
}

extension Refusal {
    /// A key by which nobody has any weight (rules.md 5).
    public static func emptySettlementKey(_ name: String) -> Refusal {
        Refusal(
            .emptySettlementKey,
            LocalizedText(
                en: "Nobody has any weight by the settlement key \(name).",
                de: "Nach dem Verteilschlüssel \(name) hat niemand ein Gewicht."),
            cure: LocalizedText(
                en: "Record what the key weighs, or take the key out of the settlement rule.",
                de: "Erfassen Sie, wonach der Schlüssel verteilt, oder nehmen Sie ihn aus der Abrechnungsregel."),
            at: Place(field: "settlement.keys", value: name))
    }
}
