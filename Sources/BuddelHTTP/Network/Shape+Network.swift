import BuddelOperations
import Buddelverein

extension Shape where Value == SegmentOverview {
    static let segment = Shape("Segment")
        .text("code") { $0.segment.code }
        .word("kind") { $0.segment.kind }
        .word("status") { $0.standing }
        .optionalText("area") { $0.segment.area }
        .optionalText("connection") { $0.segment.connection }
        .with("method", Schema.choice(DigMethod.self).orNull) {
            $0.segment.method.map { .string($0.rawValue) } ?? .null
        }
        .with("surface", Schema.choice(Surface.self).orNull) {
            $0.segment.surface.map { .string($0.rawValue) } ?? .null
        }
        .with("cover_cm", Schema.count.orNull) { $0.segment.plannedCoverCm.map { .integer(Int64($0)) } ?? .null }
        .with("conduits", SegmentBody.conduits) { overview in
            .array(
                overview.segment.conduits.map { ["type": .string($0.type), "count": .integer(Int64($0.count))] })
        }
        .optional("laid_on", .day) { $0.segment.laidOn }
        .value("length_m", .length) { $0.length }
        .value("dug_m", .length) { $0.dug }
        .truth("dug_without_clearance") { $0.dugWithoutClearance }
        .with(
            "municipalities",
            .list(
                Schema.object(.required("ags", Schema.ags.orNull), .required("length_m", .length))
                    .named("MunicipalityPart"), 0...1_000)
        ) { overview in
            .array(
                overview.parts.map {
                    [
                        "ags": $0.ags.map { .string($0.rawValue) } ?? .null,
                        "length_m": .string($0.length.description),
                    ]
                })
        }
}

extension Shape where Value == BuddelApp.SegmentDetails {
    static let segmentDetails = Shape("SegmentDetails")
        .with("segment", Shape<SegmentOverview>.segment.schema) { Shape<SegmentOverview>.segment.json($0.overview) }
        .with("line", .line) { Schema.coordinates($0.overview.segment.line) }
        .list("clearances", Shape<BuddelApp.RecordedClearance>.clearance) { $0.clearances }
        .list("progress", Shape<BuddelApp.RecordedProgress>.progress) { $0.progress }
}

extension Shape where Value == BuddelApp.RecordedClearance {
    static let clearance = Shape("Clearance")
        .with("id", .count) { .integer($0.id) }
        .text("segment") { $0.segment }
        .word("kind") { $0.clearance.kind }
        .optional("valid_from", .day) { $0.clearance.validFrom }
        .optional("valid_until", .day) { $0.clearance.validUntil }
        .text("note") { $0.note }
        .count("version") { $0.version }
}

extension Shape where Value == BuddelApp.RecordedProgress {
    static let progress = Shape("Progress")
        .text("ref") { $0.record.ref }
        .value("date", .day) { $0.record.date }
        .text("segment") { $0.record.segment }
        .value("from_m", .length) { $0.record.from }
        .value("to_m", .length) { $0.record.to }
        .with("method", Schema.choice(DigMethod.self).orNull) { $0.record.method.map { .string($0.rawValue) } ?? .null }
        .with("cover_cm", Schema.count.orNull) { $0.record.coverCm.map { .integer(Int64($0)) } ?? .null }
        .truth("dug_without_clearance") { $0.dugWithoutClearance }
}

extension Shape where Value == BuddelApp.ConnectionDetails {
    static let connection = Shape("Connection")
        .text("code") { $0.connection.code }
        .text("member") { $0.connection.memberNumber }
        .word("kind") { $0.connection.kind }
        .with("category", Schema.choice(PremiseCategory.self).orNull) {
            $0.connection.category.map { .string($0.rawValue) } ?? .null
        }
        .optionalText("area") { $0.connection.area }
        .word("status") { $0.connection.status }
        .with("longitude", Schema(.number)) { .number($0.connection.position.longitude) }
        .with("latitude", Schema(.number)) { .number($0.connection.position.latitude) }
        .optional("lead_length_m", .length) { $0.connection.leadLength }
        .optional("laid_on", .day) { $0.connection.laidOn }
        .optional("active_on", .day) { $0.connection.activeOn }
        .optional("ags", .ags) { $0.ags }
        .list("earlier_holders", Shape<Holding>.holding) { $0.earlierHolders }
}

extension Shape where Value == Holding {
    static let holding = Shape("Holding")
        .text("member") { $0.memberNumber }
        .value("from", .day) { $0.from }
        .optional("until", .day) { $0.until }
}
