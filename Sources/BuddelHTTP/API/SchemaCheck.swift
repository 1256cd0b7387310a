import Buddelverein

extension Schema {
    /// Everything that is wrong with a value, each with its JSON pointer (RFC 6901); none where it fits.
    func faults(in value: JSONValue, at pointer: String = "") -> [Refusal] {
        if value.isNull { return isNullable || form == .any ? [] : [.wrongJSON(words, at: pointer)] }
        switch (form, value) {
        case (.any, _): return []
        case (.text(let format, let length), .string(let text)): return faults(in: text, format, length, at: pointer)
        case (.integer(let range), .integer(let number)):
            return range.contains(number) ? [] : [.outOfRange(range, at: pointer)]
        case (.integer(let range), .number(let number)):
            // JSON knows one kind of number: 1.0 is an integer, too.
            guard let whole = Int64(exactly: number), range.contains(whole) else {
                return [.outOfRange(range, at: pointer)]
            }
            return []
        case (.number, .integer), (.number, .number), (.truth, .bool): return []
        case (.choice(let words), .string(let word)):
            return words.contains(word) ? [] : [.notAmong(words, at: pointer)]
        case (.list(let element, let count), .array(let elements)):
            guard count.contains(elements.count) else { return [.wrongCount(count, at: pointer)] }
            return elements.enumerated().flatMap { element.faults(in: $1, at: "\(pointer)/\($0)") }
        case (.object(let properties), .object(let object)): return faults(in: object, properties, at: pointer)
        case (.map(let element, let count), .object(let object)):
            guard count.contains(object.members.count) else { return [.wrongCount(count, at: pointer)] }
            return object.members.flatMap { element.faults(in: $0.value, at: pointer + "/" + Self.escaped($0.name)) }
        default: return [.wrongJSON(words, at: pointer)]
        }
    }

    private func faults(
        in text: String, _ format: TextFormat, _ length: ClosedRange<Int>, at pointer: String
    ) -> [Refusal] {
        // JSON Schema counts code points.
        guard length.contains(text.unicodeScalars.count) else { return [.wrongLength(length, at: pointer)] }
        do {
            try format.check(text)
            return []
        } catch {
            return [error.at(Refusal.Place(field: pointer))]
        }
    }

    private func faults(in object: JSONObject, _ properties: [Property], at pointer: String) -> [Refusal] {
        var faults: [Refusal] = []
        let known = Dictionary(uniqueKeysWithValues: properties.map { ($0.name, $0) })
        for member in object.members {
            let place = pointer + "/" + Self.escaped(member.name)
            if let property = known[member.name] {
                faults += property.schema.faults(in: member.value, at: place)
            } else {
                faults.append(.unknownMember(at: place))
            }
        }
        for property in properties where property.isRequired && object[property.name] == nil {
            faults.append(.missing(at: pointer + "/" + Self.escaped(property.name)))
        }
        return faults
    }

    /// What must stand there, in words.
    private var words: LocalizedText {
        switch form {
        case .text: LocalizedText(en: "a text", de: "ein Text")
        case .integer: LocalizedText(en: "a whole number", de: "eine ganze Zahl")
        case .number: LocalizedText(en: "a number", de: "eine Zahl")
        case .truth: LocalizedText(en: "true or false", de: "true oder false")
        case .choice(let words): LocalizedText(en: words.joined(separator: ", "), de: words.joined(separator: ", "))
        case .list: LocalizedText(en: "a list", de: "eine Liste")
        case .object, .map: LocalizedText(en: "an object", de: "ein Objekt")
        case .any: LocalizedText(en: "a value", de: "ein Wert")
        }
    }

    /// A name as a part of a JSON pointer (RFC 6901).
    private static func escaped(_ name: String) -> String {
        var text = ""
        for character in name.prefix(100) {
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
        return text
    }
}

extension Refusal {
    fileprivate static func wrongJSON(_ wanted: LocalizedText, at pointer: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "Here must stand \(wanted.english).", de: "Hier muss \(wanted.german) stehen."),
            at: Place(field: pointer))
    }

    fileprivate static func outOfRange(_ range: ClosedRange<Int64>, at pointer: String) -> Refusal {
        wrongJSON(
            LocalizedText(
                en: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                de: "eine ganze Zahl von \(range.lowerBound) bis \(range.upperBound)"), at: pointer)
    }

    fileprivate static func notAmong(_ words: [String], at pointer: String) -> Refusal {
        let shown = words.joined(separator: ", ")
        return Refusal(
            .unknownChoice, LocalizedText(en: "This word is not known here.", de: "Dieses Wort gibt es hier nicht."),
            cure: LocalizedText(en: "One of: \(shown).", de: "Eines von: \(shown)."), at: Place(field: pointer))
    }

    fileprivate static func wrongCount(_ count: ClosedRange<Int>, at pointer: String) -> Refusal {
        wrongJSON(
            LocalizedText(
                en: "\(count.lowerBound) to \(count.upperBound) elements",
                de: "\(count.lowerBound) bis \(count.upperBound) Elemente"), at: pointer)
    }

    fileprivate static func wrongLength(_ length: ClosedRange<Int>, at pointer: String) -> Refusal {
        wrongJSON(
            LocalizedText(
                en: "a text of \(length.lowerBound) to \(length.upperBound) characters",
                de: "ein Text von \(length.lowerBound) bis \(length.upperBound) Zeichen"), at: pointer)
    }

    fileprivate static func unknownMember(at pointer: String) -> Refusal {
        Refusal(
            .invalidValue, LocalizedText(en: "This member is not known here.", de: "Dieses Feld gibt es hier nicht."),
            cure: LocalizedText(en: "Leave it out.", de: "Lassen Sie es weg."), at: Place(field: pointer))
    }

    fileprivate static func missing(at pointer: String) -> Refusal {
        Refusal(
            .missingValue, LocalizedText(en: "This is missing.", de: "Das fehlt."),
            cure: LocalizedText(en: "Add it.", de: "Ergänzen Sie es."), at: Place(field: pointer))
    }
}
