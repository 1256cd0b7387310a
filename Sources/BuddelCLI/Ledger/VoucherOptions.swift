import ArgumentParser
import BuddelOperations
import Buddelverein
import Glibc

/// `--idempotency-key`, for scripts that may send a request twice.
struct OnceOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "The same request with this key is done once.",
            de: "Dieselbe Anfrage mit diesem Schlüssel wird nur einmal ausgeführt.", value: "key"))
    var idempotencyKey: String?
}

/// `--ref`, the reference of a voucher that is recorded.
struct RefOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Reference; the next free one by default.", de: "Belegzeichen; sonst das nächste freie.", value: "ref"))
    var ref: String?
}

/// `--document`: a file is attached; the name of none is announced.
struct DocumentOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "PDF, PNG or JPEG to attach; the name of a file that is not here announces it.",
            de: "PDF, PNG oder JPEG zum Anhängen; der Name einer fehlenden Datei kündigt sie an.", value: "file"))
    var document: String?

    /// The name that the voucher gives, and the files to attach.
    var named: (name: String?, files: [String]) { Self.named(document) }

    /// The same, asked for where the flag is not given; an empty answer is none.
    func asked(_ prompt: Prompt) async throws -> (name: String?, files: [String]) {
        Self.named(
            try await prompt.optional(
                "--document", given: document, ask: LocalizedText(en: "Document (file)", de: "Dokument (Datei)")
            ) { $0 })
    }

    private static func named(_ document: String?) -> (name: String?, files: [String]) {
        guard let document else { return (nil, []) }
        var status = stat()
        guard lstat(document, &status) == 0 else { return (document, []) }
        return (document.split(separator: "/").last.map(String.init), [document])
    }
}

/// `--kind`, where a reference alone could mean several vouchers.
struct KindOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "work, cost, gift or payment, where the reference alone is not clear.",
            de: "work, cost, gift oder payment, wenn das Zeichen allein nicht eindeutig ist.", value: "kind"))
    var kind: String?

    func read() throws -> VoucherKind? { try kind.readWord("--kind") }
}

extension VoucherReceipt {
    /// The lines of the receipt as a report; `hint` says what comes next.
    func report(hint: LocalizedText? = nil) -> any Report {
        let shown = lines.map { line in
            let year = "\(line.bookingYear)/\(line.number)"
            var text = LocalizedText(
                en: "\(line.ref): \(line.outcome.name.english) (no. \(year)).",
                de: "\(line.ref): \(line.outcome.name.german) (Nr. \(year)).")
            if let day = line.bookedOn {
                text = LocalizedText(
                    en: "\(text.english) Booked on \(day): its own day lies in a closed period.",
                    de:
                        "\(text.german) Gebucht am \(day.text(in: .german)): Der eigene Tag liegt in einem abgeschlossenen Zeitraum."
                )
            }
            return text
        }
        let all = shown + (hint.map { [$0] } ?? [])
        return Receipt(
            LocalizedText(
                en: all.map(\.english).joined(separator: "\n"), de: all.map(\.german).joined(separator: "\n")), json)
    }

    /// What the shell's `undo` calls it.
    var title: LocalizedText {
        LocalizedText(en: "\(refs.joined(separator: ", "))", de: "\(refs.joined(separator: ", "))")
    }
}

extension CommandContext {
    /// Shows a receipt of something recorded; in the shell it can be undone.
    func showRecorded(_ receipt: VoucherReceipt, by app: BuddelApp, hint: LocalizedText? = nil) async {
        show(receipt.report(hint: hint))
        let association = settings.association
        await undo?.push(receipt.title) { _ = try await app.reverse(receipt, in: association) }
    }
}

extension LocalizedText {
    static let awaitsConfirmation = LocalizedText(
        en: "It counts once a second person has confirmed it: buddel confirm REF.",
        de: "Es zählt, sobald es eine zweite Person bestätigt hat: buddel confirm ZEICHEN.")
}

extension Prompt {
    /// The reference of a voucher.
    func voucher(_ given: String?) async throws -> String {
        try await text("REF", given: given, ask: LocalizedText(en: "Voucher (W-1)", de: "Beleg (W-1)"))
    }

    /// References of vouchers: at least one.
    func refs(_ given: [String]) async throws -> [String] {
        guard given.isEmpty else { return given }
        return try await value(
            "REF", given: nil, ask: LocalizedText(en: "Vouchers (W-1 W-2 …)", de: "Belege (W-1 W-2 …)")
        ) { text in
            let refs = text.split { $0 == " " || $0 == "," }.map(String.init)
            guard !refs.isEmpty else { throw Refusal.missingFlag("REF") }
            return refs
        }
    }
}
