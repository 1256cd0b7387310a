import Buddelverein
import Testing

@Suite("Quantities: reading and writing (rules.md 0)")
struct QuantityTests {
    @Test(
        "money is read with point or comma, with and without groups",
        arguments: [
            ("1234.56", 123_456), ("1.234,56", 123_456), ("1,234.56", 123_456), ("1234,5", 123_450), ("1234", 123_400),
            ("-0.01", -1), (" 1.234,56 € ", 123_456), ("1.234.567", 123_456_700), ("0", 0),
            ("92233720368547758.07", Int64.max), ("-92233720368547758.08", Int64.min),
        ] as [(String, Int64)])
    func moneyIn(_ text: String, _ cents: Int64) throws {
        #expect(try Money(parsing: text).cents == cents)
    }

    @Test(
        "what is no amount, has too many digits, or is too large is refused",
        arguments: [
            ("", .invalidAmount), ("1.", .invalidAmount), (".5", .invalidAmount), ("1.234", .invalidAmount),
            ("1.005", .invalidAmount), ("1e3", .invalidAmount), ("+1", .invalidAmount), ("--1", .invalidAmount),
            ("12.34,56.7", .invalidAmount), ("1.23,4.5", .invalidAmount), ("12.34.567", .invalidAmount),
            ("1,2,3", .invalidAmount), ("１", .invalidAmount), ("92233720368547758.08", .overflow),
            ("99999999999999999999", .overflow),
        ] as [(String, RefusalCode)])
    func moneyRefused(_ text: String, _ code: RefusalCode) {
        #expect(refusal { _ = try Money(parsing: text) } == code)
    }

    @Test("money is written with two decimals, for readers in their language")
    func moneyOut() {
        #expect(Money(cents: 123_456).description == "1234.56")
        #expect(Money(cents: -5).description == "-0.05")
        #expect(Money(cents: .min).description == "-92233720368547758.08")
        #expect(Money(cents: 123_456_789).text(in: .german) == "1.234.567,89 €")
        #expect(Money(cents: -123_456).text(in: .english) == "-€1,234.56")
    }

    @Test(
        "time is read as clock or as hours with decimals",
        arguments: [
            ("6:30", 390), ("6,5", 390), ("6.5", 390), ("6h30", 390), ("6h", 360), ("0:05", 5), ("6.25", 375),
            ("7", 420),
            ("-1:30", -90), ("1000:00", 60_000),
        ] as [(String, Int64)])
    func timeIn(_ text: String, _ minutes: Int64) throws {
        #expect(try Minutes(parsing: text).minutes == minutes)
    }

    @Test(
        "no time of whole minutes is refused",
        arguments: [
            ("6:60", .invalidTime), ("6:3", .invalidTime), ("6:300", .invalidTime), (":30", .invalidTime),
            ("6,333", .invalidTime), ("6.5:30", .invalidTime), ("six", .invalidTime), ("6:-1", .invalidTime),
            ("999999999999999999:00", .overflow),
        ] as [(String, RefusalCode)])
    func timeRefused(_ text: String, _ code: RefusalCode) {
        #expect(refusal { _ = try Minutes(parsing: text) } == code)
    }

    @Test("time, length, rate, percentage and weight are written as the files write them")
    func out() throws {
        #expect(Minutes(minutes: 390).description == "6:30")
        #expect(Minutes(minutes: -65).description == "-1:05")
        #expect(Minutes(minutes: 72_390).text(in: .german) == "1.206:30 h")
        #expect(try Centimetres(parsing: "123,45").description == "123.45")
        #expect(Centimetres(centimetres: 123_456).text(in: .german) == "1.234,56 m")
        #expect(try HourlyRate(parsing: "15").text(in: .english) == "€15.00/h")
        #expect(try BasisPoints(parsing: "60 %").description == "60.00")
        #expect(BasisPoints(basisPoints: 4_000).text(in: .german) == "40,00 %")
        #expect(try Weight(parsing: "0,4").description == "0.40")
    }

    @Test("length, rate, percentage and weight refuse what is none")
    func otherRefusals() {
        #expect(refusal { _ = try Centimetres(parsing: "1.234") } == .invalidLength)
        #expect(refusal { _ = try HourlyRate(parsing: "fifteen") } == .invalidRate)
        #expect(refusal { _ = try BasisPoints(parsing: "33.333") } == .invalidPercentage)
        #expect(refusal { _ = try Weight(parsing: "") } == .invalidRate)
        #expect(refusal { _ = try Ags(parsing: "0597803") } == .invalidAgs)
        #expect(refusal { _ = try TerritoryKey(parsing: "059") } == .invalidAgs)
        #expect(refusal { _ = try MonthDay(parsing: "02-29") } == .invalidDate)
    }

    @Test("arithmetic refuses what does not fit")
    func arithmetic() throws {
        #expect(refusal { _ = try Money(cents: .max) + Money(cents: 1) } == .overflow)
        #expect(refusal { _ = try Money(cents: .min) - Money(cents: 1) } == .overflow)
        #expect(refusal { _ = try Money(cents: .max) * 2 } == .overflow)
        #expect(refusal { _ = try Money(cents: .min).negated() } == .overflow)
        #expect(refusal { _ = try Minutes(minutes: .max).value(at: rate("15.00")) } == .overflow)
        #expect(try [money("1.00"), money("2.50")].total() == money("3.50"))
    }

    @Test("a value is rounded half away from zero")
    func value() throws {
        #expect(try Minutes(minutes: 1).value(at: HourlyRate(centsPerHour: 30)).cents == 1)
        #expect(try Minutes(minutes: 1).value(at: HourlyRate(centsPerHour: 29)).cents == 0)
        #expect(try Minutes(minutes: -1).value(at: HourlyRate(centsPerHour: 30)).cents == -1)
        #expect(try Minutes(minutes: 465).value(at: HourlyRate(centsPerHour: 1500)) == money("116.25"))
        #expect(try Money(cents: -199).down(at: percent("50.00")).cents == -99)
        #expect(Money(cents: 199).downToEuros.cents == 100)
    }
}
