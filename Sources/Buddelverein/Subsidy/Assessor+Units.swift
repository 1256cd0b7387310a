extension Assessor {
    /// The units of a `fixed` programme up to the cut-off; a lump has no line.
    func units(_ unit: GrantUnit, _ rules: LineRules) throws(Refusal) -> [FrozenLine] {
        switch unit {
        case .member: members(rules)
        case .connection: connections(rules, dated: \.laidOn)
        case .activeConnection: connections(rules, dated: \.activeOn)
        case .trenchMetre: try trenches(rules)
        case .lump: []
        }
    }

    /// Members of the day; one lies inside if any of its connections does, those of whom it succeeded included.
    private func members(_ rules: LineRules) -> [FrozenLine] {
        var places: [String: Set<Ags?>] = [:]
        for connection in evidence.connections {
            let holder = holder(of: connection, on: rules.cutoff)
            places[holder, default: []].insert(evidence.connectionAgs[connection.code])
        }
        return evidence.members.filter { $0.belongs(on: rules.cutoff) }.map { member in
            let inside = rules.territory == nil || (places[member.number] ?? []).contains(where: rules.isInside)
            return FrozenLine(
                key: LineKey(kind: .unit, ref: member.number),
                reasons: rules.reasons(unitOn: member.joinedOn, liesInside: inside),
                quantity: .unit, sharing: .parts([]))
        }
    }

    /// Connections laid or live; each stays a unit when its member has left.
    private func connections(_ rules: LineRules, dated: (Connection) -> Day?) -> [FrozenLine] {
        evidence.connections.compactMap { connection in
            guard let day = dated(connection), day <= rules.cutoff else { return nil }
            let ags = evidence.connectionAgs[connection.code]
            return FrozenLine(
                key: LineKey(kind: .unit, ref: connection.code),
                reasons: rules.reasons(unitOn: day, liesInside: rules.isInside(ags)),
                quantity: .unit, sharing: .whole(in: ags))
        }
    }

    /// Segments laid, surveyed or accepted, laid by the cut-off.
    private func trenches(_ rules: LineRules) throws(Refusal) -> [FrozenLine] {
        var lines: [FrozenLine] = []
        for segment in evidence.segments where segment.status.isLaid {
            guard let day = segment.laidOn, day <= rules.cutoff else { continue }
            let parts = try parts(ofSegment: segment.code)
            lines.append(
                FrozenLine(
                    key: LineKey(kind: .unit, ref: segment.code),
                    reasons: rules.reasons(unitOn: day, liesInside: parts.contains { rules.isInside($0.ags) }),
                    quantity: .length(try parts.map(\.length).total()), sharing: .parts(parts)))
        }
        return lines
    }
}

extension SegmentStatus {
    /// Whether the duct lies in the ground.
    public var isLaid: Bool { self == .laid || self == .surveyed || self == .accepted }
}
