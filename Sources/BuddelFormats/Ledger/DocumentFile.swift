import Buddelverein

/// A document as it is brought: its name, its bytes, and what it is.
public struct DocumentFile: Sendable {
    /// The file's own name, without folders.
    public let name: String
    public let type: DocumentType
    public let bytes: [UInt8]

    /// A document from bytes that are at hand; refuses with `unsafe_path`, `document_too_large` and
    /// `unknown_document_type`, naming the file.
    public init(name: String, bytes: [UInt8]) throws(Refusal) {
        self.name = try DocumentName.checked(name)
        self.bytes = bytes
        do {
            type = try DocumentType(of: bytes)
            try type.requireWhole(bytes)
        } catch {
            throw error.at(Refusal.Place(file: name))
        }
    }

    /// Reads a document of the file system.
    ///
    /// Only a regular file is read, and a link is not followed. Refuses with `file_unreadable`, `unsafe_path`,
    /// `too_much_data`, and as the initialiser above.
    public init(path: String) throws(Refusal) {
        let (_, name) = DataFile.split(path)
        try self.init(name: name, bytes: DataFile.read(path, limit: FileLimits().documentBytes))
    }
}
