import Buddelverein
import Testing

@Suite("Quantities: days of the calendar")
struct DayTests {
    @Test(
        "days are counted from 1970 and written back",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-04-18", 20_561),
            ("0001-01-01", -719_162),
            ("9999-12-31", 2_932_896),
        ])
    func numbers(_ text: String, _ number: Int) throws {
        #expect(try Day(parsing: text).number == number)
        #expect(Day(number: number).description == text)
    }

    @Test("German dates are read, too", arguments: ["18.04.2026", "18.4.2026", " 2026-04-18 "])
    func german(_ text: String) throws {
        let day = try Day(parsing: text)
        #expect(day.description == "2026-04-18")
        #expect(day.text(in: .german) == "18.04.2026")
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "", "2026-02-29", "2026-13-01", "2026-4-18", "18/04/2026", "31.04.2026", "0000-01-01", "26-04-18",
            "18.04.26",
        ])
    func refused(_ text: String) {
        #expect(refusal { _ = try Day(parsing: text) } == .invalidDate)
    }

    @Test("every day of four centuries comes back, and weekdays follow each other")
    func calendar() throws {
        var weekday = Day(number: -1).weekday
        for number in 0..<146_097 {
            let day = Day(number: number)
            let (year, month, dayOfMonth) = day.civil
            #expect(Day(year: year, month: month, day: dayOfMonth) == day)
            #expect(day.weekday == weekday % 7 + 1)
            weekday = day.weekday
        }
        #expect(day("2026-04-18").weekday == 6)
    }

    @Test("steps beyond the calendar are refused")
    func steps() throws {
        #expect(try day("2026-02-28").adding(days: 1) == day("2026-03-01"))
        #expect(day("2026-01-01").days(until: day("2026-02-01")) == 31)
        #expect(refusal { _ = try Day.last.adding(days: 1) } == .invalidDate)
        #expect(refusal { _ = try Day.first.adding(days: -1) } == .invalidDate)
    }
}
