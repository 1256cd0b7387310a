import Buddelverein

/// What an import did, or in a rehearsal would do.
public struct ImportReport: Sendable, Hashable {
    /// The counts of one file.
    public struct File: Sendable, Hashable {
        public var name: String
        public var new: Int
        public var changed: Int
        public var unchanged: Int
    }

    /// Something that was taken as it is but should be looked at.
    public struct Warning: Sendable, Hashable {
        /// Stable, such as `unknown_column`.
        public var code: String
        public var message: LocalizedText
        public var place: Refusal.Place
    }

    /// The association the folder is of; nil where it brings none and needs none.
    public var association: String?
    public var isRehearsal: Bool
    /// In the order of the import; files that are not there are left out.
    public var files: [File] = []
    /// Documents whose content is attached now.
    public var attachedDocuments = 0
    public var warnings: [Warning] = []

    /// Whether everything was there already.
    public var changesNothing: Bool {
        attachedDocuments == 0 && files.allSatisfy { $0.new == 0 && $0.changed == 0 }
    }
}
