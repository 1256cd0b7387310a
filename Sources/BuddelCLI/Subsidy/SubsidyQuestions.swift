import BuddelOperations
import Buddelverein

/// One of those that a question shows: its code, and what people know it by.
private struct Offer {
    let code: String
    let title: LocalizedText
}

extension Prompt {
    /// The code of a claim; on a terminal the claims are shown, and one may be named by its number in the list.
    func claim(_ given: String?) async throws -> String {
        try await offered("CODE", given: given, ask: LocalizedText(en: "Claim (A-1/1)", de: "Abruf (A-1/1)")) {
            try await context.app().listClaims(in: context.settings.association).map(\.claim).map { claim in
                Offer(
                    code: claim.code,
                    title: LocalizedText(
                        en: "\(claim.association), \(claim.claimed.text(in: .english)), \(claim.status.name.english)",
                        de: "\(claim.association), \(claim.claimed.text(in: .german)), \(claim.status.name.german)"))
            }
        }
    }

    /// The code of an award; shown and named as claims are.
    func award(_ given: String?) async throws -> String {
        try await offered("CODE", given: given, ask: LocalizedText(en: "Award (A-1)", de: "Bewilligung (A-1)")) {
            try await context.app().listAwards(in: context.settings.association).map { award in
                let title = "\(award.association), \(award.record.programme)"
                return Offer(code: award.record.code, title: LocalizedText(en: title, de: title))
            }
        }
    }

    /// A code out of a list that is shown. Any other text is taken as it is: the operation knows more than the list,
    /// and who may not read the list may still know a code.
    private func offered(
        _ flag: String, given: String?, ask question: LocalizedText, among list: () async throws -> [Offer]
    ) async throws -> String {
        guard given == nil, context.terminal.isInteractive else {
            return try await text(flag, given: given, ask: question)
        }
        var offers: [Offer] = []
        do {
            offers = try await list()
        } catch let refusal as Refusal where refusal.code == .notAllowed {
            offers = []
        }
        for (index, offer) in offers.enumerated() {
            let line = "  \(index + 1)  \(offer.code)  \(context.text(offer.title))"
            context.standardError.writeLine(PrintableText.escaping(line))
        }
        return try await value(flag, given: nil, ask: question) { text in
            guard let number = Int(text), offers.indices.contains(number - 1) else { return text }
            return offers[number - 1].code
        }
    }
}
