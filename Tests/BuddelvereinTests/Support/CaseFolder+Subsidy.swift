import Buddelverein
import Foundation
import Testing

extension CaseFolder {
    func programmes() throws -> [Programme] {
        try list("programmes.json").map { json in
            Programme(
                code: try text(json["code"]), funder: try text(json["funder"]),
                ags: try TerritoryKey(parsing: text(json["ags"])), financing: try financing(json["financing"]),
                eligible: try eligible(json["eligible"] as? [String: Any] ?? [:]),
                unpaidShareMax: try (json["unpaid_share_max"] as? String).map(BasisPoints.init(parsing:)),
                startBan: json["start_ban"] as? Bool ?? false,
                ownTerritoryOnly: json["own_territory_only"] as? Bool ?? false,
                capPerActiveConnection: try money(json["cap_per_active_connection"]),
                cashCeiling: json["cash_ceiling"] as? Bool ?? true,
                rounding: json["rounding"] as? String == "euro" ? .euro : .cent, minimum: try money(json["minimum"]))
        }
    }

    private func financing(_ value: Any?) throws -> Financing {
        let json = try #require(value as? [String: String])
        switch json["kind"] {
        case "share": return .share(rate: try BasisPoints(parsing: text(json["rate"])))
        case "fixed":
            let unit = try #require(GrantUnit(rawValue: text(json["unit"])))
            return .fixed(unit: unit, amount: try Money(parsing: text(json["amount"])))
        case "deficit": return .deficit
        default: return .full
        }
    }

    private func eligible(_ json: [String: Any]) throws -> EligibleRules {
        EligibleRules(
            costCategories: json["cost_categories"] as? [String], tasks: json["tasks"] as? [String],
            labour: try (json["labour"] as? [String: String]).map { labour in
                LabourRules(
                    rate: try HourlyRate(parsing: text(labour["rate"])),
                    maxPerDay: try labour["max_per_day"].map(Minutes.init(parsing:)))
            },
            machineRates: try rates(json["machine_rates"]), inKind: json["in_kind"] as? Bool ?? false,
            requiresDocument: json["requires_document"] as? Bool ?? false)
    }

    func awards() throws -> [Award] {
        try list("awards.json").map { json in
            Award(
                code: try text(json["code"]), programme: try text(json["programme"]),
                earlyStartOn: try day(json["early_start_on"]), approvedOn: try day(json["approved_on"]),
                eligibleFrom: try day(json["eligible_from"]), eligibleUntil: try day(json["eligible_until"]),
                rate: try (json["rate"] as? String).map(BasisPoints.init(parsing:)),
                maximum: try money(json["maximum"]),
                ownFunds: try money(json["own_funds"]) ?? .zero,
                thirdPartyFunds: try money(json["third_party_funds"]) ?? .zero)
        }
    }

    func claims() throws -> [ClaimRecord] {
        try list("claims.json").map { json in
            ClaimRecord(
                code: try text(json["code"]), award: try text(json["award"]),
                cutoffOn: try Day(parsing: text(json["cutoff_on"])),
                status: try #require(FiledStatus(rawValue: text(json["status"]))),
                approved: try money(json["approved"]),
                cuts: try (json["cuts"] as? [[String: Any]] ?? []).map(cut),
                revoked: try money(json["revoked"]) ?? .zero)
        }
    }

    private func cut(_ json: [String: Any]) throws -> Cut {
        let kind = try #require(LineKind(rawValue: text(json["kind"])))
        let left: Cut.Left =
            switch kind {
            case .cost, .gift: .amount(try Money(parsing: text(json["left"])))
            case .labour, .machine: .time(try Minutes(parsing: text(json["left"])))
            case .unit: .nothing
            }
        return Cut(
            kind: kind, ref: try text(json["ref"]), left: left, why: try text(json["why"]),
            liftedOn: try day(json["lifted_on"]))
    }

    private func day(_ value: Any?) throws -> Day? { try (value as? String).map(Day.init(parsing:)) }
    private func money(_ value: Any?) throws -> Money? { try (value as? String).map(Money.init(parsing:)) }
}
