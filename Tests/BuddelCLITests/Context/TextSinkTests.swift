import Buddelverein
import Glibc
import Testing

@testable import BuddelCLI

@Suite("Context: streams that take no more")
struct TextSinkTests {
    @Test(
        "a full disk is an error with its own code and status, in both languages",
        arguments: [Language.english, .german])
    func full(_ language: Language) async throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var fixture = ContextFixture(language)
        fixture.context.standardOutput = StreamSink(descriptor: descriptor)
        let status = await BuddelCommandLine.run(["--version"], in: fixture.context)
        #expect(status == .database)
        #expect(fixture.errors.text.contains("[output_lost]"))
        #expect(fixture.errors.text.contains(language == .german ? "Ausgabe" : "output"))
        #expect(await BuddelCommandLine.run(["--wrong"], in: fixture.context) == .usage)
    }

    @Test("a fault is told once")
    func once() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let sink = StreamSink(descriptor: descriptor)
        sink.write("a")
        sink.write("b")
        #expect(sink.takeFault() == ENOSPC)
        #expect(sink.takeFault() == nil)
    }

    @Test("a reader that has gone away is no error")
    func closedPipe() throws {
        // Without this the write would end the process of the tests.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let sink = StreamSink(descriptor: ends[1])
        sink.write("nobody reads this")
        close(ends[1])
        #expect(sink.takeFault() == nil)
    }
}
