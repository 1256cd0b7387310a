extension Area {
    /// Everything wrong with the record: `missing_value`, `invalid_value`.
    public func faults() -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(name, "name")
        list.require(name: name, "name")
        list.require(notNegative: quota, "quota")
        for position in polygons.flatMap({ [$0.exterior] + $0.holes }).joined() { list.require(position) }
        return list.faults
    }
}

extension Connection {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `invalid_order`, `unknown_…`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(memberNumber, "member_number", in: known.members, .member)
        list.require(area, "area", in: known.areas, .area)
        list.require(notNegative: leadLength, "lead_metres")
        list.require(position)
        list.require(laidOn, "laid_on", notAfter: activeOn, "active_on")
        return list.faults
    }
}

extension Holding {
    /// Everything wrong with the record: `invalid_order`, `unknown_connection`, `unknown_member`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(connection, "code", in: known.connections, .connection)
        list.require(memberNumber, "member_number", in: known.members, .member)
        list.require(from, "from", notAfter: until, "until")
        return list.faults
    }

    /// Every holding that begins before an earlier one of the same connection ends (`holdings_overlap`).
    public static func overlapFaults(_ holdings: [Holding]) -> [ListFault] {
        var faults: [ListFault] = []
        for (_, entries) in Dictionary(grouping: holdings.enumerated(), by: \.element.connection) {
            let ordered = entries.sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
            for (earlier, later) in zip(ordered, ordered.dropFirst()) {
                let begins = later.element.from
                let overlaps = earlier.element.until.map { $0 >= begins } ?? (earlier.element.from == begins)
                if overlaps { faults.append(ListFault(index: later.offset, refusal: .holdingsOverlap(later.element))) }
            }
        }
        return faults.sorted { $0.index < $1.index }
    }
}

extension Segment {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `unknown_area`, `unknown_connection`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(area, "area", in: known.areas, .area)
        list.require(connection, "connection", in: known.connections, .connection)
        if let plannedCoverCm, plannedCoverCm < 0 {
            list.add(
                .invalid("planned_cover_cm", "\(plannedCoverCm)", LocalizedText(en: "is negative", de: "ist negativ")))
        }
        for conduit in conduits where conduit.count < 1 {
            list.add(.invalid("conduits", "\(conduit.count)", LocalizedText(en: "is no count", de: "ist keine Anzahl")))
        }
        for conduit in conduits { list.require(name: conduit.type, "conduits") }
        for position in line { list.require(position) }
        if Set(line).count < 2 {
            list.add(
                .invalid(
                    "geometry", "\(line.count)",
                    LocalizedText(en: "are too few positions for a line", de: "sind zu wenige Punkte für eine Linie")))
        }
        return list.faults
    }
}

extension ProgressRecord {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `future_date`, `unknown_segment`.
    ///
    /// `length` is the segment's, where known: nothing is dug beyond its end.
    public func faults(_ known: KnownRecords, length: Centimetres? = nil) -> [Refusal] {
        var list = FaultList()
        list.require(ref, "ref")
        list.require(happened: date, "date", known)
        list.require(segment, "segment", in: known.segments, .segment)
        list.require(notNegative: from, "from_metre")
        if to <= from {
            list.add(
                .invalid(
                    "to_metre", to.description,
                    LocalizedText(en: "does not lie after from_metre", de: "liegt nicht hinter from_metre")))
        }
        if let length, to > length {
            list.add(
                .invalid(
                    "to_metre", to.description,
                    LocalizedText(
                        en: "lies beyond the segment's \(length) m", de: "liegt hinter den \(length) m des Abschnitts"))
            )
        }
        return list.faults
    }

    /// Every stretch that begins before an earlier one of the same segment ends (`progress_overlap`).
    public static func overlapFaults(_ records: [ProgressRecord]) -> [ListFault] {
        var faults: [ListFault] = []
        for (_, entries) in Dictionary(grouping: records.enumerated(), by: \.element.segment) {
            let ordered = entries.sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
            var end = Centimetres(centimetres: .min)
            for entry in ordered {
                if entry.element.from < end {
                    faults.append(ListFault(index: entry.offset, refusal: .progressOverlap(entry.element)))
                }
                end = max(end, entry.element.to)
            }
        }
        return faults.sorted { $0.index < $1.index }
    }
}

extension FaultList {
    fileprivate mutating func require(_ position: Position) {
        guard !(-180...180).contains(position.longitude) || !(-90...90).contains(position.latitude) else { return }
        add(
            .invalid(
                "geometry", "\(position.longitude) \(position.latitude)",
                LocalizedText(en: "lies nowhere on earth", de: "liegt nirgends auf der Erde"),
                cure: LocalizedText(
                    en: "Longitude comes first, in degrees.", de: "Zuerst kommt die Länge, in Grad.")))
    }
}

extension Refusal {
    /// Two members hold one connection at the same time (DESIGN.md section 3, 6).
    static func holdingsOverlap(_ holding: Holding) -> Refusal {
        Refusal(
            .holdingsOverlap,
            LocalizedText(
                en: "\(holding.connection) still belongs to someone else on \(holding.from).",
                de: "\(holding.connection) gehört am \(holding.from.text(in: .german)) noch jemand anderem."),
            cure: LocalizedText(
                en: "Let the earlier holding end on the day before.",
                de: "Der frühere Besitz muss spätestens am Tag davor enden."),
            at: Place(field: "from", value: holding.from.description))
    }

    /// A stretch was dug twice.
    static func progressOverlap(_ record: ProgressRecord) -> Refusal {
        Refusal(
            .progressOverlap,
            LocalizedText(
                en: "Metre \(record.from) of \(record.segment) is dug already.",
                de: "Meter \(record.from) von \(record.segment) ist schon gebaut."),
            cure: LocalizedText(
                en: "Begin where the earlier stretch ends, or reverse it.",
                de: "Beginnen Sie, wo die frühere Strecke endet, oder stornieren Sie sie."),
            at: Place(field: "from_metre", value: record.from.description))
    }
}
