import Buddelverein
import Foundation
import Testing

extension CaseFolder {
    /// Everything of the association, with segment parts and places.
    func evidence() throws -> Evidence {
        let connections = try connections()
        return Evidence(
            association: try association(), members: try members(), helpers: try helpers(), connections: connections,
            holdings: try holdings(), segments: try segments(), work: try work(), costs: try costs(),
            gifts: try gifts(), payments: try payments(), parts: try parts(),
            connectionAgs: try places(of: connections))
    }

    private func association() throws -> AssociationProfile {
        let json = try object("association.json")
        return AssociationProfile(
            code: try text(json["code"]), name: try text(json["name"]),
            seatAgs: try Ags(parsing: text(json["seat_ags"])),
            deductsInputTax: json["deducts_input_tax"] as? Bool ?? false,
            settlement: try settlement(json["settlement"] as? [String: Any]))
    }

    private func settlement(_ json: [String: Any]?) throws -> SettlementRule? {
        guard let json else { return nil }
        let keys = try (json["keys"] as? [[String: Any]] ?? []).map { key in
            let basis: SettlementKey.Basis =
                switch try text(key["by"]) {
                case "connection":
                    .connection(
                        active: try Weight(parsing: text(key["active"])),
                        passive: try Weight(parsing: text(key["passive"])))
                case "lead_metre": .leadMetre
                default: .member
                }
            return SettlementKey(basis: basis, share: try BasisPoints(parsing: text(key["share"])))
        }
        let labour = try (json["labour"] as? [String: Any]).map { labour in
            LabourDuty(
                dutyPerActive: try Minutes(parsing: text(labour["duty_per_active"])),
                dutyPerPassive: try Minutes(parsing: text(labour["duty_per_passive"])),
                rate: try HourlyRate(parsing: text(labour["rate"])))
        }
        return SettlementRule(keys: keys, labour: labour, machineRates: try rates(json["machine_rates"]) ?? [:])
    }

    private func members() throws -> [Member] {
        try rows("members.csv").map { row in
            Member(
                number: row["number"]!, kind: MemberKind(rawValue: row["kind"]!)!, name: row["name"]!,
                joinedOn: try Day(parsing: row["joined_on"]!), leftOn: try row["left_on"].map(Day.init(parsing:)),
                dutyExempt: row["duty_exempt"] == "true", successor: row["successor"])
        }
    }

    private func helpers() throws -> [Helper] {
        try rows("helpers.csv").map { Helper(code: $0["code"]!, name: $0["name"]!, memberNumber: $0["member_number"]) }
    }

    private func holdings() throws -> [Holding] {
        try rows("holders.csv").map { row in
            Holding(
                connection: row["code"]!, memberNumber: row["member_number"]!, from: try Day(parsing: row["from"]!),
                until: try row["until"].map(Day.init(parsing:)))
        }
    }

    private func connections() throws -> [Connection] {
        try rows("connections.csv").map { row in
            Connection(
                code: row["code"]!, memberNumber: row["member_number"]!, kind: ConnectionKind(rawValue: row["kind"]!)!,
                area: row["area"], position: Position(longitude: Double(row["lon"]!)!, latitude: Double(row["lat"]!)!),
                leadLength: try row["lead_metres"].map(Centimetres.init(parsing:)),
                status: ConnectionStatus(rawValue: row["status"]!)!, laidOn: try row["laid_on"].map(Day.init(parsing:)),
                activeOn: try row["active_on"].map(Day.init(parsing:)))
        }
    }

    private func work() throws -> [WorkRecord] {
        try rows("work.csv").map { row in
            WorkRecord(
                ref: row["ref"]!, date: try Day(parsing: row["date"]!), memberNumber: row["member_number"],
                worker: row["worker"], kind: WorkKind(rawValue: row["kind"]!)!, task: row["task"]!,
                time: try Minutes(parsing: row["time"]!), segment: row["segment"], machine: row["machine"],
                confirmedBy: row["confirmed_by"], confirmedOn: try row["confirmed_on"].map(Day.init(parsing:)),
                document: row["document"])
        }
    }

    private func costs() throws -> [CostRecord] {
        try rows("costs.csv").map { row in
            CostRecord(
                ref: row["ref"]!, supplier: row["supplier"]!, invoiceNumber: row["invoice_number"]!,
                invoiceDate: try Day(parsing: row["invoice_date"]!),
                orderedOn: try row["ordered_on"].map(Day.init(parsing:)),
                category: row["category"]!, net: try Money(parsing: row["net"]!),
                vatRate: try BasisPoints(parsing: row["vat_rate"]!), gross: try Money(parsing: row["gross"]!),
                paidOn: try row["paid_on"].map(Day.init(parsing:)), paid: try row["paid"].map(Money.init(parsing:)),
                segments: try (row["segments"] ?? "").split(separator: ";").map { entry in
                    let sides = entry.split(separator: ":")
                    return Allocation(segment: String(sides[0]), share: try BasisPoints(parsing: sides[1]))
                },
                document: row["document"])
        }
    }

    private func gifts() throws -> [GiftRecord] {
        try rows("gifts.csv").map { row in
            GiftRecord(
                ref: row["ref"]!, date: try Day(parsing: row["date"]!), memberNumber: row["member_number"]!,
                what: row["what"]!, value: try Money(parsing: row["value"]!), category: row["category"],
                segment: row["segment"], confirmedBy: row["confirmed_by"],
                confirmedOn: try row["confirmed_on"].map(Day.init(parsing:)), document: row["document"])
        }
    }

    private func payments() throws -> [PaymentRecord] {
        try rows("payments.csv").map { row in
            PaymentRecord(
                ref: row["ref"]!, date: try Day(parsing: row["date"]!), memberNumber: row["member_number"],
                amount: try Money(parsing: row["amount"]!), purpose: PaymentPurpose(rawValue: row["purpose"]!)!)
        }
    }

    func text(_ value: Any?) throws -> String { try #require(value as? String) }

    func rates(_ value: Any?) throws -> [String: HourlyRate]? {
        try (value as? [String: String])?.mapValues { try HourlyRate(parsing: $0) }
    }
}
