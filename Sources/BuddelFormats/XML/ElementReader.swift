import Buddelverein

/// Reads what stands in an XML element; what is wrong with it is noted with its path and line, and reading goes on.
final class ElementReader {
    let node: XMLNode
    /// Such as `/Document/BkToCstmrStmt/Stmt/Ntry[3]`.
    let path: String
    private let file: String
    private let issues: FileIssues
    private var found: [String: ElementReader?] = [:]

    init(_ node: XMLNode, path: String, file: String, issues: FileIssues) {
        self.node = node
        self.path = path
        self.file = file
        self.issues = issues
    }

    /// The element of that name, or below it (`Refs/EndToEndId`); nil for none. A second one is refused.
    func element(_ name: String) -> ElementReader? {
        if let slash = name.firstIndex(of: "/") {
            return element(String(name[..<slash]))?.element(String(name[name.index(after: slash)...]))
        }
        if let known = found[name] { return known }
        let matches = node.children.filter { $0.name == name }
        let reader = matches.first.map { ElementReader($0, path: "\(path)/\(name)", file: file, issues: issues) }
        if matches.count > 1 { refuse(.repeatedElement(name), name) }
        found[name] = reader
        return reader
    }

    func required(_ name: String) -> ElementReader? {
        if let element = element(name) { return element }
        refuse(.missingElement(name), name)
        return nil
    }

    /// All elements of that name, counted from 1 in their paths.
    func elements(_ name: String) -> [ElementReader] {
        node.children.filter { $0.name == name }.enumerated().map { index, child in
            ElementReader(child, path: "\(path)/\(name)[\(index + 1)]", file: file, issues: issues)
        }
    }

    /// The text of this element in one line, with single blanks; nil where it is empty. Refuses elements inside it.
    private(set) lazy var text: String? = {
        guard node.children.isEmpty else {
            refuse(.wrongType(LocalizedText(en: "a text", de: "ein Text")))
            return nil
        }
        let text = node.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.isEmpty ? nil : text
    }()

    /// The text of an element below; refuses what is longer.
    func text(_ name: String, atMost limit: Int) -> String? {
        guard let element = element(name), let text = element.text else { return nil }
        guard text.unicodeScalars.count <= limit else {
            element.refuse(.longerText(limit), value: String(text.prefix(40)) + "…")
            return nil
        }
        return text
    }

    func requiredText(_ name: String, atMost limit: Int) -> String? {
        requireText(name) ? text(name, atMost: limit) : nil
    }

    /// A value read from the text of an element below; nil where there is none or it was refused.
    func value<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) -> Value? {
        guard let element = element(name), let text = element.text else { return nil }
        do {
            return try read(text)
        } catch {
            element.refuse(error, value: String(text.prefix(60)))
            return nil
        }
    }

    func requiredValue<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) -> Value? {
        requireText(name) ? value(name, read) : nil
    }

    /// Whether a text stands in an element below; refuses where none does.
    private func requireText(_ name: String) -> Bool {
        if let element = element(name), element.text != nil || !element.node.children.isEmpty { return true }
        refuse(.missingElement(name), name)
        return false
    }

    func refuse(_ refusal: Refusal, _ name: String? = nil, value: String? = nil) {
        issues.refuse(
            refusal.at(
                Refusal.Place(
                    file: file, line: node.line, field: name.map { "\(path)/\($0)" } ?? path, value: value)))
    }
}

extension Refusal {
    static func longerText(_ limit: Int) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "The text is longer than \(limit) characters.", de: "Der Text ist länger als \(limit) Zeichen."))
    }
}
