import Buddelverein
import Hummingbird

/// Reads what stands behind the `?` of a request as its endpoint says.
struct QueryReader {
    private let known: [String: QueryParameter]
    private let ignoresOthers: Bool

    init(_ endpoint: Endpoint) {
        let parameters = endpoint.query + QueryParameter.standard(endpoint)
        ignoresOthers = endpoint.ignoresOtherParameters
        known = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
    }

    /// The parameters by name; refuses with 400 unknown ones, one that is given twice, and what fits no schema.
    func read(_ request: Request) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        var faults: [Refusal] = []
        for (rawName, rawValue) in request.uri.queryParameters {
            let name = String(rawName)
            // The language of the answer may be asked for everywhere.
            if name == "lang" { continue }
            guard let parameter = known[name] else {
                if ignoresOthers { continue }
                faults.append(.unknownParameter(name))
                continue
            }
            let text = String(rawValue)
            guard values.updateValue(text, forKey: name) == nil else {
                faults.append(.doubledParameter(name))
                continue
            }
            faults += parameter.schema.faults(in: Self.value(text, parameter.schema)).map { fault in
                fault.at(Refusal.Place(field: name))
            }
        }
        for parameter in known.values where parameter.isRequired && values[parameter.name] == nil {
            faults.append(.missingParameter(parameter.name))
        }
        guard faults.isEmpty else { throw Problem(Array(faults.prefix(100)), status: .badRequest) }
        return values
    }

    /// A parameter's text as the JSON value that its schema speaks of.
    private static func value(_ text: String, _ schema: Schema) -> JSONValue {
        switch schema.form {
        case .integer:
            // One way to write a number: no sign, no leading zero.
            if let number = Int64(text), String(number) == text { return .integer(number) }
            return .string(text)
        case .truth: return text == "true" ? true : text == "false" ? false : .string(text)
        default: return .string(text)
        }
    }
}

extension Refusal {
    fileprivate static func unknownParameter(_ name: String) -> Refusal {
        Refusal(
            .invalidArguments,
            LocalizedText(en: "This parameter is not known here.", de: "Diesen Parameter gibt es hier nicht."),
            at: Place(field: String(name.prefix(64))))
    }

    fileprivate static func doubledParameter(_ name: String) -> Refusal {
        Refusal(
            .invalidArguments,
            LocalizedText(en: "This parameter is given twice.", de: "Dieser Parameter steht zweimal da."),
            at: Place(field: name))
    }

    fileprivate static func missingParameter(_ name: String) -> Refusal {
        Refusal(
            .missingValue, LocalizedText(en: "This parameter is missing.", de: "Dieser Parameter fehlt."),
            at: Place(field: name))
    }
}
