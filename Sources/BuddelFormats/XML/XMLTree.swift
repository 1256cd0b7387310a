import Buddelverein
import Foundation
import FoundationXML

/// Parses XML into a tree of bounded size, by Foundation's parser over libxml2.
///
/// Guarantees: document types and processing instructions are refused before the parser starts (`XMLText`), entities
/// other than the five of XML are unknown to it, nothing outside is read; the first thing that is not well-formed ends
/// it. All elements are of the namespace of the first; others, and what is inside them, may stand in `SplmtryData` only
/// and are left out.
final class XMLTree: NSObject {
    private let file: String
    private let limits: FileLimits
    private var open: [XMLNode] = []
    private var root: XMLNode?
    private var namespace: String?
    private var elements = 0
    /// How deep inside an element that is left out.
    private var depthLeftOut = 0
    private var fault: Refusal?

    private init(file: String, limits: FileLimits) {
        self.file = file
        self.limits = limits
    }

    /// The root of a file and its namespace.
    ///
    /// Refuses with `invalid_text`, `invalid_xml`, and with `too_much_data` what is beyond the limits.
    static func parse(
        _ bytes: [UInt8], file: String, limits: FileLimits = FileLimits()
    ) throws(Refusal) -> (root: XMLNode, namespace: String) {
        guard bytes.count <= limits.xmlBytes else {
            throw .fileTooLarge(bytes: limits.xmlBytes, at: Refusal.Place(file: file))
        }
        let parser = XMLParser(data: Data(try XMLText.decode(bytes, file: file)))
        let tree = XMLTree(file: file, limits: limits)
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.externalEntityResolvingPolicy = .never
        parser.delegate = tree
        // On Linux the answer is true for some files that are not well-formed; the delegate is told of each.
        let isParsed = parser.parse()
        if let fault = tree.fault { throw fault }
        guard isParsed, let root = tree.root, tree.open.isEmpty else {
            throw .malformedXML(column: nil, at: Refusal.Place(file: file))
        }
        return (root, tree.namespace ?? "")
    }

    private func refuse(_ refusal: Refusal, _ parser: XMLParser) {
        if fault == nil { fault = refusal }
        parser.abortParsing()
    }

    private func place(_ parser: XMLParser) -> Refusal.Place {
        Refusal.Place(file: file, line: parser.lineNumber, field: open.isEmpty ? nil : path)
    }

    private var path: String { "/" + open.map(\.name).joined(separator: "/") }

    private func append(_ text: String, _ parser: XMLParser) {
        guard fault == nil, depthLeftOut == 0, let last = open.indices.last else { return }
        guard open[last].text.utf8.count + text.utf8.count <= limits.fieldBytes else {
            refuse(.stringTooLong(limits.fieldBytes, at: place(parser)), parser)
            return
        }
        open[last].text += text
    }
}

extension XMLTree: XMLParserDelegate {
    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard fault == nil else { return }
        elements += 1
        if elements > limits.elements { return refuse(.tooManyElements(limits.elements, at: place(parser)), parser) }
        if open.count + depthLeftOut >= limits.depth {
            return refuse(.tooDeep(limits.depth, at: place(parser)), parser)
        }
        if depthLeftOut > 0 || open.last?.name == "SplmtryData" {
            depthLeftOut += 1
            return
        }
        let namespace = namespaceURI ?? ""
        if self.namespace == nil { self.namespace = namespace }
        guard namespace == self.namespace else {
            return refuse(.foreignElement(ArchiveName.printable(name), at: place(parser)), parser)
        }
        open.append(XMLNode(name: name, attributes: attributes, line: parser.lineNumber))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard fault == nil else { return }
        if depthLeftOut > 0 {
            depthLeftOut -= 1
            return
        }
        if let node = open.last, !node.children.isEmpty {
            guard node.text.allSatisfy(\.isWhitespace) else {
                return refuse(.textBetweenElements(at: place(parser)), parser)
            }
            open[open.count - 1].text = ""
        }
        guard let node = open.popLast() else { return }
        // Marks can also be written as references, which only the parser resolves.
        guard CombiningMarks.firstLongRun(in: node.text.utf8) == nil else {
            return refuse(.tooManyMarks(at: place(parser)), parser)
        }
        if open.isEmpty { root = node } else { open[open.count - 1].children.append(node) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { append(string, parser) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { append(String(decoding: block, as: UTF8.self), parser) }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        refuse(.malformedXML(column: parser.columnNumber, at: place(parser)), parser)
    }
}
