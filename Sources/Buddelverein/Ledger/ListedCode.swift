/// A code of one of the lists that a town may extend, with its words.
public struct ListedCode: Hashable, Sendable {
    /// Which list; raw values are the words of the command line.
    public enum List: String, Hashable, Sendable, CaseIterable {
        case task
        case machine
        case category

        /// The list's name for readers.
        public var name: LocalizedText {
            switch self {
            case .task: LocalizedText(en: "task", de: "Tätigkeit")
            case .machine: LocalizedText(en: "machine class", de: "Maschinenklasse")
            case .category: LocalizedText(en: "cost category", de: "Kostenart")
            }
        }
    }

    public var list: List
    public var code: String
    public var name: LocalizedText

    public init(list: List, code: String, name: LocalizedText) {
        self.list = list
        self.code = code
        self.name = name
    }
}
