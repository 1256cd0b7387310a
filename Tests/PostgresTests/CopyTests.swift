import Postgres
import Testing

@Suite("Postgres: COPY")
struct CopyTests {
    private static let table: SQL =
        "create temporary table hours (id int4, member text, minutes int8, day date, note text)"

    @Test("100,000 rows go in by binary COPY and out again, value for value")
    func binary() async throws {
        try await TestCluster.shared.withScratchPool { pool in
            try await pool.withTransaction { transaction in
                try await transaction.execute(Self.table)
                let day = try #require(PostgresDate("2026-03-01"))
                let count = try await transaction.copyIn(
                    "copy hours (id, member, minutes, day, note) from stdin (format binary)"
                ) { writer in
                    for number in 0..<100_000 {
                        let note: String? = number % 3 == 0 ? nil : "Über\tgraben\n\(number)"
                        try await writer.write(row: [
                            Int32(number), "M-\(number % 50)", number * 7,
                            PostgresDate(days: day.days + Int32(number % 365)),
                            note,
                        ])
                    }
                }
                #expect(count == 100_000)
                let sums = try await transaction.query(
                    """
                    select count(*) as n, sum(minutes) as minutes, count(note) as notes, max(day) as last,
                        count(*) filter (where note is distinct from case when id % 3 = 0 then null
                            else E'Über\\tgraben\\n' || id end) as wrong
                    from hours
                    """
                ).one()
                #expect(try sums.decode("n", as: Int.self) == 100_000)
                #expect(try sums.decode("minutes", as: Int.self) == 7 * 99_999 * 50_000)
                #expect(try sums.decode("notes", as: Int.self) == 66_666)
                #expect(try sums.decode("wrong", as: Int.self) == 0)
                #expect(try sums.decode("last", as: PostgresDate.self).description == "2027-02-28")
                var bytes = 0
                try await transaction.copyOut("copy hours to stdout (format binary)") { reader in
                    #expect(reader.isBinary)
                    for try await chunk in reader { bytes += chunk.count }
                }
                #expect(bytes > 100_000 * 30)
            }
        }
    }

