import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel association`: the groups that dig.
struct AssociationCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "association", en: "Associations.", de: "Buddelvereine.",
            verbs: [List.self, Show.self, Add.self, Edit.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the associations.", de: "Vereine auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let associations = try await context.app().listAssociations()
            context.show(
                ListReport(
                    columns: [
                        Column("code", en: "Code", de: "Kürzel"), Column("name", en: "Name", de: "Name"),
                        Column("seat_ags", en: "Seat", de: "Sitz", alignment: .leading),
                        Column("founded_on", en: "Founded", de: "Gegründet"),
                    ],
                    rows: associations.map {
                        [.text($0.code), .text($0.name), .text($0.seatAgs.rawValue), .day($0.foundedOn)]
                    }))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show an association and its settlement rule.", de: "Verein und Abrechnungsregel zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the association.", de: "Kürzel des Vereins.")) var code: String?

        func run(in context: CommandContext) async throws {
            let stored = try await context.app().fetchAssociation(code ?? context.settings.association)
            let profile = stored.record
            var fields: [DetailReport.Field] = [
                .init("code", en: "Code", de: "Kürzel", .text(profile.code)),
                .init("name", en: "Name", de: "Name", .text(profile.name)),
                .init("legal_form", en: "Legal form", de: "Rechtsform", legalForm(profile)),
                .init("seat_ags", en: "Seat", de: "Sitz", .text(profile.seatAgs.rawValue)),
                .init("founded_on", en: "Founded on", de: "Gegründet am", .day(profile.foundedOn)),
                .init(
                    "register", en: "Register", de: "Register",
                    .text(profile.register.map { "\($0.court), \($0.number)" })),
                .init("iban", en: "IBAN", de: "IBAN", .text(profile.iban)),
                .init("creditor_id", en: "Creditor id", de: "Gläubiger-ID", .text(profile.creditorId)),
                .init(
                    "deducts_input_tax", en: "Deducts input tax", de: "Vorsteuerabzug", .bool(profile.deductsInputTax)),
                .init(
                    "fiscal_year_start", en: "Booking year begins", de: "Buchungsjahr beginnt",
                    .text(profile.fiscalYearStart.description)),
            ]
            fields += settlement(profile.settlement, try await context.codeWords())
            fields.append(.init("version", en: "Version", de: "Fassung", .int(stored.version)))
            context.show(DetailReport(fields: fields))
        }

        private func legalForm(_ profile: AssociationProfile) -> Cell {
            profile.legalFormName.map { .code(profile.legalForm, $0) } ?? .text(profile.legalForm)
        }

        private func settlement(_ rule: SettlementRule?, _ codes: CodeWords) -> [DetailReport.Field] {
            guard let rule else { return [] }
            let keys = rule.keys.map { "\($0.name) \($0.share) %" }
            return [
                .init("settlement_keys", en: "Shared by", de: "Verteilt nach", .list(keys)),
                .init(
                    "duty_per_active", en: "Duty, active", de: "Pflicht je aktivem",
                    .minutes(rule.labour?.dutyPerActive)),
                .init(
                    "duty_per_passive", en: "Duty, passive", de: "Pflicht je passivem",
                    .minutes(rule.labour?.dutyPerPassive)),
                .init("hourly_rate", en: "Hour", de: "Stunde", rule.labour.map { .rate($0.rate) } ?? .none),
                .init("machine_rates", en: "Machines", de: "Maschinen", codes.rates(rule.machineRates)),
            ]
        }
    }

    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Add an association.", de: "Einen Verein anlegen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code, such as ternsche.", de: "Kürzel, etwa ternsche.")) var code: String?
        @OptionGroup var data: AssociationData

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.text(
                "CODE", given: code, ask: LocalizedText(en: "Code (small letters)", de: "Kürzel (Kleinbuchstaben)"))
            let name = try await prompt.text("--name", given: data.name, ask: LocalizedText(en: "Name", de: "Name"))
            let seat = try await prompt.value(
                "--seat", given: data.seat,
                ask: LocalizedText(en: "Municipality of the seat (8 digits)", de: "Gemeinde des Sitzes (8 Stellen)")
            ) { try Ags(parsing: $0) }
            var profile = AssociationProfile(code: code, name: name, seatAgs: seat)
            try data.apply(to: &profile)
            try await context.app().addAssociation(profile)
            context.show(
                Receipt(
                    LocalizedText(en: "Association \(code) added.", de: "Verein \(code) angelegt."),
                    ["code": .string(code)]))
        }
    }

    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("edit", en: "Change an association's data.", de: "Daten eines Vereins ändern.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the association.", de: "Kürzel des Vereins.")) var code: String?
        @OptionGroup var data: AssociationData
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard data.isGiven else { throw Refusal.nothingToChange("--name …") }
            let data = data
            let profile = try await context.app().editAssociation(
                code ?? context.settings.association, version: locking.version
            ) { try data.apply(to: &$0) }
            context.show(
                Receipt(
                    LocalizedText(en: "Association \(profile.code) changed.", de: "Verein \(profile.code) geändert."),
                    ["code": .string(profile.code)]))
        }
    }
}

/// The flags of an association's data; what is not given stays as it is.
struct AssociationData: ParsableArguments, Sendable {
    @Option(name: .long, help: .text(en: "Full name.", de: "Voller Name.")) var name: String?
    @Option(
        name: .long,
        help: .text(en: "Key of the seat's municipality.", de: "Gemeindeschlüssel des Sitzes.", value: "ags"))
    var seat: String?
    @Option(name: .long, help: .text(en: "Legal form.", de: "Rechtsform.", value: "word")) var legalForm: String?
    @Option(name: .long, help: .text(en: "Day of founding.", de: "Gründungstag.", value: "date")) var founded: String?
    @Option(name: .long, help: .text(en: "Register court.", de: "Registergericht.", value: "name")) var court: String?
    @Option(name: .long, help: .text(en: "Register number.", de: "Registernummer.", value: "number")) var register:
        String?
    @Option(name: .long, help: .text(en: "IBAN.", de: "IBAN.")) var iban: String?
    @Option(name: .long, help: .text(en: "SEPA creditor id.", de: "Gläubiger-ID.", value: "id")) var creditorId: String?
    @Option(
        name: .long, help: .text(en: "true: costs count net.", de: "true: Kosten zählen netto.", value: "true|false"))
    var deductsInputTax: Bool?
    @Option(
        name: .long,
        help: .text(
            en: "Settlement keys, such as connection:70:1.00:0.40;lead_metre:30.",
            de: "Abrechnungsschlüssel, etwa connection:70:1.00:0.40;lead_metre:30.", value: "keys"))
    var keys: String?
    @Option(
        name: .long,
        help: .text(
            en: "Duty per active and passive connection and rate of an hour: 40:00/10:00/12.00.",
            de: "Pflicht je aktivem und passivem Anschluss und Stundensatz: 40:00/10:00/12.00.", value: "duty"))
    var duty: String?

    /// Whether any flag is given.
    var isGiven: Bool {
        deductsInputTax != nil
            || [name, seat, legalForm, founded, court, register, iban, creditorId, keys, duty].contains { $0 != nil }
    }

    /// Writes what was given into a profile; refuses what can't be read, naming the flag.
    func apply(to profile: inout AssociationProfile) throws {
        if let name { profile.name = name }
        if let seat = try seat.read("--seat", { try Ags(parsing: $0) }) { profile.seatAgs = seat }
        if let legalForm { profile.legalForm = legalForm }
        if let founded = try founded.read("--founded", { try Day(parsing: $0) }) { profile.foundedOn = founded }
        if court != nil || register != nil {
            profile.register = CourtRegister(
                court: court ?? profile.register?.court ?? "", number: register ?? profile.register?.number ?? "")
        }
        if let iban { profile.iban = String(iban.filter { $0 != " " }) }
        if let creditorId { profile.creditorId = creditorId }
        if let deductsInputTax { profile.deductsInputTax = deductsInputTax }
        if let keys = try keys.read("--keys", Self.keys) {
            profile.settlement = SettlementRule(
                keys: keys, labour: profile.settlement?.labour, machineRates: profile.settlement?.machineRates ?? [:])
        }
        if let duty = try duty.read("--duty", Self.duty) {
            guard profile.settlement != nil else { throw Refusal.missingFlag("--keys") }
            profile.settlement?.labour = duty
        }
    }

    private static func keys(_ text: String) throws -> [SettlementKey] {
        try text.split(separator: ";").map { part in
            let words = part.split(separator: ":").map(String.init)
            guard words.count >= 2 else { throw malformed(text) }
            let share = try BasisPoints(parsing: words[1])
            switch (words[0], words.count) {
            case ("connection", 4):
                return SettlementKey(
                    basis: .connection(active: try Weight(parsing: words[2]), passive: try Weight(parsing: words[3])),
                    share: share)
            case ("lead_metre", 2): return SettlementKey(basis: .leadMetre, share: share)
            case ("member", 2): return SettlementKey(basis: .member, share: share)
            default: throw malformed(text)
            }
        }
    }

    private static func duty(_ text: String) throws -> LabourDuty {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 3 else { throw malformed(text) }
        return LabourDuty(
            dutyPerActive: try Minutes(parsing: parts[0]), dutyPerPassive: try Minutes(parsing: parts[1]),
            rate: try HourlyRate(parsing: parts[2]))
    }

    private static func malformed(_ text: String) -> Refusal {
        .invalidArguments(
            LocalizedText(en: "“\(text)” can't be read.", de: "„\(text)“ ist nicht lesbar."),
            cure: LocalizedText(
                en: "--keys 'connection:70:1.00:0.40;lead_metre:30' --duty 40:00/10:00/12.00",
                de: "--keys 'connection:70:1.00:0.40;lead_metre:30' --duty 40:00/10:00/12.00"))
    }
}
