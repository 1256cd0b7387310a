import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: refused rows")
struct RefusalTests {
    /// What is replaced in the small case, and what must be said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let file: CaseFile
        let old: String
        let new: String
        let code: RefusalCode
        let line: Int
        let field: String

        init(_ file: CaseFile, _ old: String, _ new: String, _ code: RefusalCode, _ line: Int, _ field: String) {
            (self.file, self.old, self.new) = (file, old, new)
            (self.code, self.line, self.field) = (code, line, field)
        }

        var testDescription: String { "\(file.rawValue): \(old) -> \(new)" }
    }

    @Test("the small case is sound")
    func sound() throws {
        let folder = try CaseFixture.withFolder(SmallCase.files) { try CaseFolder.read($0, known: Self.known) }
        #expect(folder.files.count == CaseFile.allCases.count)
        #expect(folder.warnings.map(\.kind) == [.missingDocument])
        #expect(folder.records.work.map(\.time.minutes) == [390, 390, 135])
        #expect(folder.records.connections.first?.position == Position(longitude: 7.420389, latitude: 51.70074))
        #expect(folder.records.association?.iban == "DE89370400440532013000")
        #expect(folder.records.costs.first?.net == Money(cents: 100_000))
        #expect(folder.records.members.last?.joinedOn.description == "2025-06-01")
    }

    static let known: KnownCodes = {
        var known = KnownCodes()
        known.costCategories = ["conduit", "fees", "other"]
        known.tasks = ["digging"]
        known.machineClasses = ["tractor"]
        return known
    }()

    static let people: [Fault] = [
        Fault(.members, "M-1,household", ",household", .missingValue, 2, "number"),
        Fault(.members, "M-1,household", "M 1,household", .invalidValue, 2, "number"),
        Fault(.members, "household", "hamlet", .invalidValue, 2, "kind"),
        Fault(.members, "Anna Alt", "", .missingValue, 2, "name"),
        Fault(.members, "2025-05-01,,DE89", "2025-13-01,,DE89", .invalidDate, 2, "joined_on"),
        Fault(.members, "2025-05-01,,DE89", ",,DE89", .missingValue, 2, "joined_on"),
        Fault(.members, "2026-06-01", "2025-04-30", .invalidOrder, 3, "joined_on"),
        Fault(.members, "DE89370400440532013000", "DE88370400440532013000", .invalidIban, 2, "iban"),
        Fault(.members, "chair;treasurer", "chair;king", .invalidValue, 2, "roles"),
        Fault(.members, "true", "maybe", .invalidValue, 3, "duty_exempt"),
        Fault(.members, ",true,M-3", ",true,M-9", .unknownMember, 3, "successor"),
        Fault(.members, ",true,M-3", ",true,M-2", .successorCycle, 3, "successor"),
        Fault(.members, "M-3,person,Carl", "M-1,person,Carl", .duplicateKey, 4, ""),
        Fault(.helpers, "H-1", "", .missingValue, 2, "code"),
        Fault(.helpers, "Emma Alt", "", .missingValue, 2, "name"),
        Fault(.helpers, "M-1", "M-7", .unknownMember, 2, "member_number"),
        Fault(.helpers, "H-2", "H-1", .duplicateKey, 3, ""),
        Fault(.association, "\"kiebitz\"", "\"Kie Bitz\"", .invalidValue, 1, "/code"),
        Fault(.association, "\"05978032\"", "\"5978032\"", .invalidAgs, 2, "/seat_ags"),
        Fault(.association, "\"seat_ags\":\"05978032\",", "", .missingValue, 1, "/seat_ags"),
        Fault(.association, "DE89 3704", "DE89 3705", .invalidIban, 1, "/iban"),
        Fault(.association, "DE98ZZZ", "DE97ZZZ", .invalidCreditorId, 1, "/creditor_id"),
        Fault(.association, "\"court\":\"Amtsgericht\",", "", .missingValue, 2, "/register/court"),
        Fault(.association, ":false", ":\"no\"", .invalidValue, 4, "/deducts_input_tax"),
        Fault(.association, "01-01", "02-29", .invalidDate, 4, "/fiscal_year_start"),
        Fault(.association, "\"by\":\"connection\"", "\"by\":\"moon\"", .invalidValue, 6, "/settlement/keys/0/by"),
        Fault(.association, "\"0.40\"", "\"0.405\"", .invalidRate, 6, "/settlement/keys/0/passive"),
        Fault(.association, "\"30.00\"", "\"29.99\"", .allocationSum, 1, "/settlement/keys/share"),
        Fault(.association, "\"12.00\"", "\"free\"", .invalidRate, 8, "/settlement/labour/rate"),
        Fault(.association, "\"35.00\"", "[]", .invalidValue, 9, "/settlement/machine_rates/tractor"),
    ]

    static let network: [Fault] = [
        Fault(.municipalities, "05978032", "0597803", .invalidAgs, 2, "/features/0/properties/ags"),
        Fault(.municipalities, "\"name\":\"Selm\"", "\"name\":\"\"", .missingValue, 2, "/features/0/properties/name"),
        Fault(.municipalities, "[7,51]]]}}", "[7,51.1]]]}}", .invalidGeometry, 3, "/features/0/geometry/coordinates/0"),
        Fault(.areas, "\"70.00\"", "\"170.00\"", .invalidPercentage, 2, "/features/0/properties/quota"),
        Fault(.areas, "Polygon", "LineString", .invalidGeometry, 3, "/features/0/geometry/coordinates/0"),
        Fault(.segments, "trunk", "branch", .invalidValue, 2, "/features/0/properties/kind"),
        Fault(.segments, "\"count\":12", "\"count\":0", .invalidValue, 3, "/features/0/properties/conduits/0/count"),
        Fault(
            .segments, "\"planned_cover_cm\":80", "\"planned_cover_cm\":8.5", .invalidValue, 3,
            "/features/0/properties/planned_cover_cm"),
        Fault(
            .segments, "\"area\":\"A1\",\"kind\":\"trunk\"", "\"area\":\"A9\",\"kind\":\"trunk\"", .unknownArea, 2,
            "/area"),
        Fault(.segments, "\"C-1\"", "\"C-9\"", .unknownConnection, 5, "/connection"),
        Fault(
            .segments, "\"kind\":\"lead\"", "\"kind\":\"trunk\"", .invalidValue, 5, "/features/1/properties/connection"),
        Fault(.segments, "\"S-2\"", "\"S-1\"", .duplicateKey, 5, "/features/1"),
        Fault(.connections, "7,420389", "391000", .invalidValue, 2, "lon"),
        Fault(.connections, "51,700740", "north", .invalidValue, 2, "lat"),
        Fault(.connections, "51,700740", "", .missingValue, 2, "lat"),
        Fault(.connections, "218,94", "218,945", .invalidLength, 2, "lead_metres"),
        Fault(.connections, "218,94", "-1", .invalidValue, 2, "lead_metres"),
        Fault(.connections, "M-1;active", "M-1;sleepy", .invalidValue, 2, "kind"),
        Fault(.connections, "2026-04-14", "2026-07-14", .invalidOrder, 2, "laid_on"),
        Fault(.connections, "C-2;M-3", "C-2;M-8", .unknownMember, 3, "member_number"),
        Fault(.connections, "farm;A1", "farm;A9", .unknownArea, 3, "area"),
        Fault(.holders, "C-2", "C-7", .unknownConnection, 2, "code"),
        Fault(.holders, "2026-05-31", "2024-05-31", .invalidOrder, 2, "from"),
        Fault(.holders, "2026-05-31\n", "2026-05-31\nC-2,M-1,2026-05-01,\n", .holdingsOverlap, 3, "from"),
        Fault(.progress, "0,10.50", "-1,10.50", .invalidValue, 2, "from_metre"),
        Fault(.progress, "10.50,20", "20,20", .invalidValue, 3, "to_metre"),
        Fault(.progress, "10.50,20", "10.49,20", .progressOverlap, 3, "from_metre"),
        Fault(.progress, "S-1,0", "S-8,0", .unknownSegment, 2, "segment"),
        Fault(.progress, ",80", ",deep", .invalidValue, 2, "cover_cm"),
    ]

    static let ledger: [Fault] = [
        Fault(.work, "2026-04-18,M-1", "2026-04-31,M-1", .invalidDate, 2, "date"),
        Fault(.work, "M-1,,labour", ",,labour", .noWorker, 2, "worker"),
        Fault(.work, "M-1,,labour", "M-9,,labour", .unknownMember, 2, "member_number"),
        Fault(.work, ",H-2,", ",H-9,", .unknownHelper, 3, "worker"),
        Fault(.work, ",H-2,", ",M-1,", .unknownHelper, 3, "worker"),
        Fault(.work, "labour", "magic", .invalidValue, 2, "kind"),
        Fault(.work, "labour,digging", "labour,", .missingValue, 2, "task"),
        Fault(.work, "labour,digging", "labour,singing", .invalidValue, 2, "task"),
        Fault(.work, "6:30", "6:60", .invalidTime, 2, "time"),
        Fault(.work, "6:30", "0:00", .invalidValue, 2, "time"),
        Fault(.work, "6:30", "24:01", .invalidTime, 2, "time"),
        Fault(.work, "S-1,tractor", "S-1,", .missingValue, 4, "machine"),
        Fault(.work, "S-1,tractor", "S-1,rocket", .invalidValue, 4, "machine"),
        Fault(.work, "S-1,,M-3", "S-1,tractor,M-3", .invalidValue, 2, "machine"),
        Fault(.work, "S-1,,M-3", "S-9,,M-3", .unknownSegment, 2, "segment"),
        Fault(.work, "S-1,,M-3", "S-1,,M-1", .selfConfirmation, 2, "confirmed_by"),
        Fault(.work, "S-1,,M-3", "S-1,,M-9", .unknownMember, 2, "confirmed_by"),
        Fault(.work, "S-1,,M-3", "S-1,,", .missingValue, 2, "confirmed_by"),
        Fault(.work, "M-3,2026-04-20,sheet", "M-3,,sheet", .missingValue, 2, "confirmed_on"),
        Fault(
            .work, ",H-2,labour,digging,\"6,5\",,,M-3", ",H-1,labour,digging,\"6,5\",,,M-1", .selfConfirmation, 3,
            "confirmed_by"),
        Fault(.work, "sheet.pdf", "../sheet.pdf", .unsafePath, 2, "document"),
        Fault(.work, "W-2", "W-1", .duplicateKey, 3, ""),
        Fault(.costs, "19.00", "190", .invalidPercentage, 2, "vat_rate"),
        Fault(.costs, "1190.00", "1190.02", .grossMismatch, 2, "gross"),
        Fault(.costs, "1190.00", "1190.005", .invalidAmount, 2, "gross"),
        Fault(.costs, "100.00,0,100", "-100.00,0,-100", .invalidValue, 3, "gross"),
        Fault(.costs, "1166.20", "-1", .invalidValue, 2, "paid"),
        Fault(.costs, "2026-04-02,1166.20", ",1166.20", .missingValue, 2, "paid_on"),
        Fault(.costs, "S-1:60.00;S-2:40.00", "S-1:60.00;S-2:30.00", .allocationSum, 2, "segments"),
        Fault(.costs, "S-1:60.00;S-2:40.00", "S-1:60.00;S-1:40.00", .duplicateKey, 2, "segments"),
        Fault(.costs, "S-1:60.00;S-2:40.00", "S-1:60.00;S-7:40.00", .unknownSegment, 2, "segments"),
        Fault(.costs, "S-1:60.00;S-2:40.00", "S-1", .invalidValue, 2, "segments"),
        Fault(.costs, "GmbH,78", "GmbH,77", .duplicateKey, 3, "invoice_number"),
        Fault(.costs, "conduit", "candy", .invalidValue, 2, "category"),
        Fault(.gifts, "567.00", "0", .invalidValue, 2, "value"),
        Fault(.gifts, "M-3,2026-06-20", "M-1,2026-06-20", .selfConfirmation, 2, "confirmed_by"),
        Fault(.gifts, "sand", "", .missingValue, 2, "what"),
        Fault(.payments, "600.00", "600.00 USD", .invalidAmount, 2, "amount"),
        Fault(.payments, "600.00", "0", .invalidValue, 2, "amount"),
        Fault(.payments, "600.00", "99999999999999999999", .overflow, 2, "amount"),
        Fault(.payments, "levy", "bribe", .invalidValue, 2, "purpose"),
        Fault(.payments, "-50.00", "50.00", .invalidValue, 3, "amount"),
        Fault(.payments, "M-1,600.00", ",600.00", .missingValue, 2, "member_number"),
    ]

    static let subsidy: [Fault] = [
        Fault(.programmes, "\"05978032\"", "\"059\"", .invalidAgs, 1, "/0/ags"),
        Fault(.programmes, "\"year\":2027", "\"year\":2026", .duplicateKey, 1, "/budget/year"),
        Fault(.programmes, "\"share\",\"rate\"", "\"gift\",\"rate\"", .invalidValue, 3, "/0/financing/kind"),
        Fault(
            .programmes, "\"kind\":\"share\",\"rate\":\"60.00\"",
            "\"kind\":\"fixed\",\"unit\":\"cow\",\"amount\":\"1\"", .invalidValue, 3, "/0/financing/unit"),
        Fault(.programmes, "[\"conduit\"]", "[\"candy\"]", .unknownReference, 1, "/eligible/cost_categories"),
        Fault(.programmes, "[\"digging\"]", "\"digging\"", .invalidValue, 4, "/0/eligible/tasks"),
        Fault(.programmes, "[\"digging\"]", "[7]", .invalidValue, 4, "/0/eligible/tasks/0"),
        Fault(.programmes, "\"20.00\"", "\"100.00\"", .unpaidShareWhole, 1, "/unpaid_share_max"),
        Fault(.programmes, "\"euro\"", "\"dollar\"", .invalidValue, 7, "/0/rounding"),
        Fault(.awards, "\"SELM\"", "\"OLFEN\"", .unknownProgramme, 1, "/programme"),
        Fault(.awards, "2027-06-30", "2025-06-30", .invalidOrder, 1, "/eligible_from"),
        Fault(.awards, "\"60000.00\"", "\"-1\"", .invalidValue, 2, "/0/maximum"),
        Fault(.claims, "\"award\":\"A-1\"", "\"award\":\"A-7\"", .unknownAward, 1, "/award"),
        Fault(
            .claims, "\"approved\":\"100.00\",\"revoked\":\"5.00\"", "\"revoked\":\"0.00\"", .missingValue, 1,
            "/approved"),
        Fault(.claims, "\"status\":\"approved\"", "\"status\":\"rejected\"", .invalidValue, 1, "/approved"),
        Fault(.claims, "\"5.00\"", "\"500.00\"", .invalidValue, 1, "/revoked"),
        Fault(.claims, "\"0:30\"", "\"half\"", .invalidTime, 3, "/0/cuts/1/left"),
        Fault(.claims, "\"left\":\"0\"", "\"left\":\"1\"", .invalidValue, 4, "/0/cuts/2/left"),
        Fault(.claims, ",\"why\":\"no\"", "", .missingValue, 4, "/0/cuts/2/why"),
        Fault(.claims, "\"ref\":\"K-1\"", "\"ref\":\"K-9\"", .unknownReference, 1, "/cuts/0/ref"),
        Fault(.claims, "\"ref\":\"C-1\"", "\"ref\":\"C-9\"", .unknownReference, 1, "/cuts/2/ref"),
    ]

    @Test("a wrong value is refused with code, line and field", arguments: people + network + ledger + subsidy)
    func refused(fault: Fault) throws {
        let files = SmallCase.spoilt(fault.file, fault.old, fault.new)
        let refusals = try CaseFixture.withFolder(files) { path in
            #expect(throws: Refusals.self) { try CaseFolder.read(path, known: Self.known) }
        }
        let refusal = try #require(
            refusals?.all.first { $0.code == fault.code && $0.place?.file == fault.file.rawValue },
            "\(refusals?.all ?? [])")
        #expect(refusal.place?.line == fault.line)
        #expect((refusal.place?.field ?? "") == fault.field)
        #expect(!refusal.message.english.isEmpty && !refusal.message.german.isEmpty)
        #expect(refusal.message.english != refusal.message.german)
    }

    @Test("every bad row of every file is reported, in the order of files and lines")
    func everyRow() throws {
        var files = SmallCase.files
        files["payments.csv"] =
            "ref,date,member_number,amount,purpose\nP-1,x,M-1,y,levy\nP-2\nP-3,2026-01-01,M-9,1,levy\n"
        files["helpers.csv"] = "code,name,member_number\nH-1,,M-1\n"
        let refusals = try CaseFixture.withFolder(files) { path in
            #expect(throws: Refusals.self) { try CaseFolder.read(path, known: Self.known) }
        }
        let places = refusals?.all.map { "\($0.place?.file ?? "") \($0.place?.line ?? 0) \($0.place?.field ?? "")" }
        // The key of the faulty helper was read, so that references to helpers are judged.
        #expect(
            places == [
                "helpers.csv 2 name", "work.csv 3 worker", "payments.csv 2 date", "payments.csv 2 amount",
                "payments.csv 3 ",
                "payments.csv 4 member_number",
            ])
        #expect(refusals?.all[2].place?.value == "x")
    }

    @Test("unknown members of JSON are left out with a warning")
    func unknownMembers() throws {
        let files = SmallCase.spoilt(.awards, "\"rate\":null", "\"colour\":\"blue\"")
        let folder = try CaseFixture.withFolder(files) { try CaseFolder.read($0) }
        #expect(folder.warnings.contains { $0.kind == .unknownMember && $0.place.field == "/0/colour" })
    }
}
