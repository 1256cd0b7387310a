extension AssociationProfile {
    /// Everything wrong with the profile: `missing_value`, `invalid_value`, `invalid_iban`, `invalid_creditor_id`, and the
    /// settlement's.
    public func faults() -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(name, "name")
        list.require(name: name, "name")
        list.require(name: legalForm, "legal_form")
        list.require(name: register?.court, "register.court")
        list.require(name: register?.number, "register.number")
        list.requireIban(iban, "iban")
        if let creditorId, !CheckDigits.isCreditorId(creditorId) {
            list.add(
                Refusal(
                    .invalidCreditorId,
                    LocalizedText(
                        en: "This is not a valid creditor identifier.",
                        de: "Das ist keine gültige Gläubiger-Identifikationsnummer."),
                    cure: LocalizedText(
                        en: "It looks like DE98ZZZ09999999999; the check digits don't fit.",
                        de: "Sie sieht aus wie DE98ZZZ09999999999; die Prüfziffern passen nicht."),
                    at: Refusal.Place(field: "creditor_id", value: creditorId)))
        }
        return list.faults + (settlement?.faults() ?? [])
    }
}

extension SettlementRule {
    /// Everything wrong with the rule: `missing_value`, `allocation_sum`, `invalid_value`.
    public func faults() -> [Refusal] {
        var list = FaultList()
        if keys.isEmpty { list.add(.missing("settlement.keys")) }
        for key in keys {
            list.require(notNegative: key.share, "settlement.keys.share")
            guard case .connection(let active, let passive) = key.basis else { continue }
            list.require(notNegative: active, "settlement.keys.active")
            list.require(notNegative: passive, "settlement.keys.passive")
        }
        let sum = try? keys.map(\.share).total()
        if !keys.isEmpty, sum != .whole {
            list.add(.allocationSum(sum?.description ?? "?", field: "settlement.keys.share"))
        }
        list.require(notNegative: labour?.dutyPerActive, "settlement.labour.duty_per_active")
        list.require(notNegative: labour?.dutyPerPassive, "settlement.labour.duty_per_passive")
        list.require(notNegative: labour?.rate, "settlement.labour.rate")
        for rate in machineRates.naturallySorted(by: \.key) {
            list.require(notNegative: rate.value, "settlement.machine_rates.\(rate.key)")
        }
        return list.faults
    }
}

extension Member {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `invalid_order`, `invalid_iban`,
    /// `unknown_member`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(number, "number")
        list.require(name, "name")
        let texts = [
            ("name", name), ("street", street), ("house_number", houseNumber), ("postcode", postcode), ("city", city),
            ("email", email), ("phone", phone), ("mandate_reference", mandateReference),
        ]
        for (field, text) in texts { list.require(name: text, field) }
        list.require(joinedOn, "joined_on", notAfter: leftOn, "left_on")
        list.requireIban(iban, "iban")
        list.require(successor, "successor", in: known.members, .member)
        return list.faults
    }

    /// Every member whose chain of successors comes back (`successor_cycle`); rules.md 5.
    ///
    /// Takes time and memory by the number of members, however long their chains are: each is followed once.
    public static func cycleFaults(_ members: [Member]) -> [ListFault] {
        let successors = Dictionary(members.map { ($0.number, $0.successor) }, uniquingKeysWith: { first, _ in first })
        var circles: [[String]] = []
        var placeOnCircle: [String: (circle: Int, position: Int)] = [:]
        var followed: Set<String> = []
        for member in members where !followed.contains(member.number) {
            var path: [String] = []
            var positions: [String: Int] = [:]
            var next: String? = member.number
            while let number = next, followed.insert(number).inserted {
                positions[number] = path.count
                path.append(number)
                next = successors[number] ?? nil
            }
            // Only the members on the circle are at fault, not those who lead into it.
            guard let number = next, let start = positions[number] else { continue }
            let circle = Array(path[start...])
            for (position, number) in circle.enumerated() { placeOnCircle[number] = (circles.count, position) }
            circles.append(circle)
        }
        return members.enumerated().compactMap { index, member in
            guard let place = placeOnCircle[member.number] else { return nil }
            let circle = circles[place.circle]
            // Of a long one the refusal shows the beginning only.
            let shown = (0..<min(circle.count, Refusal.shownSuccessors + 1)).map {
                circle[(place.position + $0) % circle.count]
            }
            return ListFault(index: index, refusal: .successorCycle(shown + [member.number]))
        }
    }
}

extension Helper {
    /// Everything wrong with the record: `missing_value`, `invalid_value`, `unknown_member`.
    public func faults(_ known: KnownRecords) -> [Refusal] {
        var list = FaultList()
        list.require(code, "code")
        list.require(name, "name")
        list.require(name: name, "name")
        list.require(memberNumber, "member_number", in: known.members, .member)
        return list.faults
    }
}
