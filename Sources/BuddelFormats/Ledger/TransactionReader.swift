import Buddelverein

/// Reads one payment of a line (`TxDtls`).
struct TransactionReader {
    let version: StatementVersion
    let ownIban: String
    /// The way and kind of the line that it belongs to.
    let side: BankSide
    let isReversal: Bool

    func transaction(_ element: ElementReader) -> BankTransaction {
        let returned = element.element("RtrInf")
        let own = element.value("CdtDbtInd", CamtValues.side)
        let references = element.element("Refs")
        return BankTransaction(
            amount: CamtValues.euros(element, "Amt") ?? CamtValues.euros(element, "AmtDtls/TxAmt/Amt"), side: own,
            instructedAmount: CamtValues.euros(element, "AmtDtls/InstdAmt/Amt"), charges: charges(element),
            endToEndId: endToEndId(references), messageId: references?.text("MsgId", atMost: 35),
            paymentInformationId: references?.text("PmtInfId", atMost: 35),
            bankReference: references?.text("AcctSvcrRef", atMost: 35),
            mandateId: references?.text("MndtId", atMost: 35), creditorId: creditorId(element),
            otherSide: otherSide(element, side: own ?? side, isReturn: returned != nil || isReversal),
            onBehalfOf: onBehalfOf(element, side: own ?? side),
            remittance: remittance(element), creditorReference: creditorReference(element),
            purpose: element.text("Purp/Cd", atMost: 4), code: CamtValues.transactionCode(element),
            returnReason: returned?.text("Rsn/Cd", atMost: 4) ?? returned?.text("Rsn/Prtry", atMost: 35),
            returnText: joined(returned?.elements("AddtlInf") ?? []))
    }

    private func endToEndId(_ references: ElementReader?) -> String? {
        let id = references?.text("EndToEndId", atMost: 35)
        return id == "NOTPROVIDED" ? nil : id
    }

    /// The parties of version 08 are persons or banks (`Pty`, `Agt`); in 02 they are persons.
    private func name(_ party: String) -> String {
        "RltdPties/\(party)" + (version == .version08 ? "/Pty" : "")
    }

    private func creditorId(_ element: ElementReader) -> String? {
        element.element(name("Cdtr") + "/Id/PrvtId")?.elements("Othr").lazy
            .compactMap { $0.value("Id", CamtValues.creditorId) }.first { CheckDigits.isCreditorId($0) }
    }

    /// The party whose account is not ours; where neither account is told, the way of the money says it. What comes back
    /// keeps the parties of the payment that it takes back.
    private func otherSide(_ element: ElementReader, side: BankSide, isReturn: Bool) -> BankParty {
        let debtor = element.value("RltdPties/DbtrAcct/Id/IBAN", CamtValues.iban)
        let creditor = element.value("RltdPties/CdtrAcct/Id/IBAN", CamtValues.iban)
        let isDebtor =
            if debtor == ownIban, creditor != ownIban { false } else if creditor == ownIban, debtor != ownIban {
                true
            } else { (side == .credit) != isReturn }
        let party = isDebtor ? "Dbtr" : "Cdtr"
        let text =
            element.text(name(party) + "/Nm", atMost: 140)
            ?? element.text("RltdPties/\(party)/Agt/FinInstnId/Nm", atMost: 140)
        return BankParty(name: text, iban: isDebtor ? debtor : creditor)
    }

    private func onBehalfOf(_ element: ElementReader, side: BankSide) -> String? {
        let debtor = element.text(name("UltmtDbtr") + "/Nm", atMost: 140)
        let creditor = element.text(name("UltmtCdtr") + "/Nm", atMost: 140)
        return side == .credit ? debtor ?? creditor : creditor ?? debtor
    }

    private func remittance(_ element: ElementReader) -> String? {
        guard let information = element.element("RmtInf") else { return nil }
        return joined(information.elements("Ustrd"))
            ?? joined(information.elements("Strd").flatMap { $0.elements("AddtlRmtInf") })
    }

    private func creditorReference(_ element: ElementReader) -> String? {
        element.element("RmtInf")?.elements("Strd").lazy.compactMap { $0.text("CdtrRefInf/Ref", atMost: 35) }.first
    }

    /// The texts one behind the other; refuses more than banks carry.
    private func joined(_ elements: [ElementReader]) -> String? {
        let text = elements.compactMap(\.text).joined(separator: " ")
        guard text.unicodeScalars.count <= Self.remittanceLength else {
            elements[0].refuse(.longerText(Self.remittanceLength), value: String(text.prefix(40)) + "…")
            return nil
        }
        return text.isEmpty ? nil : text
    }

    /// Characters; a payment carries 140, some banks join several.
    private static let remittanceLength = 2_000

    /// The fees: their total in 08 (`TtlChrgsAndTaxAmt`), else the sum of those given one by one.
    private func charges(_ element: ElementReader) -> Money? {
        let all = element.elements("Chrgs")
        if let total = all.lazy.compactMap({ CamtValues.euros($0, "TtlChrgsAndTaxAmt") }).first { return total }
        let amounts = all.flatMap { charge in
            [CamtValues.euros(charge, "Amt")] + charge.elements("Rcrd").map { CamtValues.euros($0, "Amt") }
        }
        .compactMap(\.self)
        guard !amounts.isEmpty else { return nil }
        do {
            return try amounts.total()
        } catch {
            element.refuse(error, "Chrgs")
            return nil
        }
    }
}
