import Postgres
import Testing

@Suite("Postgres: statements")
struct SQLTests {
    @Test("a value becomes a numbered parameter and never text")
    func values() {
        let name = "Robert'); drop table members; --"
        let sql: SQL = "select * from t where name = \(name) and id = \(7)"
        #expect(sql.text == "select * from t where name = $1 and id = $2")
        #expect(sql.values.count == 2)
        #expect(sql.values[0] as? String == name)
    }

    @Test("a fragment's parameters are renumbered")
    func fragments() {
        let condition: SQL = "a = \(1) and b = \(2)"
        let sql: SQL = "select \(0) where \(fragment: condition) and c = \(3)"
        #expect(sql.text == "select $1 where a = $2 and b = $3 and c = $4")
        #expect(sql.values.compactMap { $0 as? Int } == [0, 1, 2, 3])
    }

    @Test("fragments are joined by a separator")
    func joining() {
        let sql = SQL(joining: ["a = \(1)", "b = \("x")", "c is null"], separator: " and ")
        #expect(sql.text == "a = $1 and b = $2 and c is null")
        #expect(SQL(joining: [], separator: ", ").text == "")
    }

    @Test("an identifier is quoted")
    func identifiers() {
        let sql: SQL = "select \(identifier: "a\"b") from \(identifier: "Mixed Case")"
        #expect(sql.text == "select \"a\"\"b\" from \"Mixed Case\"")
    }

    @Test("the description shows the name or the text, not the values")
    func description() {
        let sql: SQL = "select \("secret")"
        #expect(sql.description == "select $1")
        #expect(SQL(name: "fetch member", sql).description == "fetch member")
    }
}
