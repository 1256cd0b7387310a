import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: what is reported of a row with an unreadable field")
struct SpoiltRowTests {
    /// Every refusal of the small case with these files, as `line field code`.
    private func found(_ files: [CaseFile: String], today: Day? = nil) throws -> [String] {
        var folder = SmallCase.files
        for (file, text) in files { folder[file.rawValue] = text }
        var known = RefusalTests.known
        known.today = today
        let refusals = try CaseFixture.withFolder(folder) { path in
            #expect(throws: Refusals.self) { try CaseFolder.read(path, known: known) }
        }
        return (refusals?.all ?? []).map {
            "\($0.place?.line ?? 0) \($0.place?.field ?? "") \($0.code.rawValue)"
        }
    }

    @Test("a bad date hides no unknown code of the row")
    func work() throws {
        let rows = """
            ref,date,member_number,worker,kind,task,time,segment,machine,confirmed_by,confirmed_on
            W-1,31.02.2026,M-99,H-99,machine,singing,99:00,S-99,rocket,M-98,2026-04-20
            """
        #expect(
            try found([.work: rows]) == [
                "2 date invalid_date", "2 time invalid_time", "2 member_number unknown_member",
                "2 worker unknown_helper", "2 segment unknown_segment", "2 task invalid_value",
                "2 machine invalid_value", "2 confirmed_by unknown_member",
            ])
    }

    @Test("an unknown kind hides neither the IBAN nor the order of the days")
    func members() throws {
        let rows = """
            number,kind,name,joined_on,left_on,iban
            M-1,castle,Anna Alt,2025-05-01,2024-01-01,DE88370400440532013000
            M-2,farm,Hof Berg,2025-05-01,,
            M-3,person,Carl Cremer,2025-06-01,,
            """
        #expect(
            try found([.members: rows]) == [
                "2 kind invalid_value", "2 joined_on invalid_order", "2 iban invalid_iban",
            ])
    }

    @Test("what is measured by an unreadable field is left alone")
    func measured() throws {
        let costs = """
            ref,supplier,invoice_number,invoice_date,category,net,vat_rate,gross,paid_on,paid
            K-1,Rohr,1,2026-03-20,candy,x,19.00,119.00,2026-04-01,200.00
            K-2,Rohr,2,2026-03-20,conduit,100.00,19.00,y,2026-04-01,200.00
            """
        #expect(
            try found([.costs: costs]) == [
                "2 net invalid_amount", "2 category invalid_value", "2 paid invalid_value", "3 gross invalid_amount",
            ])
        let progress = """
            ref,date,segment,from_metre,to_metre
            F-1,2026-05-01,S-9,x,10
            F-2,x,S-1,20,10
            """
        #expect(
            try found([.progress: progress]) == [
                "2 from_metre invalid_length", "2 segment unknown_segment", "3 date invalid_date",
                "3 to_metre invalid_value",
            ])
        let work = """
            ref,date,member_number,kind,task,time,machine
            W-1,2026-04-18,M-1,magic,digging,1:00,tractor
            """
        #expect(try found([.work: work]) == ["2 kind invalid_value"])
    }

    @Test("a row whose key was read may be named by others; one without is not held against them")
    func keys() throws {
        let members =
            "number,kind,name,joined_on\nM-1,castle,Anna,2025-05-01\nM-2,farm,Hof,2025-05-01\nM-3,person,Carl,x\n"
        #expect(try found([.members: members]) == ["2 kind invalid_value", "4 joined_on invalid_date"])
        let nameless = "number,kind,name,joined_on\n,castle,Anna,2025-05-01\n"
        #expect(try found([.members: nameless]) == ["2 number missing_value", "2 kind invalid_value"])
    }

    @Test("days that no voucher has are named with line and column")
    func days() throws {
        let work = """
            ref,date,member_number,kind,task,time,confirmed_by,confirmed_on
            W-1,0001-01-01,M-1,labour,digging,1:00,,
            W-2,9999-12-31,M-1,labour,digging,1:00,,
            W-3,2026-11-02,M-1,labour,digging,1:00,,
            W-4,2026-11-01,M-1,labour,digging,1:00,M-3,2026-11-02
            """
        let today = Day(year: 2026, month: 11, day: 1)
        #expect(
            try found([.work: work], today: today) == [
                "2 date invalid_value", "3 date invalid_value", "4 date future_date", "5 confirmed_on future_date",
            ])
        #expect(try found([.work: work]) == ["2 date invalid_value", "3 date invalid_value"])
    }
}
