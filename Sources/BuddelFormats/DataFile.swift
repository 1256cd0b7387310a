import Buddelverein

/// A single data file that is named by its path.
public enum DataFile {
    /// The bytes of a regular file; a link as its last part is not followed.
    ///
    /// Refuses with `file_unreadable`, `unsafe_path`, `too_much_data`.
    public static func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
        let (folder, name) = split(path)
        guard let bytes = try CaseDirectory(folder).read(name, limit: limit) else { throw .unreadable(path, 2) }
        return bytes
    }

    /// The folder of a path, `.` where it names none, and its last part.
    static func split(_ path: String) -> (folder: String, name: String) {
        let parts = path.split(separator: "/")
        let folder = parts.dropLast().joined(separator: "/")
        return (path.hasPrefix("/") ? "/" + folder : folder.isEmpty ? "." : folder, parts.last.map(String.init) ?? "")
    }
}
