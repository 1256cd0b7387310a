/// An element of an XML file that knows where it stands.
struct XMLNode: Sendable {
    let name: String
    /// By their names as they are written; those of namespaces are left out.
    let attributes: [String: String]
    /// The line on which its tag ends.
    let line: Int
    /// The text of an element without elements, with blanks and line breaks around it.
    var text = ""
    var children: [XMLNode] = []
}
