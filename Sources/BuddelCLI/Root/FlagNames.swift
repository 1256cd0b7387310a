import ArgumentParser
import Buddelverein

/// Says refused fields of records by the flags of the command that was given.
///
/// Rules and files know `member_number` and `gross`; who typed `--member` looks for that. This is the only place that
/// knows both.
struct FlagNames {
    /// The help of the command: what it lists is a flag of it.
    private let flags: Set<String>

    init(of command: any ParsableCommand.Type) {
        let help = command.helpMessage(includeHidden: true, columns: 1_000)
        flags = Set(
            help.split { $0.isWhitespace || "[](),|/".contains($0) }.filter { $0.hasPrefix("--") }.map(String.init))
    }

    /// The refusal with its field as a flag; unchanged where it is about a file, or the command has no such flag.
    func naming(_ refusal: Refusal) -> Refusal {
        guard var place = refusal.place, place.file == nil, let field = place.field, let flag = flag(for: field) else {
            return refusal
        }
        place.field = flag
        func said(_ text: LocalizedText) -> LocalizedText {
            LocalizedText(
                en: Self.replacing(field, by: flag, in: text.english),
                de: Self.replacing(field, by: flag, in: text.german))
        }
        return Refusal(refusal.code, said(refusal.message), cure: refusal.cure, at: place)
    }

    private func flag(for field: String) -> String? {
        guard !field.hasPrefix("--") else { return nil }
        let plain = "--" + field.split(separator: "_").joined(separator: "-")
        return ((Self.others[field] ?? []) + [plain]).first(where: flags.contains)
    }

    /// Fields whose flags bear another word.
    private static let others: [String: [String]] = [
        "member_number": ["--member"], "segments": ["--segment"], "vat_rate": ["--vat"],
        "invoice_number": ["--invoice"],
        "invoice_date": ["--date"], "ordered_on": ["--ordered"], "reason": ["--why", "--cut"], "why": ["--cut"],
        "approved": ["--amount"], "from_metre": ["--from"], "to_metre": ["--to"], "cover_cm": ["--cover"],
        "cutoff_on": ["--cutoff"], "joined_on": ["--joined"], "left_on": ["--on"], "paid_on": ["--paid-on", "--on"],
        "applied_on": ["--applied"], "early_start_on": ["--early-start"], "approved_on": ["--approved"],
        "eligible_from": ["--from"], "eligible_until": ["--until"], "questions": ["--question"], "note": ["--why"],
        "revoked": ["--amount"], "left": ["--cut"], "day": ["--date"], "seat_ags": ["--seat"],
        "cuts.left": ["--cut"], "cuts.ref": ["--cut"], "cuts.why": ["--cut"], "register.court": ["--court"],
        "register.number": ["--register"], "house_number": ["--house"], "mandate_reference": ["--mandate"],
        "confirmed_by": ["--by"], "confirmed_on": ["--on"], "member": ["--by"],
    ]

    /// The field at the beginning of a sentence, where rules of records name it: `gross: …`, `gross is missing.`
    private static func replacing(_ field: String, by flag: String, in text: String) -> String {
        guard text.hasPrefix(field), let next = text.dropFirst(field.count).first, next == ":" || next == " " else {
            return text
        }
        return flag + text.dropFirst(field.count)
    }
}
