import Buddelverein

/// Draws a list as a table that fits the terminal.
///
/// Figures are never cut: on a terminal a long text is shortened with an ellipsis, further where the width does not
/// suffice, and where even that does not suffice, each row is written as lines of `title: value`. What is piped on is
/// never shortened.
struct TableRenderer {
    let language: Language
    let terminal: Terminal

    private static let gap = "  "
    private static let shortestText = 8
    private static let longestText = 60

    func text(_ report: ListReport) -> String {
        var out = ""
        if let title = report.title {
            out += terminal.styled(PrintableText.escaping(title[language]), .strong) + "\n"
        }
        guard !report.rows.isEmpty else { return out + report.whenEmpty[language] + "\n" }
        let header = report.columns.map { $0.title[language] }
        let body = report.rows.map { $0.map { $0.shown(in: language) } }
        let total = report.total?.map { $0.shown(in: language) }
        let trailing = report.columns.indices.map { isTrailing($0, of: report) }
        guard let widths = widths(header: header, body: body + (total.map { [$0] } ?? []), trailing: trailing) else {
            return out + stacked(header: header, body: body, total: total)
        }
        func line(_ cells: [String]) -> String { self.line(cells, widths: widths, trailing: trailing) }
        out += terminal.styled(line(header), .strong) + "\n"
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
        out += rule + "\n"
        for row in body { out += line(row) + "\n" }
        if let total { out += rule + "\n" + terminal.styled(line(total), .strong) + "\n" }
        return out
    }

    private func isTrailing(_ column: Int, of report: ListReport) -> Bool {
        switch report.columns[column].alignment {
        case .leading: false
        case .trailing: true
        case .byContent: report.rows.contains { $0[column].isFigure }
        }
    }

    /// The width of each column; nil where the table can't be made narrow enough.
    private func widths(header: [String], body: [[String]], trailing: [Bool]) -> [Int]? {
        var widths = header.map { DisplayWidth.of($0) }
        for row in body {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
        }
        guard let limit = terminal.columns else { return widths }
        for column in widths.indices where !trailing[column] { widths[column] = min(widths[column], Self.longestText) }
        let gaps = Self.gap.count * max(0, widths.count - 1)
        while widths.reduce(gaps, +) > limit {
            let shrinkable = widths.indices.filter { !trailing[$0] && widths[$0] > Self.shortestText }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return nil }
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [String], widths: [Int], trailing: [Bool]) -> String {
        var parts: [String] = []
        for (column, cell) in cells.enumerated() {
            let shown = DisplayWidth.fitting(cell, columns: widths[column])
            let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(shown))
            parts.append(trailing[column] ? padding + shown : shown + padding)
        }
        var line = parts.joined(separator: Self.gap)
        while line.last == " " { line.removeLast() }
        return line
    }

    private func stacked(header: [String], body: [[String]], total: [String]?) -> String {
        let width = header.map { DisplayWidth.of($0) }.max() ?? 0
        let blocks = (body + (total.map { [$0] } ?? [])).map { row in
            zip(header, row).filter { !$0.1.isEmpty }
                .map { title, cell in
                    title + String(repeating: " ", count: width - DisplayWidth.of(title)) + Self.gap + cell + "\n"
                }
                .joined()
        }
        return blocks.joined(separator: "\n")
    }
}
