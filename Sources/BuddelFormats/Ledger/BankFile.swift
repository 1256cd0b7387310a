import Buddelverein

/// Bank statements by ISO 20022, camt.053.001.02 and .08: one XML file, or a ZIP archive of several.
///
/// Source: the ISO 20022 message definitions, and the German banks' rules for them (DFÜ-Abkommen, Anlage 3).
public enum BankFile {
    /// Bounds of an archive of statements, which is much smaller than one of a whole case.
    public static let archiveLimits: ArchiveLimits = {
        var limits = ArchiveLimits()
        limits.archiveBytes = 32 << 20
        limits.entries = 1_000
        limits.depth = 4
        limits.entryBytes = 32 << 20
        limits.totalBytes = 128 << 20
        return limits
    }()

    /// The statements of a file in its order; `file` is what refusals call it.
    ///
    /// Guarantees: accounts and amounts are in euro; each statement's opening balance and booked entries add up to its
    /// closing balance; no statement is there twice. Refuses with everything that is wrong, each with its file, element
    /// and line: `invalid_archive`, `invalid_text`, `invalid_xml`, `too_much_data` for the form; `missing_value`,
    /// `invalid_value`, `invalid_amount`, `invalid_date`, `invalid_iban`, `other_currency`, `balance_mismatch`,
    /// `duplicate_key` for what it says.
    public static func read(
        _ bytes: [UInt8], file: String, limits: FileLimits = FileLimits()
    ) throws(Refusals) -> [BankStatement] {
        let issues = FileIssues()
        var statements: [BankStatement] = []
        do throws(Refusal) {
            if bytes.starts(with: [0x50, 0x4B]) {
                let archive = try ZipArchive(bytes, file: file, limits: archiveLimits)
                let entries = archive.entries.filter { !isOfMac($0.name) }
                guard !entries.isEmpty else { throw .noStatement(at: Refusal.Place(file: file)) }
                for entry in entries {
                    let place = "\(file)/\(entry.name)"
                    guard entry.name.lowercased().hasSuffix(".xml") else {
                        issues.refuse(.noStatement(at: Refusal.Place(file: place)))
                        continue
                    }
                    do throws(Refusal) {
                        statements += read(
                            try archive.bytes(of: entry), file: place, limits: limits, issues: issues)
                    } catch {
                        issues.refuse(error)
                    }
                }
            } else {
                statements = read(bytes, file: file, limits: limits, issues: issues)
            }
        } catch {
            issues.refuse(error)
        }
        guard issues.refusals.isEmpty else { throw Refusals(issues.refusals) }
        if let twice = firstTwice(statements) { throw Refusals([.repeatedStatement(twice, file: file)]) }
        return statements
    }

    /// What macOS puts into archives beside the files.
    private static func isOfMac(_ name: String) -> Bool {
        name.hasPrefix("__MACOSX/") || name.split(separator: "/").last == ".DS_Store"
    }

    private static func read(
        _ bytes: [UInt8], file: String, limits: FileLimits, issues: FileIssues
    ) -> [BankStatement] {
        do throws(Refusal) {
            let (root, namespace) = try XMLTree.parse(bytes, file: file, limits: limits)
            let place = Refusal.Place(file: file, line: root.line, field: "/\(ArchiveName.printable(root.name))")
            guard let version = StatementVersion(namespace: namespace), root.name == "Document" else {
                throw Refusal.unknownMessage(namespace, at: place)
            }
            let document = ElementReader(root, path: "/Document", file: file, issues: issues)
            guard let message = document.required("BkToCstmrStmt") else { return [] }
            let statements = message.elements("Stmt")
            guard !statements.isEmpty else { throw Refusal.noStatement(at: place) }
            return statements.compactMap { StatementReader(version: version).statement($0) }
        } catch {
            issues.refuse(error)
            return []
        }
    }

    private static func firstTwice(_ statements: [BankStatement]) -> BankStatement? {
        var seen: Set<[String]> = []
        return statements.first {
            !seen.insert([$0.iban, $0.id, $0.number.map(String.init) ?? "", $0.page.map(String.init) ?? ""]).inserted
        }
    }
}

/// The versions of camt.053 that German banks give: 02 until 2025, 08 since 2022.
enum StatementVersion: String, CaseIterable {
    case version02 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    case version08 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"

    init?(namespace: String) { self.init(rawValue: namespace) }
}
