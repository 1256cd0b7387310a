import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Output: progress")
struct ProgressBarTests {
    @Test("the bar is drawn once a percentage, on the error stream, and taken off again")
    func drawn() {
        let fixture = ContextFixture(interactive: true)
        let bar = ProgressBar(LocalizedText(en: "Rows", de: "Zeilen"), total: 1000, in: fixture.context)
        for done in 0...15 { bar.update(done) }
        bar.finish()
        let frames = fixture.errors.text.split(separator: "\r").map(String.init)
        #expect(frames.count == 3)
        #expect(frames[0] == "\u{1B}[KRows " + String(repeating: "░", count: 30) + " 0 %")
        #expect(frames[2] == "\u{1B}[K")
        #expect(fixture.output.text.isEmpty)
    }

    @Test("without a terminal nothing is drawn")
    func silent() {
        let fixture = ContextFixture()
        let bar = ProgressBar(LocalizedText(en: "Rows", de: "Zeilen"), total: 0, in: fixture.context)
        bar.update(5)
        bar.finish()
        #expect(fixture.errors.text.isEmpty)
    }
}
