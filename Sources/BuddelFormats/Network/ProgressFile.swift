import Buddelverein

/// `progress.csv`: dug stretches of segments.
enum ProgressFile: CSVFile {
    enum Column: Int, CaseIterable {
        case ref, date, segment, fromMetre, toMetre, method, coverCm
    }

    static let file = CaseFile.progress

    static let columns = [
        ColumnSpec("ref", "Beleg", .required, en: "Reference of the record.", de: "Belegnummer."),
        ColumnSpec("date", "Datum", .required, en: "Day of digging.", de: "Tag der Arbeit."),
        ColumnSpec("segment", "Trassenabschnitt", .required, en: "Code of the segment.", de: "Kürzel des Abschnitts."),
        ColumnSpec("from_metre", "Von Meter", .required, en: "Where the stretch begins.", de: "Beginn des Stücks."),
        ColumnSpec("to_metre", "Bis Meter", .required, en: "Where the stretch ends.", de: "Ende des Stücks."),
        ColumnSpec(
            "method", "Verfahren", en: "plough, open_trench, milling, trenching, hdd or hand.",
            de: "plough, open_trench, milling, trenching, hdd oder hand."),
        ColumnSpec("cover_cm", "Überdeckung", en: "Cover in centimetres.", de: "Überdeckung in Zentimetern."),
    ]

    static func record(_ row: inout RowReader<Column>) -> ProgressRecord {
        let ref = row.required(.ref, Refusal.ref)
        let date = row.requiredDay(.date)
        let segment = row.required(.segment)
        let from = row.required(.fromMetre) { text throws(Refusal) in
            try Refusal.nonNegative(Centimetres(parsing: text))
        }
        let to = row.required(.toMetre) { text throws(Refusal) in try Refusal.nonNegative(Centimetres(parsing: text)) }
        let method: DigMethod? = row.word(.method)
        let cover = row.value(.coverCm) { text throws(Refusal) in try Refusal.integer(text, in: 0...1000) }
        return ProgressRecord(
            ref: ref ?? "", date: date ?? .first, segment: segment ?? "", from: from ?? .zero, to: to ?? .zero,
            method: method, coverCm: cover)
    }

    static func unjudged(_ refused: Set<String>) -> Set<String> {
        refused.contains("from_metre") ? refused.union(["to_metre"]) : refused
    }

    static func fields(_ record: ProgressRecord) -> [String] {
        [
            record.ref, record.date.description, record.segment, record.from.description, record.to.description,
            record.method?.rawValue ?? "", record.coverCm.map { String($0) } ?? "",
        ]
    }

    static func key(_ record: ProgressRecord) -> String { record.ref }
}
