import BuddelOperations
import Buddelverein

extension Prompt {
    /// What is wrong with work or a gift, asked member by member with what stands there; Enter leaves it.
    func correction(of detail: VoucherDetail) async throws -> BuddelApp.Correction {
        var correction = BuddelApp.Correction()
        correction.date = try await changed(
            "--date", LocalizedText(en: "Day", de: "Tag"), detail.voucher.date.text(in: context.language)
        ) { try Day(parsing: $0) }
        if let work = detail.work {
            correction.memberNumber = try await changed(
                "--member", LocalizedText(en: "Member", de: "Mitglied"), work.memberNumber)
            correction.task = try await changed("--task", LocalizedText(en: "Task", de: "Tätigkeit"), work.task)
            correction.time = try await changed(
                "--time", LocalizedText(en: "Time", de: "Zeit"), work.time.description
            ) { try Minutes(parsing: $0) }
            correction.segment = try await changed(
                "--segment", LocalizedText(en: "Segment", de: "Abschnitt"), work.segment)
        }
        if let gift = detail.gift {
            correction.what = try await changed(
                "--what", LocalizedText(en: "What was given", de: "Was gegeben wurde"), gift.what)
            correction.value = try await changed(
                "--value", LocalizedText(en: "Value", de: "Wert"), gift.value.text(in: context.language)
            ) { try Money(parsing: $0) }
        }
        return correction
    }

    private func changed(_ flag: String, _ question: LocalizedText, _ present: String?) async throws -> String? {
        try await changed(flag, question, present) { $0 }
    }

    /// Nil where Enter, or the value that stands there, leaves it.
    private func changed<Value>(
        _ flag: String, _ question: LocalizedText, _ present: String?, parse: (String) throws -> Value
    ) async throws -> Value? {
        let present = present ?? "-"
        return try await value(
            flag, given: nil, ask: question, standard: Value?.none as Value??, shown: { _ in present }
        ) { text in text == present ? nil : try parse(text) }
    }
}
