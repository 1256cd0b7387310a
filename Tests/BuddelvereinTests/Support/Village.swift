import Buddelverein

/// A small association at the border of two towns, with readable names, for one clause of the rules at a time.
///
/// S-1 lies in Selm, S-2 60 m in Selm and 40 m in Olfen, S-3 in Olfen, S-4 outside. H-2 is of the household of M-2,
/// H-9 an outsider.
struct Village {
    static let selm = Ags(rawValue: "05978032")!
    static let olfen = Ags(rawValue: "05558036")!
    static let cutoff = day("2026-06-30")

    var evidence: Evidence
    var programme = Programme(
        code: "P", funder: "Stadt Selm", ags: TerritoryKey(rawValue: "05978032")!,
        financing: .share(rate: percent("60.00")),
        eligible: EligibleRules(
            costCategories: ["conduit", "survey"], tasks: ["digging", "surveying"],
            labour: LabourRules(rate: rate("15.00"), maxPerDay: time("10:00")),
            machineRates: ["tractor": rate("40.00")],
            inKind: true))
    var award = Award(code: "A-1", programme: "P")

    init() {
        func part(_ ags: Ags?, _ metres: String) -> MunicipalityPart {
            MunicipalityPart(ags: ags, length: length(metres))
        }
        let joined = day("2025-01-01")
        evidence = Evidence(
            association: AssociationProfile(code: "village", name: "Buddelverein", seatAgs: Village.selm),
            members: (1...5).map { Member(number: "M-\($0)", kind: .household, name: "Haus \($0)", joinedOn: joined) },
            helpers: [
                Helper(code: "H-2", name: "Enkel", memberNumber: "M-2"), Helper(code: "H-9", name: "Gast"),
            ],
            segments: ["S-1", "S-2", "S-3", "S-4"].map {
                Segment(code: $0, kind: .trunk, status: .laid, laidOn: day("2026-04-01"), line: [])
            },
            parts: SegmentParts([
                "S-1": [part(Village.selm, "100.00")],
                "S-2": [part(Village.selm, "60.00"), part(Village.olfen, "40.00")],
                "S-3": [part(Village.olfen, "80.00")], "S-4": [part(nil, "50.00")],
            ]))
    }

    var context: AwardContext { AwardContext(programme: programme, award: award) }

    func assess(_ standing: Standing = Standing(), on cutoff: Day = Village.cutoff) throws -> Assessment {
        var context = context
        context.standing = standing
        return try Assessor(evidence).assess(context, cutoffOn: cutoff)
    }

    /// The line of that ref.
    func line(_ ref: String, _ standing: Standing = Standing(), on cutoff: Day = Village.cutoff) throws -> AssessedLine?
    {
        try assess(standing, on: cutoff).lines.first { $0.ref == ref }
    }

    mutating func cost(
        _ ref: String = "K-1", on date: String = "2026-04-10", orderedOn: String? = nil, category: String = "conduit",
        net: String = "1000.00", gross: String = "1190.00", paidOn: String? = "2026-05-01", paid: String? = nil,
        segments: [(String, String)] = [("S-1", "100.00")], document: String? = "a.pdf"
    ) {
        evidence.costs.append(
            CostRecord(
                ref: ref, supplier: "Lieferant", invoiceNumber: ref, invoiceDate: day(date),
                orderedOn: orderedOn.map(day),
                category: category, net: money(net), vatRate: percent("19.00"), gross: money(gross),
                paidOn: paidOn.map(day), paid: paid.map(money),
                segments: segments.map { Allocation(segment: $0.0, share: percent($0.1)) }, document: document))
    }

    mutating func work(
        _ ref: String = "W-1", on date: String = "2026-04-10", member: String? = "M-1", worker: String? = nil,
        kind: WorkKind = .labour, task: String = "digging", time minutes: String = "6:00", segment: String? = "S-1",
        machine: String? = nil, confirmedBy: String? = "M-3", confirmedOn: String? = "2026-04-12",
        document: String? = "a.pdf"
    ) {
        evidence.work.append(
            WorkRecord(
                ref: ref, date: day(date), memberNumber: member, worker: worker, kind: kind, task: task,
                time: time(minutes), segment: segment, machine: machine, confirmedBy: confirmedBy,
                confirmedOn: confirmedOn.map(day), document: document))
    }

    mutating func gift(
        _ ref: String = "G-1", on date: String = "2026-04-10", member: String = "M-1", value: String = "100.00",
        segment: String? = "S-1", confirmedBy: String? = "M-3", document: String? = "a.pdf"
    ) {
        evidence.gifts.append(
            GiftRecord(
                ref: ref, date: day(date), memberNumber: member, what: "Sand", value: money(value), segment: segment,
                confirmedBy: confirmedBy, confirmedOn: confirmedBy.map { _ in day("2026-04-12") }, document: document))
    }

    mutating func connection(
        _ code: String, of member: String, _ kind: ConnectionKind = .active, in ags: Ags? = Village.selm,
        lead: String? = nil, laidOn: String? = nil, activeOn: String? = nil
    ) {
        evidence.connections.append(
            Connection(
                code: code, memberNumber: member, kind: kind, position: Position(longitude: 7.5, latitude: 51.7),
                leadLength: lead.map(length), status: .planned, laidOn: laidOn.map(day), activeOn: activeOn.map(day)))
        evidence.connectionAgs[code] = ags
    }

    mutating func payment(
        _ ref: String, _ purpose: PaymentPurpose, _ amount: String, of member: String? = nil,
        on date: String = "2026-03-01"
    ) {
        evidence.payments.append(
            PaymentRecord(ref: ref, date: day(date), memberNumber: member, amount: money(amount), purpose: purpose))
    }

    /// Changes the member of that number.
    mutating func member(_ number: String, _ change: (inout Member) -> Void) {
        let index = evidence.members.firstIndex { $0.number == number }!
        change(&evidence.members[index])
    }
}

// A value that the author of a test mistyped stops the test run at that line.
func day(_ text: String) -> Day { parsed { () throws(Refusal) in try Day(parsing: text) } }
func money(_ text: String) -> Money { parsed { () throws(Refusal) in try Money(parsing: text) } }
func time(_ text: String) -> Minutes { parsed { () throws(Refusal) in try Minutes(parsing: text) } }
func length(_ text: String) -> Centimetres { parsed { () throws(Refusal) in try Centimetres(parsing: text) } }
func percent(_ text: String) -> BasisPoints { parsed { () throws(Refusal) in try BasisPoints(parsing: text) } }
func rate(_ text: String) -> HourlyRate { parsed { () throws(Refusal) in try HourlyRate(parsing: text) } }

private func parsed<Value>(_ read: () throws(Refusal) -> Value) -> Value {
    do { return try read() } catch { fatalError("\(error.message.english)") }
}

/// The code of the refusal that `body` throws; nil where it throws none.
func refusal(_ body: () throws -> Void) -> RefusalCode? {
    do {
        try body()
        return nil
    } catch {
        return (error as? Refusal)?.code
    }
}
