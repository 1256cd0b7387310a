import Foundation
import Testing

/// The real hledger over the journal that the program exports.
struct Hledger {
    private struct Line: Decodable {
        var account: String
        var unit: String
        var balance: String
    }

    private static let binary = URL(filePath: "/usr/bin/hledger")

    /// Expects that hledger accepts the file, every unit of it declared, and that its balances are ours; how many.
    static func expectAgreement(
        with program: Program, on journal: String, at location: SourceLocation = #_sourceLocation
    ) throws -> Int {
        let strict = try Program.run(binary, ["-f", journal, "check", "--strict"])
        #expect(strict.status == 0, "\(strict.errors)", sourceLocation: location)
        let theirs = try Program.run(
            binary, ["-f", journal, "balance", "--flat", "--empty", "--no-total", "-O", "csv"])
        let balances = Set(theirs.output.split(separator: "\n").dropFirst().map { $0.filter { $0 != "\"" } })
        let ours = try JSONDecoder().decode(
            [Line].self, from: Data(program.run("report", "balance", "--json").output.utf8))
        #expect(Set(ours.map { "\($0.account),\(shown($0))" }) == balances, sourceLocation: location)
        return ours.count
    }

    /// A balance as hledger says it: the amount with the sign of its unit, of which nothing has none.
    private static func shown(_ line: Line) -> String {
        let parts = line.balance.split(separator: ":").compactMap { Int($0.filter(\.isNumber)) }
        let sign = line.balance.hasPrefix("-") ? "-" : ""
        guard line.balance.contains(where: { "1"..."9" ~= $0 }) else { return "0" }
        switch line.unit {
        case "eur_cents": return "\(line.balance) EUR"
        case "gift_cents": return "\(line.balance) GIFT"
        case "labour_minutes": return "\(sign)\(parts[0] * 60 + parts[1]) LMIN"
        default: return "\(sign)\(parts[0] * 60 + parts[1]) MMIN"
        }
    }
}
