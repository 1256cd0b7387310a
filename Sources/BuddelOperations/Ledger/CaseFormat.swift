import BuddelFormats
import Buddelverein

/// What a case folder may hold, for help texts.
public struct CaseFormat: Sendable {
    /// One column of a table.
    public struct Column: Sendable, Hashable {
        public var name: String
        /// The German name that is read as well.
        public var alias: String
        public var isRequired: Bool
        public var description: LocalizedText
    }

    /// One file, with its columns where it is a table.
    public struct File: Sendable, Hashable {
        public var name: String
        public var columns: [Column]
    }

    /// The files in the order of the import.
    public static let files: [File] = CaseFile.allCases.map { file in
        File(
            name: file.rawValue,
            columns: file.columns.map {
                Column(name: $0.name, alias: $0.alias, isRequired: $0.isRequired, description: $0.description)
            })
    }
}
