import Buddelverein

/// `work.csv`: hours of people and machines.
enum WorkFile: CSVFile {
    enum Column: Int, CaseIterable {
        case ref, date, memberNumber, worker, kind, task, time, segment, machine, confirmedBy, confirmedOn, document
    }

    static let file = CaseFile.work

    static let columns = [
        ColumnSpec("ref", "Beleg", .required, en: "Reference of the time sheet line.", de: "Belegnummer."),
        ColumnSpec("date", "Datum", .required, en: "Day of the work.", de: "Tag der Arbeit."),
        ColumnSpec(
            "member_number", "Mitgliedsnummer", en: "The member it is credited to; empty: a gift to all.",
            de: "Das Mitglied, dem sie gutgeschrieben wird; leer: ein Geschenk an alle."),
        ColumnSpec(
            "worker", "Helfer", en: "Code of the helper who worked; empty: the member.",
            de: "Nummer des Helfers, der gearbeitet hat; leer: das Mitglied."),
        ColumnSpec("kind", "Art", .required, en: "labour or machine.", de: "labour oder machine."),
        ColumnSpec("task", "Tätigkeit", .required, en: "Code of the task.", de: "Kürzel der Tätigkeit."),
        ColumnSpec("time", "Zeit", .required, en: "Hours and minutes, such as 6:30.", de: "Stunden, etwa 6:30."),
        ColumnSpec("segment", "Trassenabschnitt", en: "Code of the segment.", de: "Kürzel des Abschnitts."),
        ColumnSpec("machine", "Maschine", en: "Class of the machine.", de: "Klasse der Maschine."),
        ColumnSpec(
            "confirmed_by", "Bestätigt von", en: "Number of the second person who confirmed it.",
            de: "Nummer der zweiten Person, die bestätigt hat."),
        ColumnSpec("confirmed_on", "Bestätigt am", en: "Day of the confirmation.", de: "Tag der Bestätigung."),
        ColumnSpec("document", "Dokument", en: "File in the folder documents/.", de: "Datei im Ordner documents/."),
    ]

    static func record(_ row: inout RowReader<Column>) -> WorkRecord {
        let ref = row.required(.ref, Refusal.ref)
        let date = row.requiredDay(.date)
        let memberNumber = row.text(.memberNumber)
        let worker = row.text(.worker)
        let kind: WorkKind? = row.requiredWord(.kind)
        let task = row.required(.task)
        let time = row.requiredTime(.time)
        if let time, time.minutes > 24 * 60 { row.refuse(.longerThanADay, .time) }
        let machine = row.text(.machine)
        if kind == .machine, machine == nil { row.refuse(.machineWithoutClass, .machine) }
        if kind == .labour, machine != nil { row.refuse(.labourWithMachine, .machine) }
        let confirmedBy = row.text(.confirmedBy)
        let confirmedOn = row.day(.confirmedOn)
        let document = row.value(.document, DocumentName.checked)
        return WorkRecord(
            ref: ref ?? "", date: date ?? .first, memberNumber: memberNumber, worker: worker, kind: kind ?? .labour,
            task: task ?? "", time: time ?? .zero,
            segment: row.text(.segment), machine: machine, confirmedBy: confirmedBy,
            confirmedOn: confirmedOn, document: document)
    }

    static func unjudged(_ refused: Set<String>) -> Set<String> {
        refused.contains("kind") ? refused.union(["machine"]) : refused
    }

    static func fields(_ record: WorkRecord) -> [String] {
        [
            record.ref, record.date.description, record.memberNumber ?? "", record.worker ?? "", record.kind.rawValue,
            record.task, record.time.description, record.segment ?? "", record.machine ?? "", record.confirmedBy ?? "",
            record.confirmedOn?.description ?? "", record.document ?? "",
        ]
    }

    static func key(_ record: WorkRecord) -> String { record.ref }
}

extension Refusal {
    static var longerThanADay: Refusal {
        Refusal(
            .invalidTime, LocalizedText(en: "A day has 24 hours.", de: "Ein Tag hat 24 Stunden."),
            cure: LocalizedText(en: "Write one row a day.", de: "Schreiben Sie eine Zeile je Tag."))
    }

    static var machineWithoutClass: Refusal {
        Refusal(
            .missingValue,
            LocalizedText(
                en: "Machine time needs the class of the machine.", de: "Maschinenzeit braucht die Maschinenklasse."),
            cure: LocalizedText(
                en: "Write for example tractor or excavator.", de: "Schreiben Sie zum Beispiel tractor oder excavator.")
        )
    }

    static var labourWithMachine: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "Labour has no machine.", de: "Handarbeit hat keine Maschine."),
            cure: LocalizedText(
                en: "Write the machine's time on a row of its own, of kind machine.",
                de: "Schreiben Sie die Zeit der Maschine in eine eigene Zeile der Art machine."))
    }
}
