import BuddelOperations
import Buddelverein

extension Endpoint {
    /// The journal, its periods and its reports.
    static let journalEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/journal", id: "listJournal", tag: .ledger,
            summary: LocalizedText(en: "List entries.", de: "Buchungen auflisten."), operation: .reportRead,
            query: [
                QueryParameter("account", .code, en: "Either side of a transfer.", de: "Eine der beiden Seiten."),
                QueryParameter("member", .code, en: "The member's number.", de: "Nummer des Mitglieds."),
                QueryParameter("ref", .code, en: "The voucher.", de: "Der Beleg."),
                QueryParameter("from", .day, en: "First day of booking.", de: "Erster Buchungstag."),
                QueryParameter("through", .day, en: "Last day of booking.", de: "Letzter Buchungstag."),
            ], outcome: .page(Shape.entry.schema),
            links: [
                Link(
                    "showEntry",
                    ["path.association": "$request.path.association", "path.entry": "$response.body#/items/0/number"])
            ]
        ) { call in
            let paging = Paging(call)
            let entries = try await call.app.listJournal(
                JournalFilter(
                    account: call.parameter("account"), member: call.parameter("member"), ref: call.parameter("ref"),
                    from: try call.day("from"), through: try call.day("through")),
                after: paging.after.flatMap { Int64($0) } ?? 0, limit: paging.limit + 1, in: call.association)
            return paging.page(
                fetched: entries, key: { String($0.entry.number) }, json: { Shape.entry.json($0.entry) })
        },
        Endpoint(
            method: .get, path: "/associations/{association}/journal/{entry}", id: "showEntry", tag: .ledger,
            summary: LocalizedText(en: "Show an entry with its hash.", de: "Eine Buchung mit ihrer Prüfsumme zeigen."),
            operation: .reportRead, outcome: .ok(Shape.bookedEntry.schema)
        ) { call in
            guard let number = Int64(call.name("entry")), number > 0 else { throw Problem.notFound }
            return .value(Shape.bookedEntry.json(try await call.app.showEntry(number, in: call.association)))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/trial-balance", id: "showTrialBalance", tag: .ledger,
            summary: LocalizedText(en: "Balances of all accounts.", de: "Salden aller Konten."), operation: .reportRead,
            query: [
                QueryParameter("through", .day, en: "Last day of booking.", de: "Letzter Buchungstag.")
            ], outcome: .ok(Shape.trialBalance.schema)
        ) { call in
            let balance = try await call.app.trialBalance(through: try call.day("through"), in: call.association)
            return .value(Shape.trialBalance.json(balance))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/cash-report", id: "showCashReport", tag: .ledger,
            summary: LocalizedText(
                en: "Money received and spent in a year.", de: "Einnahmen und Ausgaben eines Jahres."),
            operation: .reportRead,
            query: [
                QueryParameter("year", Schema(.integer(1900...2999)), en: "The booking year.", de: "Das Buchungsjahr.")
            ], outcome: .ok(Shape.cashReport.schema)
        ) { call in
            let report = try await call.app.cashReport(year: call.integer("year"), in: call.association)
            return .value(Shape.cashReport.json(report))
        },
        Endpoint(
            method: .post, path: "/associations/{association}/closing", id: "closePeriod", tag: .ledger,
            summary: LocalizedText(en: "Close a period.", de: "Einen Zeitraum abschließen."),
            note: "Nothing is booked on or before that day afterwards.", operation: .periodClose,
            body: .json(Schema.object(.required("through", .day)).named("Closing")),
            outcome: .ok(Shape.journalLink.schema), isOnce: true, refusals: [.periodClosed, .futureDate]
        ) { call in
            let link = try await call.app.closePeriod(
                through: try call.body.requiredDay("through"), in: call.association,
                idempotencyKey: call.idempotencyKey)
            return .value(Shape.journalLink.json(link))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/closing", id: "showClosing", tag: .ledger,
            summary: LocalizedText(
                en: "Through which day the books are closed.", de: "Bis wann die Bücher abgeschlossen sind."),
            operation: .reportRead,
            outcome: .ok(Schema.object(.required("closed_through", Schema.day.orNull)).named("ClosedThrough"))
        ) { call in
            let day = try await call.app.closedThrough(in: call.association)
            return .value(["closed_through": day.map { .string($0.description) } ?? .null])
        },
        Endpoint(
            method: .get, path: "/codes", id: "listCodes", tag: .ledger,
            summary: LocalizedText(
                en: "Tasks, machines and kinds of costs.", de: "Tätigkeiten, Maschinen, Kostenarten."),
            operation: .associationShow,
            query: [
                QueryParameter("list", .choice(ListedCode.List.self), en: "Of one list.", de: "Einer Liste.")
            ], outcome: .page(Shape.code.schema)
        ) { call in
            let list: ListedCode.List? = call.word("list")
            let codes = try await call.app.listCodes().filter { list == nil || $0.list == list }
            return Paging(call).page(codes, key: { "\($0.list.rawValue)/\($0.code)" }, json: Shape.code.json)
        },
    ]
}
