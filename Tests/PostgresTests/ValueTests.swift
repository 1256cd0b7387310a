import Foundation
import Postgres
import Testing

private enum Colour: String, PostgresEncodable, PostgresDecodable {
    case green, blue
}

@Suite("Postgres: values")
struct ValueTests {
    private func roundTrip<T: PostgresEncodable & PostgresDecodable & Equatable>(
        _ value: T, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let back = try await TestCluster.shared.withScratch { connection in
            try await connection.query("select \(value) as value").one().decode("value", as: T.self)
        }
        #expect(back == value, sourceLocation: sourceLocation)
    }

    @Test("every kind of value comes back as it was bound")
    func scalars() async throws {
        try await roundTrip(true)
        try await roundTrip(Int16.min)
        try await roundTrip(Int32.max)
        try await roundTrip(Int64.min)
        try await roundTrip(-42)
        try await roundTrip(3.25)
        try await roundTrip("Größe ß 🚜")
        try await roundTrip("")
        try await roundTrip([UInt8]([0, 255, 10]))
        try await roundTrip([UInt8]())
        try await roundTrip(UUID())
        try await roundTrip(try #require(PostgresDate("2026-02-28")))
        try await roundTrip(PostgresTimestamp(microseconds: 1))
        try await roundTrip(Int?.none)
        try await roundTrip(String?("x"))
        try await roundTrip(Colour.blue)
    }

    @Test("arrays come back, with empty ones and null among the elements")
    func arrays() async throws {
        try await roundTrip([Int64]([1, -2, .max]))
        try await roundTrip([Int]())
        try await roundTrip(["a", nil, ""] as [String?])
        try await roundTrip([[UInt8]([1, 2]), []])
        try await roundTrip([true, false])
        try await roundTrip([PostgresDate(days: 0), PostgresDate(days: -1)])
        try await roundTrip([Colour.green, .blue])
        try await roundTrip([UUID(), UUID()])
        try await roundTrip([Int32]?.none)
        try await roundTrip([1.5, nil] as [Double?])
    }

    @Test("JSON is bound as jsonb and read from jsonb and json")
    func json() async throws {
        try await TestCluster.shared.withScratch { connection in
            let row = try await connection.query(
                "select \(PostgresJSON("{\"a\": 1}")) as b, '{\"a\":1}'::json as j, \(PostgresJSON("{\"a\": 7}")) ->> 'a' as v"
            ).one()
            #expect(try row.decode("b", as: PostgresJSON.self).text == "{\"a\": 1}")
            #expect(try row.decode("b", as: String.self) == "{\"a\": 1}")
            #expect(try row.decode("j", as: PostgresJSON.self).text == "{\"a\":1}")
            #expect(try row.decode("v", as: String.self) == "7")
        }
    }

    @Test("a smaller integer is read into a larger type, a sum of bigint into an integer")
    func widening() async throws {
        try await TestCluster.shared.withScratch { connection in
            let row = try await connection.query(
                "select 7::int2 as two, 8::int4 as four, 9::oid as o, sum(v)::numeric as s from (values (5::bigint), (6)) t(v)"
            ).one()
            #expect(try row.decode("two", as: Int.self) == 7)
            #expect(try row.decode("four", as: Int64.self) == 8)
            #expect(try row.decode("o", as: Int.self) == 9)
            #expect(try row.decode("s", as: Int.self) == 11)
        }
    }

    @Test("an integer that does not fit is an error, not cut")
    func narrowing() async throws {
        let failure = try await TestCluster.shared.withScratch { connection in
            let row = try await connection.query("select 40000::int4 as length").one()
            return await thrown(DecodingFailure.self) { _ = try row.decode("length", as: Int16.self) }
        }
        #expect(failure?.reason == .range)
    }

    @Test(
        "a numeric is read as the text that PostgreSQL prints",
        arguments: [
            "0", "1", "-1", "0.05", "-0.0500", "12345678901234567890.123456789", "10000", "100000000", "0.00001",
            "1.10",
            "NaN", "Infinity", "-Infinity", "9999.9999", "1000000.0001", "0.00", "20000.5",
        ])
    func numeric(_ text: String) async throws {
        let back = try await TestCluster.shared.withScratch { connection in
            try await connection.query("select \(text)::text::numeric as n").one().decode("n", as: String.self)
        }
        #expect(back == text)
    }