    @Test("text goes in and comes out as whole lines")
    func text() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(Self.table)
            let count = try await connection.copyIn("copy hours (id, member) from stdin (format csv)") { writer in
                for number in 0..<100_000 { try await writer.write(text: "\(number),\"M, \(number)\"\n") }
            }
            #expect(count == 100_000)
            var lines = 0
            var chunks = 0
            var last = ""
            try await connection.copyOut("copy (select id, member from hours order by id) to stdout (format csv)") {
                reader in
                for try await chunk in reader {
                    #expect(chunk.last == 0x0A)
                    lines += chunk.count { $0 == 0x0A }
                    chunks += 1
                    last = String(decoding: chunk.suffix(17), as: UTF8.self)
                }
            }
            #expect(lines == 100_000)
            #expect(chunks > 10)
            #expect(last.hasSuffix("99999,\"M, 99999\"\n"))
        }
    }

    @Test("a COPY without rows is no error")
    func empty() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(Self.table)
            #expect(try await connection.copyIn("copy hours from stdin (format binary)") { _ in } == 0)
            #expect(try await connection.copyIn("copy hours from stdin") { _ in } == 0)
            let chunks = try await connection.copyOut("copy hours to stdout") { reader in
                try await reader.reduce(0) { count, _ in count + 1 }
            }
            #expect(chunks == 0)
        }
    }

    @Test("a closure that throws leaves no row and a usable connection")
    func bodyThrows() async throws {
        struct Odd: Error {}
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(Self.table)
            let error = await thrown(Odd.self) {
                try await connection.copyIn("copy hours (id) from stdin (format binary)") { writer in
                    for number in 0..<50_000 { try await writer.write(row: [Int32(number)]) }
                    throw Odd()
                }
            }
            #expect(error != nil)
            let count = try await connection.query("select from hours").count
            #expect(count == 0)
        }
    }

    @Test("the server's refusal of a row names the column's state and leaves a usable connection")
    func badRow() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(
                "create temporary table strict (id int4 constraint strict_check check (id > 0))")
            let check = await thrown(PostgresError.self) {
                try await connection.copyIn("copy strict from stdin (format binary)") { writer in
                    try await writer.write(row: [Int32(-1)])
                }
            }
            #expect(check?.constraint == "strict_check")
            let text = await thrown(PostgresError.self) {
                try await connection.copyIn(SQL(name: "load strict", "copy strict from stdin")) {
                    try await $0.write(text: "x\n")
                }
            }
            #expect(text?.sqlState == .invalidTextRepresentation)
            #expect(text?.statement == "load strict")
            let count = try await connection.query("select from strict").count
            #expect(count == 0)
        }
    }

    @Test("a reader that leaves early stops the server, and the connection goes on")
    func earlyExit() async throws {
        try await TestCluster.shared.withScratch { connection in
            let first = try await connection.copyOut("copy (select generate_series(1, 100000000)) to stdout") {
                reader in
                for try await chunk in reader { return chunk.prefix(2) }
                return []
            }
            #expect(Array(first) == Array("1\n".utf8))
            let count = try await connection.query("select 1 as a").count
            #expect(count == 1)
        }
    }

    @Test("an error in the middle of reading is thrown to the reader")
    func errorWhileReading() async throws {
        try await TestCluster.shared.withScratch { connection in
            let error = await thrown(PostgresError.self) {
                try await connection.copyOut(
                    "copy (select 1 / (50000 - n) from generate_series(1, 100000) n) to stdout"
                ) { reader in
                    for try await _ in reader {}
                }
            }
            #expect(error?.sqlState == .divisionByZero)
            let count = try await connection.query("select 1 as a").count
            #expect(count == 1)
        }
    }

    @Test("a cancelled task ends the COPY")
    func cancelled() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(Self.table)
            let writing = Task {
                try await connection.copyIn("copy hours (id) from stdin (format binary)") { writer in
                    while true { try await writer.write(row: [Int32(1)]) }
                }
            }
            let reading = Task {
                try await TestCluster.shared.withScratch { other in
                    try await other.copyOut("copy (select pg_sleep(600)) to stdout") { reader in
                        for try await _ in reader {}
                    }
                }
            }
            writing.cancel()
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await writing.value }
            await #expect(throws: CancellationError.self) { try await reading.value }
            let count = try await connection.query("select from hours").count
            #expect(count == 0)
        }
    }

    @Test("misuse is refused: rows into text, values in the statement, statements in between, a writer kept, no COPY")
    func misuse() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(Self.table)
            let intoText = await thrown(PostgresError.self) {
                try await connection.copyIn("copy hours from stdin") { try await $0.write(row: [Int32(1)]) }
            }
            #expect(intoText?.sqlState == .misuse)
            let bound = await thrown(PostgresError.self) {
                try await connection.copyOut("copy (select \(1)) to stdout") { _ in }
            }
            #expect(bound?.sqlState == .misuse)
            var kept: CopyWriter?
            try await connection.copyIn("copy hours (id) from stdin (format binary)") { writer in
                kept = writer
                let between = await thrown(PostgresError.self) { try await connection.query("select 1") }
                #expect(between?.sqlState == .misuse)
            }
            let late = await thrown(PostgresError.self) {
                try await kept?.write(bytes: [UInt8](repeating: 0, count: 100_000))
            }
            #expect(late?.sqlState == .misuse)
            let noCopy = await thrown(PostgresError.self) { try await connection.copyIn("select 1") { _ in } }
            #expect(noCopy?.sqlState == .misuse)
            let wrongWay = await thrown(PostgresError.self) {
                try await connection.copyIn("copy hours to stdout") { _ in }
            }
            #expect(wrongWay?.sqlState == .misuse)
            let count = try await connection.query("select from hours").count
            #expect(count == 0)
        }
    }
}
