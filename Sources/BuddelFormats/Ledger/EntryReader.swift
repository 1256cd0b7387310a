import Buddelverein

/// Reads one line of a statement (`Ntry`).
struct EntryReader {
    let version: StatementVersion
    /// The account of the statement, to tell which party is the other one.
    let ownIban: String

    /// The entry; nil where something that it needs was refused.
    func entry(_ element: ElementReader) -> BankEntry? {
        let amount = CamtValues.amount(element, "Amt", currency: CamtValues.euro)
        let side = element.requiredValue("CdtDbtInd", CamtValues.side)
        // Version 02 has the code itself where 08 has a choice.
        let status = element.requiredValue(version == .version02 ? "Sts" : "Sts/Cd", CamtValues.status)
        let isReversal = element.value("RvslInd", CamtValues.truth) ?? false
        let bookedOn =
            status == .booked ? CamtValues.requiredDay(element, "BookgDt") : CamtValues.day(element, "BookgDt")
        let valuedOn = CamtValues.day(element, "ValDt")
        let details = element.elements("NtryDtls")
        let single = details.flatMap { $0.elements("TxDtls") }
        let reader = TransactionReader(
            version: version, ownIban: ownIban, side: side ?? .credit, isReversal: isReversal)
        let transactions = single.map { reader.transaction($0) }
        guard let amount, let side, let status, status != .booked || bookedOn != nil else { return nil }
        let entry = BankEntry(
            number: element.text("NtryRef", atMost: 35), amount: amount, side: side, status: status,
            isReversal: isReversal, bookedOn: bookedOn, valuedOn: valuedOn,
            bankReference: element.text("AcctSvcrRef", atMost: 35), code: CamtValues.transactionCode(element),
            text: element.text("AddtlNtryInf", atMost: 500), batch: batch(details), transactions: transactions)
        checkSum(entry, element)
        return entry
    }

    private func batch(_ details: [ElementReader]) -> BankBatch? {
        guard let batch = details.lazy.compactMap({ $0.element("Btch") }).first else { return nil }
        return BankBatch(
            messageId: batch.text("MsgId", atMost: 35), paymentInformationId: batch.text("PmtInfId", atMost: 35),
            count: batch.value("NbOfTxs", CamtValues.count))
    }

    /// Refuses several payments that are all given in euro and don't add up to the line, unless fees explain it.
    private func checkSum(_ entry: BankEntry, _ element: ElementReader) {
        let parts = entry.transactions
        guard parts.count > 1, parts.allSatisfy({ $0.amount != nil && $0.charges == nil }),
            element.element("Chrgs") == nil
        else { return }
        do {
            var sum = Money.zero
            for part in parts { try sum.add((part.side ?? entry.side).signed(part.amount ?? .zero)) }
            let whole = try entry.signedAmount()
            if sum != whole { element.refuse(.detailsMismatch(sum: sum, whole: whole), "NtryDtls") }
        } catch {
            element.refuse(error, "NtryDtls")
        }
    }
}
