import BuddelOperations
import Buddelverein
import Testing

/// Two publications, before and after one household does something; whoever has both must not learn who did what.
@Suite("PublicMap: attacks with two publications and one household between them")
struct OneHouseholdTests {
    private static let towns = ["ternsche", "ondrup", "kiebitzbrook"]

    @Test("joins: nothing but a count that passes a multiple of five, and that once in five", arguments: towns)
    func joins(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            var before = try await town.publish()
            var moved: [String: Int] = [:]
            for index in 1...5 {
                try await town.join("Neuling \(index)")
                let after = try await town.publish()
                #expect(after["segments.geojson"] == before["segments.geojson"], "no line moves")
                for file in ["areas.geojson", "associations.geojson", "progress.json"] {
                    for (path, values) in try differences(#require(before[file]), #require(after[file])) {
                        let isCount = path.hasSuffix(".connections") || path.hasSuffix(".members")
                        #expect(isCount, "\(file)\(path)")
                        #expect(Int(values.after ?? "") == Int(values.before ?? "").map { $0 + 5 }, "\(file)\(path)")
                        moved[file + path, default: 0] += 1
                    }
                }
                before = after
            }
            #expect(moved.values.allSatisfy { $0 == 1 })
        }
    }

    @Test("leaves: nothing but a count of members that falls below a multiple of five", arguments: towns)
    func leaves(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let before = try await town.publish()
            let member = try #require(try await town.owner.listMembers(in: nil).last { $0.leftOn == nil })
            try await town.owner.leaveMember(
                member.number, on: try Day(parsing: "2026-12-10"), successor: nil, in: nil)
            let after = try await town.publish()
            for file in ["areas.geojson", "segments.geojson"] { #expect(after[file] == before[file]) }
            for (path, values) in try differences(#require(before["progress.json"]), #require(after["progress.json"])) {
                #expect(path.hasSuffix(".members"), "\(path)")
                #expect(Int(values.after ?? "") == Int(values.before ?? "").map { $0 - 5 })
            }
        }
    }

    @Test("digs alone, in a month in which nobody else did: not a byte", arguments: towns)
    func digs(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let before = try await town.publish()
            let trunk = try await town.trunk()
            let member = try #require(try await town.owner.listMembers(in: nil).last { $0.leftOn == nil })
            let decider = try await town.decider("M-2")
            let receipt = try await town.owner.recordWork(
                // Months in which nobody else dug, as far as he was a member.
                [try Day(parsing: "2026-11-07"), try Day(parsing: "2025-02-03")].filter { $0 >= member.joinedOn }.map {
                    WorkRecord(
                        ref: "", date: $0, memberNumber: member.number, kind: .labour,
                        task: "digging", time: Minutes(minutes: 600), segment: trunk.code)
                })
            _ = try await decider.confirmVouchers(receipt.refs)
            #expect(try await town.publish() == before)
        }
    }

    @Test("digs with all its family: not a byte, however many they are")
    func family() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let before = try await town.publish()
            let trunk = try await town.trunk()
            let member = try #require(try await town.owner.listMembers(in: nil).last { $0.leftOn == nil })
            let helpers = try await Array(1...6).asyncMap {
                try await town.owner.addHelper(
                    Helper(code: "", name: "Kind \($0)", memberNumber: member.number), in: nil)
            }
            let decider = try await town.decider("M-2")
            let receipt = try await town.owner.recordWork(
                helpers.map {
                    WorkRecord(
                        ref: "", date: try Day(parsing: "2026-11-07"), memberNumber: member.number, worker: $0.code,
                        kind: .labour, task: "digging", time: Minutes(minutes: 600), segment: trunk.code)
                })
            _ = try await decider.confirmVouchers(receipt.refs)
            let after = try await town.publish()
            for (path, values) in try differences(#require(before["progress.json"]), #require(after["progress.json"])) {
                #expect(path.hasSuffix(".helpers"), "\(path): \(values)")
            }
        }
    }

    @Test("digs in a month of many: hours move in tens", arguments: towns)
    func digsAmongMany(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let before = try await town.publish()
            let trunk = try await town.trunk()
            let day = try Day(parsing: "2026-05-08")
            let member = try #require(
                try await town.owner.listMembers(in: nil).last { $0.leftOn == nil && $0.joinedOn <= day })
            let decider = try await town.decider("M-2")
            let receipt = try await town.owner.recordWork([
                WorkRecord(
                    ref: "", date: day, memberNumber: member.number, kind: .labour,
                    task: "digging", time: Minutes(minutes: 250), segment: trunk.code)
            ])
            _ = try await decider.confirmVouchers(receipt.refs)
            let after = try await town.publish()
            for (path, values) in try differences(#require(before["progress.json"]), #require(after["progress.json"])) {
                guard let old = Int(values.before ?? ""), let new = Int(values.after ?? "") else {
                    // Suppressed until now, or from now on: then its sum appears or goes.
                    #expect(path.contains(".hours"), "\(path)")
                    continue
                }
                #expect(path.hasSuffix(".hours") || path.hasSuffix(".hours.value"), "\(path)")
                #expect(old % 10 == 0 && new % 10 == 0)
            }
        }
    }

    @Test("pays a levy, gives in kind, moves its connection on or to another holder: not a byte", arguments: towns)
    func pays(_ name: String) async throws {
        try await PublishedTown.with(name) { town async throws in
            let before = try await town.publish()
            let members = try await town.owner.listMembers(in: nil).filter { $0.leftOn == nil }
            let (member, other) = (try #require(members.last), members[members.count - 2])
            let trunk = try await town.trunk()
            _ = try await town.owner.addPayment(
                PaymentRecord(
                    ref: "", date: try Day(parsing: "2026-11-01"), memberNumber: member.number,
                    amount: Money(cents: 123_456), purpose: .levy))
            let gift = try await town.owner.recordGift(
                GiftRecord(
                    ref: "", date: try Day(parsing: "2026-11-02"), memberNumber: member.number, what: "60 t Schotter",
                    value: Money(cents: 777_700), category: "other", segment: trunk.code))
            _ = try await town.decider("M-2").confirmVouchers(gift.refs)
            #expect(try await town.publish() == before, "paid and given")
            let connections = try await town.owner.listConnections(in: nil).map(\.connection)
            let connection = try #require(connections.first { $0.memberNumber == member.number })
            _ = try await town.owner.transferConnection(
                connection.code, to: other.number, from: try Day(parsing: "2026-12-02"), in: nil)
            #expect(try await town.publish() == before, "handed over")
        }
    }

    @Test("work that is not confirmed, refused, or reversed is in no figure")
    func unconfirmed() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let before = try await town.publish()
            let trunk = try await town.trunk()
            let members = try await town.owner.listMembers(in: nil).filter { $0.leftOn == nil && $0.number != "M-2" }
            let receipt = try await town.owner.recordWork(
                members.prefix(8).map {
                    WorkRecord(
                        ref: "", date: try Day(parsing: "2026-11-07"), memberNumber: $0.number, kind: .labour,
                        task: "digging", time: Minutes(minutes: 600), segment: trunk.code)
                })
            #expect(try await town.publish() == before, "recorded")
            let decider = try await town.decider("M-2")
            let confirmed = try await decider.confirmVouchers(receipt.refs)
            #expect(try await town.publish() != before, "eight people's work shows")
            _ = try await decider.reverseVouchers(confirmed.refs)
            #expect(try await town.publish() == before, "reversed")
        }
    }
}

extension PublishedTown {
    /// A trunk of an area.
    func trunk() async throws -> Segment {
        try await owner.listSegments(in: nil).map(\.segment).first { $0.kind == .trunk && $0.area != nil }!
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
