import Buddelverein

/// Names of documents, relative to the folder `documents/` of a case folder.
public enum DocumentName {
    /// The name as it is, or `unsafe_path`: no absolute path, no `..`, no empty or hidden part, no backslash.
    static func checked(_ name: String) throws(Refusal) -> String {
        guard isSafe(name) else { throw .unsafePath(name) }
        return name
    }

    /// Whether a name stays inside the folder it is relative to.
    public static func isSafe(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard name.utf8.count <= 1000, parts.count <= 8 else { return false }
        let hasOddByte = name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
        return !hasOddByte && parts.allSatisfy { $0.count <= 255 && $0.first != nil && $0.first != UInt8(ascii: ".") }
    }
}

extension Refusal {
    static func unsafePath(_ name: String) -> Refusal {
        Refusal(
            .unsafePath,
            LocalizedText(
                en: "“\(name)” does not name a file inside the folder documents/.",
                de: "„\(name)“ nennt keine Datei im Ordner documents/."),
            cure: LocalizedText(
                en: "Put the file into documents/ and name it relative to that: no “/” in front, no “..”, no “\\”.",
                de:
                    "Legen Sie die Datei in documents/ und nennen Sie sie relativ dazu: kein „/“ vorn, kein „..“, kein „\\“."
            ),
            at: Place(value: name))
    }
}
