import Buddelverein

/// Reads one statement (`Stmt`) and checks that its balances and entries agree.
struct StatementReader {
    let version: StatementVersion

    /// The statement; nil where something in it was refused.
    func statement(_ element: ElementReader) -> BankStatement? {
        let id = element.requiredText("Id", atMost: 35)
        let iban = iban(element)
        currency(element)
        let balances = Balances(element, currency: CamtValues.euro)
        let entries = EntryReader(version: version, ownIban: iban ?? "")
        let all = element.elements("Ntry").map { entries.entry($0) }
        let booked = all.compactMap(\.self)
        if let count = element.value("TxsSummry/TtlNtries/NbOfNtries", CamtValues.count), count != all.count {
            element.refuse(.wrongCount(count, all.count), "TxsSummry/TtlNtries/NbOfNtries", value: "\(count)")
        }
        guard let id, let iban, let opening = balances.opening, let closing = balances.closing,
            booked.count == all.count
        else { return nil }
        let statement = BankStatement(
            id: id, number: element.value("ElctrncSeqNb", CamtValues.count),
            page: element.value("StmtPgntn/PgNb", CamtValues.count), iban: iban,
            createdOn: element.value("CreDtTm", CamtValues.day), openedOn: opening.day, opening: opening.amount,
            closedOn: closing.day, closing: closing.amount, entries: booked)
        do {
            let reached = try statement.opening + statement.booked()
            guard reached == statement.closing else {
                element.refuse(.balanceMismatch(reached: reached, closing: statement.closing), "Bal")
                return nil
            }
        } catch {
            element.refuse(error, "Bal")
            return nil
        }
        return statement
    }

    private func iban(_ element: ElementReader) -> String? {
        guard let account = element.required("Acct") else { return nil }
        return account.requiredValue("Id/IBAN", CamtValues.iban)
    }

    private func currency(_ element: ElementReader) {
        guard let currency = element.text("Acct/Ccy", atMost: 3), currency != CamtValues.euro else { return }
        element.refuse(.otherCurrency(currency), "Acct/Ccy", value: currency)
    }
}

/// The booked balances of a statement before its first and after its last entry.
struct Balances {
    struct Balance {
        let amount: Money
        let day: Day
    }

    private(set) var opening: Balance?
    private(set) var closing: Balance?

    /// Reads `Bal`: `OPBD` or `PRCD` opens, `CLBD` closes; a page of a longer statement opens or closes with `ITBD`.
    ///
    /// Refuses a missing balance, and two that differ.
    init(_ element: ElementReader, currency: String) {
        var read: [(code: String, balance: Balance, element: ElementReader)] = []
        var isWhole = true
        for balance in element.elements("Bal") {
            guard let code = balance.requiredText("Tp/CdOrPrtry/Cd", atMost: 4) else {
                isWhole = false
                continue
            }
            guard ["OPBD", "PRCD", "CLBD", "ITBD"].contains(code) else { continue }
            let amount = CamtValues.amount(balance, "Amt", currency: currency)
            let side = balance.requiredValue("CdtDbtInd", CamtValues.side)
            let day = CamtValues.requiredDay(balance, "Dt")
            guard let amount, let side, let day, let signed = try? side.signed(amount) else {
                isWhole = false
                continue
            }
            read.append((code, Balance(amount: signed, day: day), balance))
        }
        let between = read.filter { $0.code == "ITBD" }
        let openings = read.filter { $0.code == "OPBD" || $0.code == "PRCD" }
        let closings = read.filter { $0.code == "CLBD" }
        for list in [openings, closings] {
            for other in list.dropFirst() where other.balance.amount != list[0].balance.amount {
                other.element.refuse(.twoBalances, "Amt", value: other.balance.amount.description)
            }
        }
        // A page in the middle opens and closes with one of each, in this order.
        opening = (openings.first ?? between.first)?.balance
        closing = (closings.first ?? (openings.isEmpty ? between.dropFirst().first : between.first))?.balance
        guard isWhole else { return }
        if opening == nil { element.refuse(.missingBalance("OPBD, PRCD")) }
        if closing == nil { element.refuse(.missingBalance("CLBD")) }
    }
}
