import Buddelverein

/// What a request says of progress.
enum ProgressBody {
    static let schema = Schema.object(
        .required(
            "lines",
            .list(
                Schema.object(
                    .optional("ref", .code), .required("date", .day), .required("segment", .segment),
                    .required("from_m", .length), .required("to_m", .length),
                    .optional("method", .choice(DigMethod.self)), .optional("cover_cm", Schema(.integer(0...1_000)))
                ).named("ProgressLine"), 1...1_000))
    ).named("NewProgress")

    static func records(_ body: Input) throws(Refusal) -> [ProgressRecord] {
        var records: [ProgressRecord] = []
        for line in body.objects("lines") {
            records.append(
                ProgressRecord(
                    ref: line.text("ref") ?? "", date: try line.requiredDay("date"),
                    segment: line.requiredText("segment"), from: try line.requiredLength("from_m"),
                    to: try line.requiredLength("to_m"), method: line.word("method"), coverCm: line.integer("cover_cm"))
            )
        }
        return records
    }
}
