import Buddelverein

extension TimeSheetEntry {
    /// The question of the present step.
    public var prompt: LocalizedText {
        switch step {
        case .date:
            LocalizedText(en: "Date [\(date.text(in: .english))]: ", de: "Datum [\(date.text(in: .german))]: ")
        case .segment:
            LocalizedText(en: "Segment (empty: none): ", de: "Abschnitt (leer: keiner): ")
        case .task:
            LocalizedText(en: "Task: ", de: "Tätigkeit: ")
        case .lines:
            LocalizedText(en: "\(lines.count + 1)> ", de: "\(lines.count + 1)> ")
        case .confirmation:
            lines.count == 1
                ? LocalizedText(en: "Book this line? [y/n, quit] ", de: "Diese Zeile buchen? [j/n, quit] ")
                : LocalizedText(
                    en: "Book these \(lines.count) lines? [y/n, quit] ",
                    de: "Diese \(lines.count) Zeilen buchen? [j/n, quit] ")
        case .confirmed, .cancelled:
            LocalizedText(en: "", de: "")
        }
    }

    /// The sheet as a table with its sums.
    public var summary: ListReport {
        var report = ListReport(
            title: heading,
            columns: [
                Column("line", en: "Line", de: "Zeile"), Column("code", en: "Number", de: "Nummer"),
                Column("name", en: "Name", de: "Name"), Column("machine", en: "Machine", de: "Maschine"),
                Column("time", en: "Time", de: "Zeit"),
            ])
        for (index, line) in lines.enumerated() {
            report.append([
                .int(index + 1), .text(line.worker.code), .text(line.worker.name),
                line.machine.map { .code($0.code, $0.title) } ?? .none, .minutes(line.time),
            ])
        }
        // The lines were checked when they were entered; a sum of them that overflows can't be there. Hours of people and
        // of machines don't add up to anything, so each has its own sum.
        let labour = try? lines.filter { $0.machine == nil }.map(\.time).total()
        let machines = lines.filter { $0.machine != nil }
        let driven = machines.isEmpty ? nil : try? machines.map(\.time).total()
        report.total = [.none, .none, .none, .minutes(driven), .minutes(labour)]
        return report
    }

    private var heading: LocalizedText {
        let task = task?.title ?? LocalizedText(en: "", de: "")
        let place = segment.map { ", \($0)" } ?? ""
        return LocalizedText(
            en: "\(date.text(in: .english))\(place), \(task.english)",
            de: "\(date.text(in: .german))\(place), \(task.german)")
    }

    /// What a taken line says: who, how long, and the running totals.
    func receipt(of line: TimeSheetLine) throws -> LocalizedText {
        let total = try totals()
        func text(_ language: Language) -> String {
            let machine = line.machine.map { $0.title[language] + ", " } ?? ""
            return "\(machine)\(line.worker.label) \(line.time.text(in: language)). \(total[language])"
        }
        return LocalizedText(en: text(.english), de: text(.german))
    }

    /// `Total 18:45 h`, and the machines' time where there is some.
    func totals() throws -> LocalizedText {
        let labour = try lines.filter { $0.machine == nil }.map(\.time).total()
        let machines = try lines.filter { $0.machine != nil }.map(\.time).total()
        func text(_ language: Language, _ sum: String, _ machine: String) -> String {
            "\(sum) \(labour.text(in: language))"
                + (machines > .zero ? ", \(machine) \(machines.text(in: language))." : ".")
        }
        return LocalizedText(en: text(.english, "Total", "machines"), de: text(.german, "Summe", "Maschinen"))
    }

    static func dayToCome(_ day: Day) -> Refusal {
        Refusal(
            .invalidDate, LocalizedText(en: "That day is still to come.", de: "Dieser Tag kommt erst noch."),
            cure: LocalizedText(en: "Log work on or after its day.", de: "Buchen Sie Arbeit an ihrem Tag oder danach."),
            at: .init(value: day.description))
    }

    static func moreThanADay(_ worker: Worker, _ sum: Minutes) -> Refusal {
        Refusal(
            .invalidTime,
            LocalizedText(
                en: "\(worker.label) would have worked \(sum) on one day.",
                de: "\(worker.label) hätte an einem Tag \(sum) gearbeitet."),
            cure: LocalizedText(en: "Take a line back with “-”.", de: "Nehmen Sie mit „-“ eine Zeile zurück."),
            at: .init(value: sum.description))
    }
}