    @Test("a numeric becomes an integer only without a fraction and within 64 bits")
    func numericAsInteger() async throws {
        try await TestCluster.shared.withScratch { connection in
            let row = try await connection.query(
                """
                select -9223372036854775808::numeric as low, 9223372036854775807::numeric as high, 120000::numeric as z,
                    9223372036854775808::numeric as over, 1.5::numeric as half, 'NaN'::numeric as nan, 0.0001::numeric as s
                """
            ).one()
            #expect(try row.decode("low", as: Int64.self) == .min)
            #expect(try row.decode("high", as: Int64.self) == .max)
            #expect(try row.decode("z", as: Int64.self) == 120_000)
            for column in ["over", "half", "nan", "s"] {
                #expect(
                    await thrown(DecodingFailure.self) { _ = try row.decode(column, as: Int64.self) }?.reason == .range)
            }
        }
    }

    @Test("an enum of the database is bound with a cast and read by its label")
    func databaseEnum() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute("create type pg_temp.colour as enum ('green', 'blue', 'red')")
            let row = try await connection.query(
                "select \(Colour.green)::pg_temp.colour as c, 'red'::pg_temp.colour as r"
            ).one()
            #expect(try row.decode("c", as: Colour.self) == .green)
            #expect(await thrown(DecodingFailure.self) { _ = try row.decode("r", as: Colour.self) }?.reason == .value)
        }
    }

    @Test("a failure names column, index, wanted and found type, and not the value")
    func decodingFailure() async throws {
        try await TestCluster.shared.withScratch { connection in
            let row = try await connection.query(
                SQL(name: "fetch thing", "select 1 as a, 'secret'::text as b, null::int4 as c")
            ).one()
            let type = await thrown(DecodingFailure.self) { _ = try row.decode("b", as: Int.self) }
            #expect(type?.column == "b")
            #expect(type?.index == 1)
            #expect(type?.wanted == "Int")
            #expect(type?.found == .text)
            #expect(type?.reason == .type)
            #expect(type?.statement == "fetch thing")
            #expect(type?.description.contains("secret") == false)
            #expect(type?.description.contains("\"b\", index 1 of fetch thing") == true)
            #expect(await thrown(DecodingFailure.self) { _ = try row.decode("c", as: Int.self) }?.reason == .null)
            #expect(try row.decode("c", as: Int?.self) == nil)
            #expect(row.isNull("c"))
            #expect(
                await thrown(DecodingFailure.self) { _ = try row.decode("d", as: Int.self) }?.reason == .noSuchColumn)
            #expect(await thrown(DecodingFailure.self) { _ = try row.decode(9, as: Int.self) }?.reason == .noSuchColumn)
        }
    }

    @Test("an array of two dimensions, or with null for a type without null, is an error")
    func arrayFailures() async throws {
        try await TestCluster.shared.withScratch { connection in
            let row = try await connection.query("select array[[1,2],[3,4]] as deep, array[1,null] as holes").one()
            #expect(await thrown(DecodingFailure.self) { _ = try row.decode("deep", as: [Int].self) }?.reason == .type)
            #expect(await thrown(DecodingFailure.self) { _ = try row.decode("holes", as: [Int].self) }?.reason == .null)
            #expect(try row.decode("holes", as: [Int?].self) == [1, nil])
        }
    }

    @Test(
        "days agree with the database's calendar",
        arguments: ["2000-01-01", "1999-12-31", "2024-02-29", "1900-03-01", "0001-01-01", "2026-12-31", "9999-12-31"])
    func dates(_ text: String) async throws {
        let date = try #require(PostgresDate(text))
        #expect(date.description == text)
        let days = try await TestCluster.shared.withScratch { connection in
            try await connection.query("select (\(text)::text::date - '2000-01-01')::int4 as days").one().decode(
                "days", as: Int32.self)
        }
        #expect(date.days == days)
    }

    @Test(
        "what is no day of the calendar is refused",
        arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20260101", "2026-01-01x", "", "+026-01-01"])
    func badDates(_ text: String) {
        #expect(PostgresDate(text) == nil)
    }

    @Test("a moment is written in ISO 8601 and counts from both epochs")
    func timestamps() async throws {
        let moment = PostgresTimestamp(secondsSince1970: 1_780_000_000)
        #expect(moment.description == "2026-05-28T20:26:40Z")
        #expect(moment.secondsSince1970 == 1_780_000_000)
        #expect(PostgresTimestamp(microsecondsSince1970: -1).description == "1969-12-31T23:59:59.999999Z")
        #expect(PostgresTimestamp(microsecondsSince1970: -1).secondsSince1970 == -1)
        let read = try await TestCluster.shared.withScratch { connection in
            try await connection.query("select '2026-05-28T20:26:40.5Z'::timestamptz as t").one().decode(
                "t", as: PostgresTimestamp.self)
        }
        #expect(read.description == "2026-05-28T20:26:40.5Z")
    }
}
