import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Shell: words of a line")
struct ShellWordsTests {
    @Test(
        "blanks separate, quotes keep together, a comment ends the line",
        arguments: [
            ("", []), ("  member   list ", ["member", "list"]),
            ("add --name \"Anna Schulte\"", ["add", "--name", "Anna Schulte"]),
            ("say 'it\"s \\ fine'", ["say", "it\"s \\ fine"]), ("a\\ b \"c\\\"d\"", ["a b", "c\"d"]),
            ("x \"\"", ["x", ""]),
            ("list # all of them", ["list"]), ("S-1#2", ["S-1#2"]), ("--name=\"a b\"", ["--name=a b"]),
            ("$HOME `ls` *", ["$HOME", "`ls`", "*"]),
        ])
    func split(line: String, words: [String]) throws {
        let found = try ShellWords.split(line)
        #expect(found == words)
    }

    @Test("an open quote is refused", arguments: ["a \"b", "a 'b", "a\\"])
    func open(line: String) async {
        #expect(await Refusal.thrown { _ = try ShellWords.split(line) }?.code == .invalidArguments)
    }

    @Test(
        "a quoted word is read back as it was", arguments: ["M-12", "A-1/1", "Anna Schulte", "a\"b\\c", "", "#1", "$x"])
    func quoted(word: String) throws {
        let found = try ShellWords.split(ShellWords.quoted(word))
        #expect(found == [word])
    }
}
