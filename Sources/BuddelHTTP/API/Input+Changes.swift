import Buddelverein

/// Members of a body that changes a thing (RFC 7396): what is not named stays, `null` clears what may be empty.
extension Input {
    /// Sets a text that every such thing has.
    func change(_ name: String, _ target: inout String) {
        if let text = text(name) { target = text }
    }

    func change(_ name: String, _ target: inout String?) {
        if names(name) { target = text(name) }
    }

    func change(_ name: String, _ target: inout Bool) {
        if let truth = truth(name) { target = truth }
    }

    func change(_ name: String, _ target: inout Day) throws(Refusal) {
        if let day = try day(name) { target = day }
    }

    func change(_ name: String, _ target: inout Day?) throws(Refusal) {
        if names(name) { target = try day(name) }
    }

    func change<Word: RawRepresentable<String>>(_ name: String, _ target: inout Word) {
        if let word: Word = word(name) { target = word }
    }

    func change<Word: RawRepresentable<String>>(_ name: String, _ target: inout Word?) {
        if names(name) { target = word(name) }
    }
}
